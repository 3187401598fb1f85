package protectv.audit.control;

import java.time.Instant;
import java.util.List;
import protectv.audit.rule.ControlRef;

/**
 * The verdict on one control over the audited period.
 *
 * @param title what the control asks, in short
 * @param rules ids of the rules that bear on it
 * @param outcome FAIL where a window failed, else NOT_EVALUABLE where one could not be judged (or there was none), else PASS
 * @param reasons why it did not pass: what failed it, then what kept it from being judged; the most frequent first
 * @param limits what the rules could not know beyond the period: a look-back that begins before what is remembered
 * @param passed windows; the three numbers sum to the windows of the period
 * @param stretches the period cut where outcome or reason change, by time, without gaps
 */
public record ControlVerdict(
        ControlRef control,
        String title,
        List<String> rules,
        Outcome outcome,
        List<String> reasons,
        List<String> limits,
        long passed,
        long failed,
        long notEvaluable,
        List<Stretch> stretches) {

    public ControlVerdict {
        rules = List.copyOf(rules);
        reasons = List.copyOf(reasons);
        limits = List.copyOf(limits);
        stretches = List.copyOf(stretches);
    }

    /**
     * Windows that follow each other, with one outcome for one reason.
     *
     * @param reason empty where the outcome is PASS
     */
    public record Stretch(Instant from, Instant to, long windows, Outcome outcome, String reason) {}
}

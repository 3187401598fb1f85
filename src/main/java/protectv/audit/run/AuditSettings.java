package protectv.audit.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.WindowGrid;
import protectv.audit.parse.ParseOptions;

/**
 * What decides the result of an audit, beside inputs and rules.
 *
 * @param from start of the period; null for the first window that has an event
 * @param to end of the period, exclusive; null for the end of the last such window
 * @param zoneAssumed true where the user named no zone
 * @param maxEvidence lines that a finding shows
 * @param maxGaps how long a source of each role may be silent, where the inventory does not say, before a control that needs
 *     it cannot be judged
 * @param threads that judge windows
 * @param maxWindowTime what the judgement of one window may take
 * @param keepAll true to give the rules also the events that none of them can match: slower, with the same result
 */
public record AuditSettings(
        ParseOptions parse,
        WindowGrid grid,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean zoneAssumed,
        int maxLineBytes,
        int maxEvidence,
        Map<SourceRole, Duration> maxGaps,
        int threads,
        Duration maxWindowTime,
        boolean keepAll) {

    public AuditSettings {
        maxGaps = Map.copyOf(maxGaps);
    }

    boolean covers(long epochMilli) {
        return (from == null || epochMilli >= from.toEpochMilli()) && (to == null || epochMilli < to.toEpochMilli());
    }

    /** True for a time before the period that a rule with such a look-back may need. */
    boolean mayRemember(long epochMilli, Duration lookBack) {
        return from != null
                && epochMilli < from.toEpochMilli()
                && epochMilli >= from.minus(lookBack).toEpochMilli();
    }
}

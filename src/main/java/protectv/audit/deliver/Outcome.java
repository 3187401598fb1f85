package protectv.audit.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;
import protectv.audit.report.AuditReport;
import protectv.audit.report.Verdict;
import protectv.audit.report.Wording;
import protectv.audit.rule.Severity;

/**
 * How a run went.
 *
 * @param exitCode what the scheduler reads
 * @param meaning of that code, in words
 * @param report null where the run failed before there was one
 * @param failure why it failed, in a line; null where there is a report
 * @param ended when
 * @param took how long
 */
public record Outcome(
        int exitCode,
        String meaning,
        @Nullable AuditReport report,
        @Nullable String failure,
        Instant ended,
        Duration took) {

    /** From this code on a run did not do what it was asked to. */
    private static final int FINDINGS = 1;

    /** True where all was read and judged, whether or not something was found. */
    public boolean isComplete() {
        return exitCode <= FINDINGS;
    }

    /** {@code 1 critical, 14 high: 51 findings, 2017-10-12 to 2017-10-13}; no text from logs. */
    public String headline() {
        if (report == null) {
            return "FAILED: " + meaning;
        }
        String worst = Arrays.stream(Severity.values())
                .sorted(Comparator.reverseOrder())
                .filter(severity -> severity.compareTo(Severity.HIGH) >= 0 && found(severity) > 0)
                .map(severity -> Wording.number(found(severity)) + " " + severity.label())
                .collect(Collectors.joining(", "));
        Verdict verdict = Verdict.of(report);
        return (worst.isEmpty() ? "" : worst + ": ") + verdict.headline() + (isComplete() ? "" : ", incomplete") + ", "
                + new Wording(report.period().zone()).period(report.period());
    }

    /** For a log: {@code exit=1 findings=51 critical=0 ... lines=194 malformed=1}; no text from logs but a failure's. */
    public String line() {
        if (report == null) {
            return "exit=" + exitCode + " failed: " + VisibleText.escape(failure == null ? meaning : failure);
        }
        String severities = Arrays.stream(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(severity -> severity.label() + "=" + found(severity))
                .collect(Collectors.joining(" "));
        return "exit=" + exitCode + " "
                + severities + " waived="
                + report.summary().waivedFindings() + " lines="
                + report.summary().lines() + " malformed="
                + report.summary().malformed() + " from="
                + report.period().from() + " to=" + report.period().to() + " rules="
                + report.rules().digest();
    }

    private long found(Severity severity) {
        return report == null ? 0 : report.summary().findingsBySeverity().getOrDefault(severity, 0L);
    }
}

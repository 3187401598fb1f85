package protectv.audit.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import protectv.audit.rule.Severity;

/**
 * What a report says in its first line. Silence is never a pass: without findings it is {@link Level#CLEAR} only where
 * every input was read to its end, every line was understood, and there were events to judge.
 *
 * @param doubts why the result may say less than it seems to, in the order of weight
 */
public record Verdict(Level level, String headline, List<String> doubts) {

    /** What the reader should feel. */
    public enum Level {
        CLEAR,
        DOUBTFUL,
        FINDINGS;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final List<Severity> WORST_FIRST =
            Arrays.stream(Severity.values()).sorted(Comparator.reverseOrder()).toList();

    public Verdict {
        doubts = List.copyOf(doubts);
    }

    static Verdict of(AuditReport report) {
        AuditReport.Summary summary = report.summary();
        long findings = findings(report);
        List<String> doubts = doubts(report);
        if (findings > 0) {
            return new Verdict(Level.FINDINGS, Wording.count(findings, "finding"), doubts);
        }
        if (summary.lines() == 0) {
            return new Verdict(Level.DOUBTFUL, "Nothing was checked", doubts);
        }
        if (!doubts.isEmpty()) {
            return new Verdict(Level.DOUBTFUL, "No findings, but not everything was checked", doubts);
        }
        return new Verdict(Level.CLEAR, "No findings", doubts);
    }

    static long findings(AuditReport report) {
        return report.summary().findingsBySeverity().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    static long findings(AuditReport report, Severity severity) {
        return report.summary().findingsBySeverity().getOrDefault(severity, 0L);
    }

    private static List<String> doubts(AuditReport report) {
        AuditReport.Summary summary = report.summary();
        List<String> doubts = new ArrayList<>();
        long incomplete =
                report.inputs().stream().filter(i -> i.problem() != null).count();
        if (report.inputs().isEmpty()) {
            doubts.add("There was no input.");
        } else if (summary.lines() == 0) {
            doubts.add("The input had no lines.");
        }
        if (incomplete > 0) {
            doubts.add(incomplete + " of " + Wording.count(report.inputs().size(), "input")
                    + " could not be read to the end.");
        }
        if (summary.malformed() > 0) {
            doubts.add(Wording.count(summary.malformed(), "line") + " could not be understood.");
        }
        long damaged = report.inputs().stream()
                .mapToLong(i -> i.cutLines() + i.undecodableLines())
                .sum();
        if (damaged > 0) {
            doubts.add(Wording.count(damaged, "line") + " came in cut or with bytes that are no text.");
        }
        if (summary.lines() > 0 && summary.events() == 0) {
            doubts.add("None of the lines is an event of the period.");
        }
        if (report.rules().count() == 0) {
            doubts.add("There were no rules.");
        }
        return doubts;
    }
}

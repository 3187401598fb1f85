package protectv.audit.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import protectv.audit.control.Outcome;
import protectv.audit.rule.Severity;

/**
 * What a report says in its first line. Silence is never a pass: without findings it is {@link Level#CLEAR} only where
 * every input was read to its end, every line was understood, there were events to judge, and every control could be
 * evaluated.
 *
 * @param inputComplete false where the doubts are about the input; they are about rules and controls else
 * @param doubts why the result may say less than it seems to, in the order of weight
 */
public record Verdict(Level level, String headline, boolean inputComplete, List<String> doubts) {

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

    public static Verdict of(AuditReport report) {
        AuditReport.Summary summary = report.summary();
        long findings = findings(report);
        long waived = summary.waivedFindings();
        List<String> doubts = doubts(report);
        boolean complete = doubts.isEmpty();
        if (findings > 0) {
            return new Verdict(Level.FINDINGS, Wording.count(findings, "finding"), complete, doubts);
        }
        if (summary.lines() == 0) {
            return new Verdict(Level.DOUBTFUL, "Nothing was checked", complete, doubts);
        }
        String none =
                "No findings" + (waived == 0 ? "" : " that count; " + Wording.number(waived) + be(waived) + "waived");
        // With findings, or with inputs that explain it, it would only repeat what the controls say.
        List<String> reasons = complete ? unjudged(report) : doubts;
        return reasons.isEmpty()
                ? new Verdict(Level.CLEAR, none, complete, reasons)
                : new Verdict(Level.DOUBTFUL, none + ", but not everything was checked", complete, reasons);
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
        long expected = report.sources().stream().filter(s -> s.expected()).count();
        long unheard = unheard(report).size();
        if (unheard > 0) {
            doubts.add(Wording.number(unheard) + " of " + Wording.count(expected, "expected source") + was(unheard)
                    + "never heard.");
        }
        doubts.addAll(report.rules().troubles());
        if (report.rules().count() == 0) {
            doubts.add("There were no rules.");
        }
        return doubts;
    }

    private static List<String> unjudged(AuditReport report) {
        List<String> doubts = new ArrayList<>();
        long open = report.controls().stream()
                .filter(c -> c.outcome() == Outcome.NOT_EVALUABLE)
                .count();
        if (open > 0) {
            doubts.add(Wording.number(open) + " of "
                    + Wording.count(report.controls().size(), "control") + " could not be evaluated.");
        }
        int notRun = report.rules().notRun().size();
        if (notRun > 0) {
            doubts.add(Wording.count(notRun, "rule") + " did not run.");
        }
        return doubts;
    }

    /** Sources that the inventory lists and that wrote nothing. */
    static List<AuditReport.Source> unheard(AuditReport report) {
        return report.sources().stream()
                .filter(s -> s.expected() && s.lines() == 0)
                .toList();
    }

    private static String be(long number) {
        return number == 1 ? " is " : " are ";
    }

    private static String was(long number) {
        return number == 1 ? " was " : " were ";
    }
}

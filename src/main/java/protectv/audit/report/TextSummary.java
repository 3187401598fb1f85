package protectv.audit.report;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;

/**
 * The report as plain text: what the terminal shows after a run, and {@code report.txt}. Text from logs is written out
 * by {@link VisibleText}, so that nothing in it can steer a terminal.
 */
public final class TextSummary {

    private static final int TOP = 10;
    private static final int PROBLEMS = 3;
    private static final int NOTES = 3;
    private static final int COLUMNS = 100;
    private static final int SUBJECT = 16;
    private static final int TITLE = 36;

    private final AuditReport report;
    private final Wording wording;
    private final boolean color;
    private final StringBuilder text = new StringBuilder();

    private TextSummary(AuditReport report, boolean color) {
        this.report = report;
        this.wording = new Wording(report.period().zone());
        this.color = color;
    }

    /**
     * At most 40 lines, the last of them LF-terminated.
     *
     * @param files the reports that were written; may be empty
     * @param color whether severities are coloured by ANSI sequences
     */
    public static String terminal(AuditReport report, List<Path> files, boolean color) {
        TextSummary summary = new TextSummary(report, color);
        summary.head();
        summary.problems(PROBLEMS);
        summary.top();
        summary.notes(NOTES);
        summary.files(files);
        return summary.text.toString();
    }

    /** All findings with cause, remedy and evidence, all inputs, all notes. No colours. */
    static String full(AuditReport report) {
        TextSummary summary = new TextSummary(report, false);
        summary.head();
        summary.problems(Integer.MAX_VALUE);
        summary.notes(Integer.MAX_VALUE);
        summary.findings();
        summary.kinds();
        summary.inputs();
        return summary.text.toString();
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private void blank() {
        text.append('\n');
    }

    private void head() {
        Verdict verdict = Verdict.of(report);
        AuditReport.Period period = report.period();
        AuditReport.Summary summary = report.summary();
        line(
                verdict.level() == Verdict.Level.FINDINGS && !verdict.doubts().isEmpty()
                        ? verdict.headline() + "; the input is not complete"
                        : verdict.headline());
        verdict.doubts().forEach(doubt -> line("  ! " + doubt));
        blank();
        line("Period    " + wording.period(period) + " " + period.zone() + ", "
                + Wording.count(period.windows(), "window") + " of " + Wording.length(period.window()));
        line("Rules     " + Wording.number(report.rules().count()) + ", digest "
                + VisibleText.fit(report.rules().digest(), 19));
        line("Inputs    " + Wording.count(report.inputs().size(), "input") + ", "
                + Wording.count(summary.lines(), "line")
                + " = " + Wording.number(summary.events()) + " events + " + Wording.number(summary.other())
                + " other + " + Wording.number(summary.malformed()) + " malformed + "
                + Wording.number(summary.outside())
                + " outside");
        StringBuilder tally = new StringBuilder("Findings  ");
        for (Severity severity : Verdict.WORST_FIRST) {
            long count = Verdict.findings(report, severity);
            String cell = Wording.number(count) + " " + severity.label();
            tally.append(count > 0 ? colored(severity, cell) : cell).append("  ");
        }
        line(tally.toString());
    }

    private void problems(int limit) {
        List<AuditReport.Input> incomplete =
                report.inputs().stream().filter(i -> i.problem() != null).toList();
        Map<String, Long> reasons = new TreeMap<>();
        report.inputs().forEach(i -> i.malformedReasons().forEach((why, n) -> reasons.merge(why, n, Long::sum)));
        if (incomplete.isEmpty() && reasons.isEmpty()) {
            return;
        }
        blank();
        line("Problems");
        incomplete.stream().limit(limit).forEach(i -> line(cut("  " + i.path() + ": " + i.problem(), limit)));
        more(incomplete.size(), limit, "input");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(e ->
                        line(cut("  " + Wording.count(e.getValue(), "malformed line") + ": " + e.getKey(), limit)));
        more(reasons.size(), limit, "reason");
    }

    private void notes(int limit) {
        if (report.notes().isEmpty()) {
            return;
        }
        blank();
        line("Notes");
        report.notes().stream().limit(limit).forEach(note -> line(cut("  " + note, limit)));
        more(report.notes().size(), limit, "note");
    }

    private void more(int size, int limit, String noun) {
        if (size > limit) {
            line("  and " + Wording.count(size - (long) limit, "more " + noun));
        }
    }

    /** On the terminal a line is one line; in a file nothing is lost. */
    private static String cut(String line, int limit) {
        return limit == Integer.MAX_VALUE ? VisibleText.escape(line) : VisibleText.fit(line, COLUMNS);
    }

    private void top() {
        List<Finding> findings = RuleGroup.sorted(report);
        if (findings.isEmpty()) {
            return;
        }
        blank();
        line(row("SEVERITY", "RULE", "COUNT", "FIRST SEEN", "SUBJECT", "FINDING"));
        for (Finding finding : findings.subList(0, Math.min(TOP, findings.size()))) {
            Severity severity = finding.rule().severity();
            String row = row(
                    severity.label(),
                    finding.rule().id().value(),
                    Wording.number(finding.count()),
                    wording.local(finding.firstSeen()),
                    VisibleText.fit(finding.subject(), SUBJECT),
                    VisibleText.fit(finding.rule().title(), TITLE));
            line(colored(severity, row.substring(0, severity.label().length()))
                    + row.substring(severity.label().length()));
        }
        if (findings.size() > TOP) {
            line("and " + Wording.count(findings.size() - (long) TOP, "more finding")
                    + "; the reports have all of them");
        }
    }

    private static String place(Evidence evidence) {
        return evidence.file() + ":" + evidence.line();
    }

    private static String row(String severity, String rule, String count, String first, String subject, String title) {
        return pad(severity, 13) + pad(rule, 13) + " ".repeat(Math.max(0, 7 - count.length())) + count + "  "
                + pad(first, 21) + pad(subject, SUBJECT + 2) + title;
    }

    private static String pad(String cell, int columns) {
        return cell + " ".repeat(Math.max(1, columns - VisibleText.width(cell)));
    }

    private String colored(Severity severity, String cell) {
        if (!color) {
            return cell;
        }
        String code = switch (severity) {
            case CRITICAL -> "1;31";
            case HIGH -> "31";
            case MEDIUM -> "33";
            case LOW -> "36";
            case INFORMATIONAL -> "2";
        };
        return "\u001b[" + code + "m" + cell + "\u001b[0m";
    }

    private void files(List<Path> files) {
        if (files.isEmpty()) {
            return;
        }
        blank();
        line("Reports   "
                + files.stream().map(f -> VisibleText.escape(f.toString())).collect(Collectors.joining("  ")));
    }

    private void findings() {
        for (RuleGroup group : RuleGroup.of(report)) {
            RuleMetadata rule = group.rule();
            blank();
            line("[" + rule.severity().label() + "] " + rule.id() + "  " + VisibleText.escape(rule.title()));
            field("Cause", rule.cause());
            field("First step", rule.remedy());
            if (!rule.controls().isEmpty()) {
                field(
                        "Controls",
                        rule.controls().stream().map(ControlRef::toString).collect(Collectors.joining(", ")));
            }
            if (rule.source() != null) {
                field("Guide", rule.source());
            }
            if (rule.falsePositives() != null) {
                field("Innocent if", rule.falsePositives());
            }
            group.findings().forEach(this::finding);
        }
    }

    private void finding(Finding finding) {
        blank();
        line("  - " + VisibleText.escape(finding.subject()) + "  (" + Wording.count(finding.count(), "occurrence")
                + ", "
                + wording.localWithOffset(finding.firstSeen()) + " to " + wording.localWithOffset(finding.lastSeen())
                + ")");
        if (finding.message() != null) {
            line("    " + VisibleText.escape(finding.message()));
        }
        for (Evidence evidence : finding.evidence()) {
            line("    " + VisibleText.escape(place(evidence)) + ": " + VisibleText.escape(evidence.text()));
        }
        line("    fingerprint " + VisibleText.escape(finding.fingerprint()));
    }

    private void field(String name, String value) {
        line("  " + pad(name, 14) + VisibleText.escape(value));
    }

    private void kinds() {
        Map<String, Long> kinds = report.summary().eventsByKind();
        if (kinds.isEmpty()) {
            return;
        }
        blank();
        line("Events by kind");
        int widest = kinds.keySet().stream()
                .map(VisibleText::escape)
                .mapToInt(VisibleText::width)
                .max()
                .orElse(0);
        kinds.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(e ->
                        line("  " + pad(VisibleText.escape(e.getKey()), widest + 2) + Wording.number(e.getValue())));
    }

    private void inputs() {
        for (AuditReport.Input input : report.inputs()) {
            blank();
            line("Input " + VisibleText.escape(input.path()));
            field(
                    "Lines",
                    Wording.number(input.lines()) + " = " + Wording.number(input.events()) + " events + "
                            + Wording.number(input.other()) + " other + " + Wording.number(input.malformed())
                            + " malformed + "
                            + Wording.number(input.outside()) + " outside");
            if (input.first() != null && input.last() != null) {
                field(
                        "Events",
                        wording.localWithOffset(input.first()) + " to " + wording.localWithOffset(input.last()));
            }
            if (input.cutLines() > 0) {
                field("Cut", Wording.count(input.cutLines(), "line"));
            }
            if (input.undecodableLines() > 0) {
                field("Undecodable", Wording.count(input.undecodableLines(), "line"));
            }
            input.malformedReasons().forEach((why, n) -> field("Malformed", Wording.number(n) + ": " + why));
            if (input.yearFrom() != null) {
                field("Year from", input.yearFrom());
            }
            if (input.problem() != null) {
                field("Problem", input.problem());
            }
            field("SHA-256", input.sha256() + " (" + Wording.number(input.bytes()) + " bytes)");
        }
    }
}

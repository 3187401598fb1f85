package protectv.audit.report;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Finding;
import protectv.audit.rule.Severity;

/**
 * The report as plain text: what the terminal shows after a run, and {@code report.txt}. Text from logs is written out
 * by {@link VisibleText}, so that nothing in it can steer a terminal.
 */
public final class TextSummary {

    private static final int MOST_LINES = 40;
    private static final int TOP = 10;
    private static final int LEAST_TOP = 3;
    private static final int PROBLEMS = 3;
    private static final int NOTES = 3;
    private static final int SUBJECT = 16;
    private static final int TITLE = 36;

    private final AuditReport report;
    private final Wording wording;
    private final boolean color;
    private final TextLines lines = new TextLines();

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
        summary.brief().terminal();
        summary.problems(PROBLEMS);
        summary.top(files);
        summary.notes(NOTES);
        summary.files(files);
        return summary.lines.toString();
    }

    /** All findings with cause, remedy and evidence, all inputs, all notes. No colours. */
    static String full(AuditReport report) {
        TextSummary summary = new TextSummary(report, false);
        summary.head();
        summary.brief().file();
        summary.problems(Integer.MAX_VALUE);
        summary.notes(Integer.MAX_VALUE);
        TextFindings findings = new TextFindings(report, summary.wording, summary.lines);
        findings.counting();
        findings.waived();
        findings.gone();
        TextVerdicts verdicts = new TextVerdicts(report, summary.wording, summary.lines);
        verdicts.controls();
        verdicts.waivers();
        summary.kinds();
        verdicts.sources();
        verdicts.notRun();
        summary.inputs();
        return summary.lines.toString();
    }

    private TextBrief brief() {
        return new TextBrief(report, lines);
    }

    private void head() {
        Verdict verdict = Verdict.of(report);
        AuditReport.Period period = report.period();
        AuditReport.Summary summary = report.summary();
        lines.line(
                verdict.level() == Verdict.Level.FINDINGS && !verdict.doubts().isEmpty()
                        ? verdict.headline() + "; the input is not complete"
                        : verdict.headline());
        verdict.doubts().forEach(doubt -> lines.line("  ! " + doubt));
        lines.blank();
        lines.line("Period    " + wording.period(period) + " " + period.zone() + ", "
                + Wording.count(period.windows(), "window") + " of " + Wording.length(period.window()));
        lines.line("Rules     " + Wording.number(report.rules().count()) + ", digest "
                + VisibleText.fit(report.rules().digest(), 19));
        AuditReport.SignedBy signer = report.rules().signedBy();
        if (signer != null) {
            lines.line("          signed by " + VisibleText.escape(signer.principal()) + ", " + signer.keyType()
                    + " key " + signer.fingerprint());
        }
        lines.line("Inputs    " + Wording.count(report.inputs().size(), "input") + ", "
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
        lines.line(tally.toString());
    }

    private void problems(int limit) {
        List<AuditReport.Input> incomplete =
                report.inputs().stream().filter(i -> i.problem() != null).toList();
        Map<String, Long> reasons = new TreeMap<>();
        report.inputs().forEach(i -> i.malformedReasons().forEach((why, n) -> reasons.merge(why, n, Long::sum)));
        if (incomplete.isEmpty() && reasons.isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Problems");
        incomplete.stream()
                .limit(limit)
                .forEach(i -> lines.line(TextLines.cut("  " + i.path() + ": " + i.problem(), limit)));
        lines.more(incomplete.size(), limit, "input");
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(e -> lines.line(TextLines.cut(
                        "  " + Wording.count(e.getValue(), "malformed line") + ": " + e.getKey(), limit)));
        lines.more(reasons.size(), limit, "reason");
    }

    private void notes(int limit) {
        if (report.notes().isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Notes");
        report.notes().stream().limit(limit).forEach(note -> lines.line(TextLines.cut("  " + note, limit)));
        lines.more(report.notes().size(), limit, "note");
    }

    private void top(List<Path> files) {
        long all = Verdict.findings(report);
        if (all == 0) {
            return;
        }
        lines.blank();
        lines.line(row("SEVERITY", "RULE", "COUNT", "FIRST SEEN", "SUBJECT", "FINDING"));
        int notes = report.notes().size();
        // Each part with its blank line, and one line that says how many more there are.
        int below = (notes == 0 ? 0 : 2 + Math.min(NOTES, notes) + 1) + (files.isEmpty() ? 0 : 2) + 1;
        int rows = Math.max(LEAST_TOP, Math.min(TOP, MOST_LINES - lines.count() - below));
        Foremost<Finding> worst = new Foremost<>(Gathered.ORDER, rows);
        for (Finding finding : report.findings()) {
            if (finding.waiver() == null) {
                worst.add(finding);
            }
        }
        for (Finding finding : worst.list()) {
            Severity severity = finding.rule().severity();
            String row = row(
                    severity.label(),
                    finding.rule().id().value(),
                    Wording.number(finding.count()),
                    wording.local(finding.firstSeen()),
                    VisibleText.fit(finding.subject(), SUBJECT),
                    VisibleText.fit(finding.rule().title(), TITLE));
            lines.line(colored(severity, row.substring(0, severity.label().length()))
                    + row.substring(severity.label().length()));
        }
        if (all > rows) {
            lines.line("and " + Wording.count(all - rows, "more finding") + "; the reports have all of them");
        }
    }

    private static String row(String severity, String rule, String count, String first, String subject, String title) {
        return TextLines.pad(severity, 13) + TextLines.pad(rule, 13) + " ".repeat(Math.max(0, 7 - count.length()))
                + count + "  " + TextLines.pad(first, 21) + TextLines.pad(subject, SUBJECT + 2) + title;
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
        lines.blank();
        lines.line("Reports   "
                + files.stream().map(f -> VisibleText.escape(f.toString())).collect(Collectors.joining("  ")));
    }

    private void kinds() {
        Map<String, Long> kinds = report.summary().eventsByKind();
        if (kinds.isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Events by kind");
        int widest = kinds.keySet().stream()
                .map(VisibleText::escape)
                .mapToInt(VisibleText::width)
                .max()
                .orElse(0);
        kinds.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(e -> lines.line("  " + TextLines.pad(VisibleText.escape(e.getKey()), widest + 2)
                        + Wording.number(e.getValue())));
    }

    private void inputs() {
        for (AuditReport.Input input : report.inputs()) {
            lines.blank();
            lines.line("Input " + VisibleText.escape(input.path()));
            lines.field(
                    "Lines",
                    Wording.number(input.lines()) + " = " + Wording.number(input.events()) + " events + "
                            + Wording.number(input.other()) + " other + " + Wording.number(input.malformed())
                            + " malformed + "
                            + Wording.number(input.outside()) + " outside");
            if (input.first() != null && input.last() != null) {
                lines.field(
                        "Events",
                        wording.localWithOffset(input.first()) + " to " + wording.localWithOffset(input.last()));
            }
            if (input.cutLines() > 0) {
                lines.field("Cut", Wording.count(input.cutLines(), "line"));
            }
            if (input.undecodableLines() > 0) {
                lines.field("Undecodable", Wording.count(input.undecodableLines(), "line"));
            }
            input.malformedReasons().forEach((why, n) -> lines.field("Malformed", Wording.number(n) + ": " + why));
            if (input.yearFrom() != null) {
                lines.field("Year from", input.yearFrom());
            }
            if (input.problem() != null) {
                lines.field("Problem", input.problem());
            }
            lines.field("SHA-256", input.sha256() + " (" + Wording.number(input.bytes()) + " bytes)");
        }
    }
}

package protectv.audit.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.escape.Markdown;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;

/** A report as Markdown: what is new first, then the findings by severity, the controls, the inputs. */
final class MarkdownSummary {

    /** A ticket takes some 64,000 characters; who wants each row opens another format. */
    private static final int MOST_ROWS = 20;

    private static final int MOST_LINES = 3;

    private final AuditReport report;
    private final Wording wording;
    private final StringBuilder text = new StringBuilder();

    MarkdownSummary(AuditReport report) {
        this.report = report;
        this.wording = new Wording(report.period().zone());
    }

    String text() {
        head();
        severities();
        changes();
        RuleGroup.of(report).forEach(this::group);
        waived();
        controls();
        inputs();
        notes();
        return text.toString();
    }

    private void head() {
        Verdict verdict = Verdict.of(report);
        line("# " + verdict.headline());
        line("");
        verdict.doubts().forEach(doubt -> line("- **Note:** " + Markdown.fromLog(doubt)));
        line("- Period: " + wording.periodInFull(report.period()) + ", zone "
                + report.period().zone());
        line("- Windows: " + Wording.number(report.period().windows()) + " of "
                + Wording.length(report.period().window()));
        line("- Rules: " + Wording.number(report.rules().count()) + ", digest "
                + Markdown.code(report.rules().digest()));
        AuditReport.Summary summary = report.summary();
        line("- Lines: " + Wording.number(summary.lines()) + " = " + Wording.number(summary.events()) + " events + "
                + Wording.number(summary.other()) + " other + " + Wording.number(summary.malformed()) + " malformed + "
                + Wording.number(summary.outside()) + " outside");
    }

    private void severities() {
        heading("Findings by severity");
        row(Verdict.WORST_FIRST.stream().map(Severity::label).toList());
        row(Verdict.WORST_FIRST.stream().map(severity -> "---:").toList());
        row(Verdict.WORST_FIRST.stream()
                .map(severity -> Wording.number(Verdict.findings(report, severity)))
                .toList());
    }

    private void changes() {
        Changes changes = report.changes();
        if (changes == null) {
            return;
        }
        heading("Since " + Markdown.fromLog(changes.since()));
        line(ChangeCounts.of(changes).sentence());
        if (changes.absent().isEmpty()) {
            return;
        }
        line("");
        row(List.of("gone", "rule", "severity", "last seen"));
        row(List.of("---", "---", "---", "---"));
        for (PastFinding past : first(changes.absent())) {
            row(List.of(
                    Markdown.fromLog(past.subject()),
                    Markdown.fromLog(past.rule() + " " + past.title()),
                    past.severity().label(),
                    wording.local(past.lastSeen())));
        }
        more(changes.absent().size());
    }

    private void group(RuleGroup group) {
        RuleMetadata rule = group.rule();
        heading(rule.severity().label() + ": " + Markdown.text(rule.title()) + " (" + rule.id() + ")");
        line("- **First step:** " + Markdown.text(rule.remedy()));
        line("- **Cause:** " + Markdown.text(rule.cause()));
        if (!rule.controls().isEmpty()) {
            line("- **Controls:** "
                    + rule.controls().stream()
                            .map(control -> Markdown.text(control.toString()))
                            .collect(Collectors.joining(", ")));
        }
        line("");
        row(List.of("subject", "state", "count", "first seen", "last seen", "what happened"));
        row(List.of("---", "---", "---:", "---", "---", "---"));
        for (Finding finding : first(group.first())) {
            LifeState state = report.state(finding);
            row(List.of(
                    Markdown.fromLog(finding.subject()),
                    state == null ? "" : Wording.state(state),
                    Wording.number(finding.count()),
                    wording.local(finding.firstSeen()),
                    wording.local(finding.lastSeen()),
                    Markdown.fromLog(finding.message() == null ? "" : finding.message())));
        }
        more(group.size());
        evidence(group.first().get(0));
    }

    /** The first lines of the first finding, as an example. */
    private void evidence(Finding finding) {
        if (finding.evidence().isEmpty()) {
            return;
        }
        line("");
        text.append(Markdown.block(finding.evidence().stream()
                .limit(MOST_LINES)
                .map(MarkdownSummary::place)
                .collect(Collectors.joining("\n"))));
    }

    private static String place(Evidence evidence) {
        return oneLine(evidence.file()) + ":" + evidence.line() + ": " + oneLine(evidence.text());
    }

    /** A block of code is made of lines; those of a log line within it would look like others. */
    private static String oneLine(String text) {
        return text.lines().collect(Collectors.joining("\\n"));
    }

    private void waived() {
        List<WaivedGroup> groups = WaivedGroup.of(report);
        if (groups.isEmpty()) {
            return;
        }
        heading("Waived");
        row(List.of("rule", "findings", "owner", "reason", "expires"));
        row(List.of("---", "---:", "---", "---", "---"));
        for (WaivedGroup group : groups) {
            row(List.of(
                    group.rule().id().value(),
                    Wording.number(group.size()),
                    Markdown.text(group.waiver().owner()),
                    Markdown.text(group.waiver().reason()),
                    group.waiver().expires().toString()));
        }
    }

    private void controls() {
        if (report.controls().isEmpty()) {
            return;
        }
        ControlTable table = ControlTable.of(report);
        heading("Controls");
        line(table.counts().entrySet().stream()
                .map((Map.Entry<Outcome, Long> count) ->
                        Wording.number(count.getValue()) + " " + count.getKey().label())
                .collect(Collectors.joining(", ")));
        line("");
        row(List.of("control", "verdict", "windows passed", "failed", "not evaluable", "why"));
        row(List.of("---", "---", "---:", "---:", "---:", "---"));
        for (ControlVerdict control : report.controls()) {
            row(List.of(
                    Markdown.text(control.control() + " " + control.title()),
                    control.outcome().label(),
                    Wording.number(control.passed()),
                    Wording.number(control.failed()),
                    Wording.number(control.notEvaluable()),
                    control.reasons().isEmpty()
                            ? ""
                            : Markdown.fromLog(control.reasons().get(0))));
        }
    }

    private void inputs() {
        heading("Inputs");
        row(List.of("input", "lines", "events", "other", "malformed", "outside", "problem", "SHA-256"));
        row(List.of("---", "---:", "---:", "---:", "---:", "---:", "---", "---"));
        for (AuditReport.Input input : first(report.inputs())) {
            row(List.of(
                    Markdown.fromLog(input.path()),
                    Wording.number(input.lines()),
                    Wording.number(input.events()),
                    Wording.number(input.other()),
                    Wording.number(input.malformed()),
                    Wording.number(input.outside()),
                    Markdown.fromLog(input.problem() == null ? "" : input.problem()),
                    Markdown.code(input.sha256())));
        }
        more(report.inputs().size());
    }

    private void notes() {
        if (report.notes().isEmpty()) {
            return;
        }
        heading("Notes");
        report.notes().forEach(note -> line("- " + Markdown.fromLog(note)));
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST_ROWS, all.size()));
    }

    private void more(long all) {
        if (all > MOST_ROWS) {
            line("");
            line("The first " + MOST_ROWS + " of " + Wording.number(all) + "; report.json has all of them.");
        }
    }

    private void heading(String words) {
        line("");
        line("## " + words);
        line("");
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

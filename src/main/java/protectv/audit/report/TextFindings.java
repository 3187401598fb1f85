package protectv.audit.report;

import java.util.stream.Collectors;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;

/** Findings in full, for {@code report.txt}. */
final class TextFindings {

    private final AuditReport report;
    private final Wording wording;
    private final TextLines lines;

    TextFindings(AuditReport report, Wording wording, TextLines lines) {
        this.report = report;
        this.wording = wording;
        this.lines = lines;
    }

    /** Those that nobody waived, by rule. */
    void counting() {
        for (RuleGroup group : RuleGroup.of(report)) {
            RuleMetadata rule = group.rule();
            lines.blank();
            lines.line("[" + rule.severity().label() + "] " + rule.id() + "  " + VisibleText.escape(rule.title()));
            lines.field("Cause", rule.cause());
            lines.field("First step", rule.remedy());
            if (!rule.controls().isEmpty()) {
                lines.field(
                        "Controls",
                        rule.controls().stream().map(ControlRef::toString).collect(Collectors.joining(", ")));
            }
            if (rule.source() != null) {
                lines.field("Guide", rule.source());
            }
            if (rule.falsePositives() != null) {
                lines.field("Innocent if", rule.falsePositives());
            }
            group.findings().forEach(this::finding);
        }
    }

    private void finding(Finding finding) {
        lines.blank();
        LifeState state = report.state(finding);
        lines.line("  - " + VisibleText.escape(finding.subject()) + "  ("
                + (state == null ? "" : Wording.state(state) + ", ") + Wording.count(finding.count(), "occurrence")
                + ", "
                + wording.localWithOffset(finding.firstSeen()) + " to " + wording.localWithOffset(finding.lastSeen())
                + ")");
        if (finding.message() != null) {
            lines.line("    " + VisibleText.escape(finding.message()));
        }
        for (Evidence evidence : finding.evidence()) {
            lines.line("    " + VisibleText.escape(evidence.file() + ":" + evidence.line()) + ": "
                    + VisibleText.escape(evidence.text()));
        }
        lines.line("    fingerprint " + VisibleText.escape(finding.fingerprint()));
    }

    /** Those that count nowhere, by waiver. */
    void waived() {
        for (WaivedGroup group : WaivedGroup.of(report)) {
            RuleMetadata rule = group.rule();
            Waiver waiver = group.waiver();
            lines.blank();
            lines.line(
                    "[waived " + rule.severity().label() + "] " + rule.id() + "  " + VisibleText.escape(rule.title()));
            lines.field("Reason", waiver.reason());
            lines.field("Owner", waiver.owner());
            lines.field("Expires", waiver.expires().toString());
            group.findings().forEach(this::finding);
        }
    }

    /** Those of the earlier run that are not there any more. */
    void gone() {
        Changes changes = report.changes();
        if (changes == null || changes.absent().isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Gone since " + VisibleText.escape(changes.since()));
        for (PastFinding past : changes.absent()) {
            lines.line("  [" + past.severity().label() + "] " + VisibleText.escape(past.rule() + "  " + past.title()));
            lines.line("    " + VisibleText.escape(past.subject()) + "  (" + Wording.count(past.count(), "occurrence")
                    + ", " + wording.localWithOffset(past.firstSeen()) + " to "
                    + wording.localWithOffset(past.lastSeen()) + ")");
        }
    }
}

package protectv.audit.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        for (List<Finding> group :
                sorted(finding -> finding.waiver() == null ? finding.rule().id() : null)) {
            RuleMetadata rule = group.get(0).rule();
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
            group.forEach(this::finding);
        }
    }

    /**
     * Findings that belong together, groups and findings in the order of {@link Gathered#ORDER}. All are held in memory: who
     * wants every line of every finding in this order has few, or the memory.
     *
     * @param key what those of a group have in common; null for those of none
     */
    private Collection<List<Finding>> sorted(Function<Finding, @Nullable Object> key) {
        List<Finding> all = new ArrayList<>();
        report.findings().forEach(finding -> {
            if (key.apply(finding) != null) {
                all.add(finding);
            }
        });
        all.sort(Gathered.ORDER);
        Map<Object, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : all) {
            groups.computeIfAbsent(requireNonNull(key.apply(finding)), one -> new ArrayList<>())
                    .add(finding);
        }
        return groups.values();
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
        for (List<Finding> group : sorted(Finding::waiver)) {
            RuleMetadata rule = group.get(0).rule();
            Waiver waiver = requireNonNull(group.get(0).waiver());
            lines.blank();
            lines.line(
                    "[waived " + rule.severity().label() + "] " + rule.id() + "  " + VisibleText.escape(rule.title()));
            lines.field("Reason", waiver.reason());
            lines.field("Owner", waiver.owner());
            lines.field("Expires", waiver.expires().toString());
            group.forEach(this::finding);
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

package protectv.audit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import protectv.audit.control.Outcome;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Changes;
import protectv.audit.finding.WaiverUse;

/** Verdicts, waivers, changes and gaps in a line each. What there is nothing to say of gets no line. */
final class TextBrief {

    private static final int NAMES = 3;
    private static final int SINCE = 40;

    private final AuditReport report;
    private final TextLines lines;

    TextBrief(AuditReport report, TextLines lines) {
        this.report = report;
        this.lines = lines;
    }

    /** Lines that fit a screen. */
    void terminal() {
        write(NAMES, SINCE, NAMES);
    }

    /** The same with every name. */
    void file() {
        write(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private void write(int names, int since, int limit) {
        changes(since);
        waivers(names, limit);
        controls(names, limit);
        List<String> unheard = Verdict.unheard(report).stream()
                .map(s -> s.source().role().label() + " " + s.source().name())
                .toList();
        if (!unheard.isEmpty()) {
            lines.line(TextLines.cut("Unheard   " + first(unheard, names), limit));
        }
        if (!report.rules().notRun().isEmpty()) {
            List<String> rules = List.copyOf(report.rules().notRun().keySet());
            lines.line(TextLines.cut(
                    "Not run   " + Wording.count(rules.size(), "rule") + ": " + first(rules, names), limit));
        }
    }

    private void changes(int since) {
        Changes changes = report.changes();
        if (changes != null) {
            lines.line("Since     " + VisibleText.fit(changes.since(), since) + ": "
                    + ChangeCounts.of(changes).sentence());
        }
    }

    private void waivers(int names, int limit) {
        List<String> parts = new ArrayList<>();
        long waived = report.summary().waivedFindings();
        if (waived > 0) {
            parts.add(Wording.count(waived, "finding") + " waived");
        }
        for (WaiverUse.Concern concern : WaiverUse.Concern.values()) {
            long concerned = report.waivers().stream()
                    .filter(use -> use.concerns().contains(concern))
                    .count();
            if (concern != WaiverUse.Concern.EXPIRED && concerned > 0) {
                parts.add(Wording.number(concerned) + " " + Wording.concern(concern));
            }
        }
        List<String> expired = report.waivers().stream()
                .filter(use -> use.concerns().contains(WaiverUse.Concern.EXPIRED))
                .map(use -> use.waiver().rule() + " " + use.waiver().subject())
                .toList();
        if (!expired.isEmpty()) {
            // Last, because names may be long and the end of a line may be cut.
            parts.add(Wording.number(expired.size()) + " expired: " + first(expired, names));
        }
        if (!parts.isEmpty()) {
            lines.line(TextLines.cut("Waivers   " + String.join("; ", parts), limit));
        }
    }

    private void controls(int names, int limit) {
        if (report.controls().isEmpty()) {
            return;
        }
        Map<Outcome, Long> counts = ControlTable.counts(report);
        lines.line("Controls  "
                + counts.entrySet().stream()
                        .map(e ->
                                Wording.number(e.getValue()) + " " + e.getKey().label())
                        .collect(Collectors.joining("  ")));
        List<String> failed = report.controls().stream()
                .filter(c -> c.outcome() == Outcome.FAIL)
                .map(c -> c.control().toString())
                .toList();
        if (!failed.isEmpty()) {
            lines.line(TextLines.cut("          failed: " + first(failed, names), limit));
        }
    }

    private static String first(List<String> names, int limit) {
        String shown = names.stream().limit(limit).collect(Collectors.joining(", "));
        return names.size() > limit ? shown + " and " + Wording.number(names.size() - (long) limit) + " more" : shown;
    }
}

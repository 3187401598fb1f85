package protectv.audit.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.finding.Finding;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;

/**
 * The findings that one waiver covers.
 *
 * @param size how many there are
 * @param shown those that a page has room for, as {@link RuleGroup#shown}
 */
public record WaivedGroup(Waiver waiver, RuleMetadata rule, long size, List<Finding> shown) {

    public WaivedGroup {
        shown = List.copyOf(shown);
    }

    /** Groups in the order of their first finding. */
    static List<WaivedGroup> of(AuditReport report) {
        if (report.summary().waivedFindings() == 0) {
            return List.of();
        }
        Map<Waiver, Gathered> byWaiver = new HashMap<>();
        for (Finding finding : report.findings()) {
            Waiver waiver = finding.waiver();
            if (waiver != null) {
                byWaiver.computeIfAbsent(waiver, w -> new Gathered()).add(finding);
            }
        }
        return byWaiver.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparing(gathered -> gathered.first().get(0), Gathered.ORDER)))
                .map(e -> group(e.getKey(), e.getValue()))
                .toList();
    }

    private static WaivedGroup group(Waiver waiver, Gathered findings) {
        return new WaivedGroup(
                waiver, findings.first().get(0).rule(), findings.size(), findings.mostOften(Gathered.MOST_SHOWN));
    }
}

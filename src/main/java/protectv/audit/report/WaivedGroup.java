package protectv.audit.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.finding.Finding;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;

/**
 * The findings that one waiver covers.
 *
 * @param findings in the order of {@link RuleGroup#ORDER}
 */
public record WaivedGroup(Waiver waiver, RuleMetadata rule, List<Finding> findings) {

    public WaivedGroup {
        findings = List.copyOf(findings);
    }

    /** Those that a page has room for, as {@link RuleGroup#shown}. */
    public List<Finding> shown() {
        return RuleGroup.mostFrequent(findings);
    }

    /** Groups in the order of their first finding. */
    static List<WaivedGroup> of(AuditReport report) {
        Map<Waiver, List<Finding>> byWaiver = new LinkedHashMap<>();
        report.windows().stream()
                .flatMap(w -> w.findings().stream())
                .sorted(RuleGroup.ORDER)
                .forEach(finding -> {
                    Waiver waiver = finding.waiver();
                    if (waiver != null) {
                        byWaiver.computeIfAbsent(waiver, w -> new ArrayList<>()).add(finding);
                    }
                });
        return byWaiver.entrySet().stream()
                .map(e -> new WaivedGroup(e.getKey(), e.getValue().get(0).rule(), e.getValue()))
                .toList();
    }
}

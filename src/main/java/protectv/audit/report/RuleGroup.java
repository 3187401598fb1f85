package protectv.audit.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.finding.Finding;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;

/**
 * All findings of one rule that count, so that what holds for all of them is said once.
 *
 * @param findings by first time, subject and window
 * @param subjects how many different ones
 * @param occurrences the sum of the findings' counts
 * @param room how many of them a page has room for
 */
public record RuleGroup(
        RuleMetadata rule,
        List<Finding> findings,
        long subjects,
        long occurrences,
        Instant firstSeen,
        Instant lastSeen,
        int room) {

    /** Worst first, then by time, then by what is left: one order whatever the order of the input. */
    static final Comparator<Finding> ORDER = Comparator.<Finding, Severity>comparing(
                    f -> f.rule().severity(), Comparator.reverseOrder())
            .thenComparing(Finding::firstSeen)
            .thenComparing(f -> f.rule().id())
            .thenComparing(Finding::subject)
            .thenComparing(Finding::window);

    /** More rows of one rule than this are read by nobody. */
    private static final int MOST_SHOWN = 100;

    /** On a whole page: so many, with log lines and what stands around them, stay below a megabyte and open at once. */
    private static final int MOST_OF_ALL = 300;

    private static final int LEAST_SHOWN = 3;

    public RuleGroup {
        findings = List.copyOf(findings);
    }

    /** Those that a page has room for: the ones that happened most often, in the order of all. */
    public List<Finding> shown() {
        return mostFrequent(findings, room);
    }

    static List<Finding> mostFrequent(List<Finding> findings) {
        return mostFrequent(findings, MOST_SHOWN);
    }

    private static List<Finding> mostFrequent(List<Finding> findings, int most) {
        if (findings.size() <= most) {
            return findings;
        }
        return findings.stream()
                .sorted(Comparator.comparingLong(Finding::count).reversed().thenComparing(ORDER))
                .limit(most)
                .sorted(ORDER)
                .toList();
    }

    /** Every finding of every window that nobody waived, in the order of {@link #ORDER}. */
    static List<Finding> sorted(AuditReport report) {
        return report.windows().stream()
                .flatMap(w -> w.findings().stream())
                .filter(f -> f.waiver() == null)
                .sorted(ORDER)
                .toList();
    }

    /** Groups in the order of their first finding. */
    static List<RuleGroup> of(AuditReport report) {
        Map<RuleId, List<Finding>> byRule = new LinkedHashMap<>();
        for (Finding finding : sorted(report)) {
            byRule.computeIfAbsent(finding.rule().id(), id -> new ArrayList<>()).add(finding);
        }
        long shares = byRule.values().stream().mapToLong(RuleGroup::share).sum();
        return byRule.values().stream().map(findings -> group(findings, shares)).toList();
    }

    /** Of the room on a page: what is severe has twice as much. */
    private static long share(List<Finding> findings) {
        return findings.get(0).rule().severity().compareTo(Severity.HIGH) >= 0 ? 2 : 1;
    }

    private static RuleGroup group(List<Finding> findings, long shares) {
        long subjects = findings.stream().map(Finding::subject).distinct().count();
        long occurrences = findings.stream().mapToLong(Finding::count).sum();
        return new RuleGroup(
                findings.get(0).rule(),
                findings,
                subjects,
                occurrences,
                Collections.min(findings.stream().map(Finding::firstSeen).toList()),
                Collections.max(findings.stream().map(Finding::lastSeen).toList()),
                (int) Math.max(LEAST_SHOWN, Math.min(MOST_SHOWN, MOST_OF_ALL * share(findings) / shares)));
    }
}

package protectv.audit.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.finding.Finding;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;

/**
 * The findings of one rule that count, so that what holds for all of them is said once.
 *
 * @param size how many there are
 * @param first of them, by first time, subject and window: enough for an example
 * @param shown those that a page has room for: the ones that happened most often, in the same order
 * @param subjects how many different ones
 * @param firstSubjects the ones that were seen first
 * @param occurrences the sum of the findings' counts
 */
public record RuleGroup(
        RuleMetadata rule,
        long size,
        List<Finding> first,
        List<Finding> shown,
        long subjects,
        List<String> firstSubjects,
        long occurrences,
        Instant firstSeen,
        Instant lastSeen) {

    /** On a whole page: so many, with log lines and what stands around them, stay below a megabyte and open at once. */
    private static final int MOST_OF_ALL = 300;

    private static final int LEAST_SHOWN = 3;

    private static final int SUBJECTS = 3;

    public RuleGroup {
        first = List.copyOf(first);
        shown = List.copyOf(shown);
        firstSubjects = List.copyOf(firstSubjects);
    }

    /** Groups in the order of their first finding. */
    static List<RuleGroup> of(AuditReport report) {
        Map<RuleId, Gathered> byRule = new HashMap<>();
        for (Finding finding : report.findings()) {
            if (finding.waiver() == null) {
                byRule.computeIfAbsent(finding.rule().id(), id -> new Gathered())
                        .add(finding);
            }
        }
        long shares = byRule.values().stream().mapToLong(RuleGroup::share).sum();
        return byRule.values().stream()
                .map(gathered -> group(gathered, shares))
                .sorted(Comparator.comparing(group -> group.first().get(0), Gathered.ORDER))
                .toList();
    }

    /** Of the room on a page: what is severe has twice as much. */
    private static long share(Gathered findings) {
        return findings.first().get(0).rule().severity().compareTo(Severity.HIGH) >= 0 ? 2 : 1;
    }

    private static RuleGroup group(Gathered findings, long shares) {
        long room = Math.max(LEAST_SHOWN, MOST_OF_ALL * share(findings) / shares);
        return new RuleGroup(
                findings.first().get(0).rule(),
                findings.size(),
                findings.first(),
                findings.mostOften((int) Math.min(Gathered.MOST_SHOWN, room)),
                findings.subjects(),
                findings.firstSubjects(SUBJECTS),
                findings.occurrences(),
                findings.firstSeen(),
                findings.lastSeen());
    }
}

package protectv.audit.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Surroundings;

/**
 * A line as the page shows it with a finding.
 *
 * @param evidence false for a line that only stands next to one that bears the finding out
 */
public record Excerpt(Evidence line, boolean evidence) {

    /** So many findings have the lines around their first one; beyond that the page has no room. */
    private static final int MOST_FINDINGS = 60;

    /** The lines of evidence whose surroundings a page has room for: the first of each of the worst findings. */
    static Set<Evidence> central(AuditReport report) {
        Set<Evidence> lines = new LinkedHashSet<>();
        RuleGroup.of(report).stream()
                .flatMap(group -> group.shown().stream())
                .limit(MOST_FINDINGS)
                .filter(finding -> !finding.evidence().isEmpty())
                .forEach(finding -> lines.add(finding.evidence().get(0)));
        return lines;
    }

    /** The evidence in its own order, and around its first line those next to it that are no evidence themselves. */
    static List<Excerpt> of(Finding finding, List<Evidence> shown, @Nullable Surroundings around) {
        List<Excerpt> lines = new ArrayList<>();
        shown.forEach(line -> lines.add(new Excerpt(line, true)));
        if (around == null || lines.isEmpty()) {
            return lines;
        }
        Set<Evidence> own = new HashSet<>(finding.evidence());
        int place = 0;
        for (Evidence line : around.before()) {
            if (!own.contains(line)) {
                lines.add(place++, new Excerpt(line, false));
            }
        }
        place++;
        for (Evidence line : around.after()) {
            while (place < lines.size() && isEarlier(lines.get(place).line(), line)) {
                place++;
            }
            if (!own.contains(line)) {
                lines.add(place++, new Excerpt(line, false));
            }
        }
        return lines;
    }

    private static boolean isEarlier(Evidence one, Evidence other) {
        return one.file().equals(other.file()) && one.line() < other.line();
    }
}

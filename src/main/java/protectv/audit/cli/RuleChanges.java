package protectv.audit.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;
import protectv.audit.history.PastRun;

/**
 * What changed of the rules from one run to the next, told run after run. A run that has no digests, since an older version
 * recorded it, is passed over.
 */
final class RuleChanges {

    private static final int MOST_NAMES = 8;

    private final SortedMap<Long, SortedMap<String, String>> digests;
    private @Nullable SortedMap<String, String> last;

    private RuleChanges(SortedMap<Long, SortedMap<String, String>> digests) {
        this.digests = digests;
    }

    static RuleChanges of(History history) throws HistoryException {
        return new RuleChanges(history.ruleDigests());
    }

    /** Of some rules only. */
    static RuleChanges of(History history, Collection<String> rules) throws HistoryException {
        SortedMap<Long, SortedMap<String, String>> some = new TreeMap<>();
        history.ruleDigests().forEach((run, all) -> {
            SortedMap<String, String> kept = new TreeMap<>(all);
            kept.keySet().retainAll(rules);
            some.put(run, kept);
        });
        return new RuleChanges(some);
    }

    /** One line for each kind of change since the run that was asked about before. */
    List<String> upTo(PastRun run) {
        SortedMap<String, String> now = digests.get(run.id());
        if (now == null) {
            return List.of();
        }
        SortedMap<String, String> before = last;
        last = now;
        if (before == null) {
            return List.of();
        }
        List<String> changed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        before.forEach((rule, digest) -> {
            String current = now.get(rule);
            if (current == null) {
                gone.add(rule);
            } else if (!current.equals(digest)) {
                changed.add(rule);
            }
        });
        List<String> added =
                now.keySet().stream().filter(rule -> !before.containsKey(rule)).toList();
        List<String> lines = new ArrayList<>();
        tell("rule text changed", changed, lines);
        tell("new rules", added, lines);
        tell("rules gone", gone, lines);
        return lines;
    }

    private static void tell(String what, List<String> rules, List<String> lines) {
        if (!rules.isEmpty()) {
            String names = String.join(
                    ", ",
                    rules.stream().limit(MOST_NAMES).map(VisibleText::escape).toList());
            int more = rules.size() - MOST_NAMES;
            lines.add("  " + what + ": " + names + (more > 0 ? " and " + more + " more" : ""));
        }
    }
}

package protectv.audit.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import protectv.audit.finding.Finding;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;

/** Goes over the windows of a period once for one control, from change to change. */
final class ControlSweep {

    /** The worst first. */
    private static final Comparator<RuleMetadata> WORST = Comparator.comparing(
                    RuleMetadata::severity, Comparator.reverseOrder())
            .thenComparing(RuleMetadata::id);

    private final WindowEdges edges;
    private final List<Obstacle> obstacles;
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final Map<RuleMetadata, Long> failuresByRule = new TreeMap<>(WORST);
    private final List<ControlVerdict.Stretch> stretches = new ArrayList<>();
    private int[] failed = new int[16];
    private int failedCount;

    /**
     * @param rules ids of the control's rules
     * @param failures the rules of whatever control that fail in each window that has any
     */
    ControlSweep(
            WindowEdges edges,
            Collection<String> rules,
            NavigableMap<Integer, List<RuleMetadata>> failures,
            List<Obstacle> obstacles) {
        this.edges = edges;
        this.obstacles = obstacles;
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0L);
        }
        sweep(new HashSet<>(rules), failures);
    }

    private void sweep(Set<String> rules, NavigableMap<Integer, List<RuleMetadata>> failures) {
        for (Runs.Run run : Runs.of(obstacles, edges.count())) {
            int at = run.from();
            for (Map.Entry<Integer, List<RuleMetadata>> entry :
                    failures.subMap(run.from(), true, run.to(), false).entrySet()) {
                List<RuleMetadata> failing = entry.getValue().stream()
                        .filter(rule -> rules.contains(rule.id().value()))
                        .toList();
                if (!failing.isEmpty()) {
                    int window = entry.getKey();
                    addUnfailed(at, window, run);
                    addFailed(window, failing);
                    at = window + 1;
                }
            }
            addUnfailed(at, run.to(), run);
        }
    }

    /** The rules whose findings fail a control, each once, the worst first. */
    static List<RuleMetadata> failing(List<Finding> findings) {
        SortedSet<RuleMetadata> failing = new TreeSet<>(WORST);
        RuleId last = null;
        for (Finding finding : findings) {
            RuleMetadata rule = finding.rule();
            // There may be thousands of one rule in a row.
            if (!rule.id().equals(last)
                    && finding.waiver() == null
                    && rule.severity().compareTo(Severity.LOW) >= 0) {
                failing.add(rule);
                last = rule.id();
            }
        }
        return List.copyOf(failing);
    }

    private void addFailed(int window, List<RuleMetadata> failing) {
        failing.forEach(rule -> failuresByRule.merge(rule, 1L, Long::sum));
        if (failedCount == failed.length) {
            failed = Arrays.copyOf(failed, failedCount * 2);
        }
        failed[failedCount++] = window;
        add(window, window + 1, Outcome.FAIL, andMore(text(failing.get(0)), failing.size()));
    }

    private void addUnfailed(int from, int to, Runs.Run run) {
        if (run.count() == 0) {
            add(from, to, Outcome.PASS, "");
        } else {
            add(from, to, Outcome.NOT_EVALUABLE, andMore(run.reason(), run.count()));
        }
    }

    private void add(int from, int to, Outcome outcome, String reason) {
        if (from >= to) {
            return;
        }
        counts.merge(outcome, (long) (to - from), Long::sum);
        int last = stretches.size() - 1;
        if (last >= 0) {
            ControlVerdict.Stretch before = stretches.get(last);
            if (before.outcome() == outcome && before.reason().equals(reason)) {
                stretches.set(
                        last,
                        new ControlVerdict.Stretch(
                                before.from(), edges.start(to), before.windows() + to - from, outcome, reason));
                return;
            }
        }
        stretches.add(new ControlVerdict.Stretch(edges.start(from), edges.start(to), to - from, outcome, reason));
    }

    private static String text(RuleMetadata rule) {
        return rule.id() + " " + rule.title();
    }

    private static String andMore(String first, int count) {
        return count == 1 ? first : first + ", and " + (count - 1) + " more";
    }

    long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    Outcome outcome() {
        if (count(Outcome.FAIL) > 0) {
            return Outcome.FAIL;
        }
        return count(Outcome.NOT_EVALUABLE) > 0 ? Outcome.NOT_EVALUABLE : Outcome.PASS;
    }

    List<ControlVerdict.Stretch> stretches() {
        return stretches;
    }

    /**
     * Each reason for itself: what failed the control, then what kept it from being judged; each by the number of windows,
     * then in the order in which reasons are named.
     */
    List<String> reasons(int limit) {
        Map<String, Long> failing = new LinkedHashMap<>();
        failuresByRule.forEach((rule, count) -> failing.merge(text(rule), count, Long::sum));
        Map<String, Long> hindering = new LinkedHashMap<>();
        for (Obstacle obstacle : obstacles) {
            long count = (long) obstacle.to() - obstacle.from() - failedWithin(obstacle.from(), obstacle.to());
            if (count > 0) {
                hindering.merge(obstacle.reason(), count, Long::sum);
            }
        }
        List<String> all = Stream.of(failing, hindering)
                .flatMap(windows -> windows.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .map(Map.Entry::getKey))
                .distinct()
                .toList();
        List<String> reasons = new ArrayList<>(all.subList(0, Math.min(limit, all.size())));
        if (all.size() > limit) {
            reasons.add("and " + (all.size() - limit) + " more");
        }
        return reasons;
    }

    private int failedWithin(int from, int to) {
        return below(to) - below(from);
    }

    private int below(int window) {
        int index = Arrays.binarySearch(failed, 0, failedCount, window);
        return index >= 0 ? index : -index - 1;
    }
}

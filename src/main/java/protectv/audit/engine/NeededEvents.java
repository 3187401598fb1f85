package protectv.audit.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.finding.Window;

/** Of the events of a run, those that one rule can use, by its patterns. */
final class NeededEvents {

    private final RuleNeeds needs;
    private final List<Event> all;
    private final List<Candidates> patterns;

    private NeededEvents(RuleNeeds needs, List<Event> all) {
        this.needs = needs;
        this.all = all;
        this.patterns = needs.patterns().stream().map(Candidates::new).toList();
    }

    /** @param all by time */
    static List<NeededEvents> of(CompiledRules rules, List<Event> all) {
        List<NeededEvents> needed = rules.needs().stream()
                .map(needs -> new NeededEvents(needs, all))
                .toList();
        Map<EventKind, List<Candidates>> byKind = new HashMap<>();
        for (int index = 0; index < all.size(); index++) {
            Event event = all.get(index);
            List<Candidates> asking = byKind.computeIfAbsent(event.kind(), key -> asking(needed, event));
            for (Candidates candidates : asking) {
                candidates.add(index, event);
            }
        }
        return needed;
    }

    private static List<Candidates> asking(List<NeededEvents> needed, Event event) {
        List<Candidates> asking = new ArrayList<>();
        for (NeededEvents rule : needed) {
            for (Candidates candidates : rule.patterns) {
                if (candidates.pattern.mayMatchKind(event)) {
                    candidates.lookBack = Math.max(
                            candidates.lookBack, rule.needs.lookBack(event).toMillis());
                    asking.add(candidates);
                }
            }
        }
        return asking;
    }

    /** Adds the indexes of the events that the rule can use to judge a window. */
    void choose(Window window, BitSet chosen) {
        List<int[]> found = new ArrayList<>();
        for (Candidates candidates : patterns) {
            int[] of = candidates.in(window, needs.rule().metadata().grace());
            if (of.length == 0 && candidates.pattern.required()) {
                return;
            }
            found.add(of);
        }
        // Each pass may leave fewer for the next: from the first pattern to the last, and back.
        for (int i = 0; i < found.size(); i++) {
            found.set(i, tied(i, found));
        }
        for (int i = found.size() - 2; i >= 0; i--) {
            found.set(i, tied(i, found));
        }
        found.forEach(of -> Arrays.stream(of).forEach(chosen::set));
    }

    /** The candidates of a pattern whose values some candidate of each pattern that it is tied to has, too. */
    private int[] tied(int pattern, List<int[]> found) {
        int[] left = found.get(pattern);
        for (EventPattern.Tie tie : patterns.get(pattern).pattern.ties()) {
            Set<@Nullable Object> values = new HashSet<>();
            for (int index : found.get(tie.other())) {
                values.add(tie.others().apply(all.get(index)));
            }
            left = IntStream.of(left)
                    .filter(index -> values.contains(tie.own().apply(all.get(index))))
                    .toArray();
        }
        return left;
    }

    /** The events of one pattern, as far as each can be judged by itself. */
    private final class Candidates {

        private final EventPattern pattern;
        private int[] indexes = new int[16];
        private int size;
        private long lookBack;

        Candidates(EventPattern pattern) {
            this.pattern = pattern;
        }

        void add(int index, Event event) {
            if (pattern.mayMatch(event)) {
                if (size == indexes.length) {
                    indexes = Arrays.copyOf(indexes, 2 * size);
                }
                indexes[size++] = index;
            }
        }

        /** A finding belongs to the window in which it becomes true, so that its anchor lies just that long before. */
        int[] in(Window window, Duration grace) {
            long from = window.start().toEpochMilli() - (pattern.anchors() ? grace.toMillis() : lookBack);
            long until = window.end().toEpochMilli() - (pattern.anchors() ? grace.toMillis() : 0);
            return Arrays.copyOfRange(
                    indexes, firstAtOrAfter(from), Math.max(firstAtOrAfter(from), firstAtOrAfter(until)));
        }

        private int firstAtOrAfter(long time) {
            int low = 0;
            int high = size;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (all.get(indexes[middle]).time() < time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}

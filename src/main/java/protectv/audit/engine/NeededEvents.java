package protectv.audit.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.finding.Window;

/** Of the events of a run, those that one rule can use, by its patterns. */
final class NeededEvents {

    /** By how much a list must be longer than that of the values that are looked up in it. */
    private static final int WORTH_AN_INDEX = 2;

    private final RuleNeeds needs;
    private final List<Event> all;
    private final List<Candidates> patterns;
    private final Map<EventPattern.Tie, TiedValues> values = new HashMap<>();

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
        List<Range> ranges = new ArrayList<>();
        for (Candidates candidates : patterns) {
            Range range = candidates.in(window, needs.rule().metadata().grace());
            if (range.size() == 0 && candidates.pattern.required()) {
                return;
            }
            ranges.add(range);
        }
        List<Integer> smallestFirst = IntStream.range(0, patterns.size())
                .boxed()
                .sorted(Comparator.comparingInt(pattern -> ranges.get(pattern).size()))
                .toList();
        int[][] found = new int[patterns.size()][];
        for (int pattern : smallestFirst) {
            found[pattern] = tied(pattern, found, start(pattern, ranges.get(pattern), found));
        }
        // What was left out since may leave something else without its partner.
        for (int pattern : smallestFirst) {
            found[pattern] = tied(pattern, found, found[pattern]);
        }
        for (int pattern = 0; pattern < found.length; pattern++) {
            for (int place : found[pattern]) {
                chosen.set(patterns.get(pattern).indexes.get(place));
            }
        }
    }

    /** The candidates of a range: all, or where few values are asked for, those that have one. */
    private int[] start(int pattern, Range range, int[][] found) {
        TiedValues best = null;
        int[] others = new int[0];
        for (EventPattern.Tie tie : patterns.get(pattern).pattern.ties()) {
            int[] of = found[tie.other()];
            if (of != null && of.length < range.size() / WORTH_AN_INDEX) {
                TiedValues values = values(pattern, tie);
                if (best == null || values.different() > best.different()) {
                    best = values;
                    others = of;
                }
            }
        }
        return best == null
                ? IntStream.range(range.from(), range.until()).toArray()
                : best.placesWithValuesOf(others, range.from(), range.until());
    }

    /** Those candidates of a pattern whose values some candidate of each pattern that it is tied to has, too. */
    private int[] tied(int pattern, int[][] found, int[] candidates) {
        int[] left = candidates;
        for (EventPattern.Tie tie : patterns.get(pattern).pattern.ties()) {
            int[] others = found[tie.other()];
            if (others != null && left.length > 0) {
                left = values(pattern, tie).onlyWithValuesOf(others, left);
            }
        }
        return left;
    }

    private TiedValues values(int pattern, EventPattern.Tie tie) {
        synchronized (values) {
            return values.computeIfAbsent(
                    tie,
                    key -> TiedValues.of(all, tie, patterns.get(pattern).indexes, patterns.get(tie.other()).indexes));
        }
    }

    /** Places in the list of a pattern's candidates. */
    private record Range(int from, int until) {

        int size() {
            return until - from;
        }
    }

    /** The events of one pattern, as far as each can be judged by itself. */
    private final class Candidates {

        private final EventPattern pattern;
        private final Ints indexes = new Ints();
        private long lookBack;

        Candidates(EventPattern pattern) {
            this.pattern = pattern;
        }

        void add(int index, Event event) {
            if (pattern.mayMatch(event)) {
                indexes.add(index);
            }
        }

        /** A finding belongs to the window in which it becomes true, so that its anchor lies just that long before. */
        Range in(Window window, Duration grace) {
            long from = window.start().toEpochMilli() - (pattern.anchors() ? grace.toMillis() : lookBack);
            long until = window.end().toEpochMilli() - (pattern.anchors() ? grace.toMillis() : 0);
            int first = firstAtOrAfter(from);
            return new Range(first, Math.max(first, firstAtOrAfter(until)));
        }

        private int firstAtOrAfter(long time) {
            int low = 0;
            int high = indexes.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (all.get(indexes.get(middle)).time() < time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}

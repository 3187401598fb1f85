package protectv.audit.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import protectv.audit.event.Event;
import protectv.audit.rule.Span;

/**
 * Counts what is left of what some events add and others take, never less than nothing, over the span before each event:
 * so the answer depends on that span only, wherever the events begin. Linear in their number.
 */
final class Balance {

    private final Set<String> adds;
    private final Set<String> takes;
    private final long spanMillis;

    Balance(String adds, String takes, String span) {
        this.adds = Set.copyOf(Arrays.asList(adds.split("\\s*\\|\\s*", -1)));
        this.takes = Set.copyOf(Arrays.asList(takes.split("\\s*\\|\\s*", -1)));
        this.spanMillis = Span.parse(span).toMillis();
    }

    /** For each event, by its seq, what is left before it. */
    Map<Long, Long> of(List<Event> byTime) {
        // With sums S, a count that cannot go below nothing and begins at index b is S(i) less the least S of [b, i].
        long[] sums = new long[byTime.size() + 1];
        Map<Long, Long> left = new HashMap<>();
        Deque<Integer> lows = new ArrayDeque<>();
        int begin = 0;
        for (int i = 0; i < byTime.size(); i++) {
            Event event = byTime.get(i);
            while (event.time() - byTime.get(begin).time() > spanMillis) {
                begin++;
            }
            while (!lows.isEmpty() && sums[lows.getLast()] >= sums[i]) {
                lows.removeLast();
            }
            lows.addLast(i);
            while (lows.getFirst() < begin) {
                lows.removeFirst();
            }
            left.put(event.seq(), sums[i] - sums[lows.getFirst()]);
            sums[i + 1] = sums[i] + change(event);
        }
        return left;
    }

    private long change(Event event) {
        if (adds.contains(event.event())) {
            return event.count();
        }
        return takes.contains(event.event()) ? -event.count() : 0;
    }
}

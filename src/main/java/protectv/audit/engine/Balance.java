package protectv.audit.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private final Map<Long, Long> left = new HashMap<>();
    /** The events that add or take, by time; and for each of them the index of the last that adds, -1 for none. */
    private final List<Event> changes = new ArrayList<>();

    private final List<Integer> lastAdds = new ArrayList<>();

    Balance(String adds, String takes, String span, List<Event> byTime) {
        this.adds = Set.copyOf(Arrays.asList(adds.split("\\s*\\|\\s*", -1)));
        this.takes = Set.copyOf(Arrays.asList(takes.split("\\s*\\|\\s*", -1)));
        this.spanMillis = Span.parse(span).toMillis();
        count(byTime);
    }

    /** What is left before an event; nothing where it is none of those counted. */
    long before(Event event) {
        return left.getOrDefault(event.seq(), 0L);
    }

    /**
     * The lines that show what was left at the end of a time: the last event that adds, and those that take behind it;
     * the last that takes where none adds.
     */
    List<Event> shown(long from, long until) {
        int behind = Timeline.firstAtOrAfter(changes, until + 1);
        if (behind == 0 || changes.get(behind - 1).time() < from) {
            return List.of();
        }
        int add = lastAdds.get(behind - 1);
        boolean known = add >= 0 && changes.get(add).time() >= from;
        return changes.subList(known ? add : behind - 1, behind);
    }

    private void count(List<Event> byTime) {
        // With sums S, a count that cannot go below nothing and begins at index b is S(i) less the least S of [b, i].
        long[] sums = new long[byTime.size() + 1];
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
            remember(event);
        }
    }

    private void remember(Event event) {
        if (adds.contains(event.event())) {
            lastAdds.add(changes.size());
            changes.add(event);
        } else if (takes.contains(event.event())) {
            lastAdds.add(changes.isEmpty() ? -1 : lastAdds.get(changes.size() - 1));
            changes.add(event);
        }
    }

    private long change(Event event) {
        if (adds.contains(event.event())) {
            return event.count();
        }
        return takes.contains(event.event()) ? -event.count() : 0;
    }
}

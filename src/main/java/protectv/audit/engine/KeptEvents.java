package protectv.audit.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import protectv.audit.event.Event;
import protectv.audit.finding.Window;

/**
 * The events of a run that rules can match, ready to be asked for those of a window. Each rule gets what it can use of the
 * window and of the time before it, and no rule's long memory costs another anything. Filled first, asked then; asking is
 * safe for several threads.
 */
public final class KeptEvents {

    private List<Event> all = new ArrayList<>();
    private final CompiledRules rules;
    private List<NeededEvents> needed = List.of();

    public KeptEvents(CompiledRules rules) {
        this.rules = rules;
    }

    public void add(Event event) {
        all.add(event);
    }

    /** To be called once, before the first question. */
    public void sort() {
        Event[] sorted = all.toArray(Event[]::new);
        Arrays.parallelSort(sorted, KeptEvents::compare);
        all = Arrays.asList(sorted);
        needed = NeededEvents.of(rules, all);
    }

    private static int compare(Event one, Event other) {
        int byTime = Long.compare(one.time(), other.time());
        return byTime != 0 ? byTime : Long.compare(one.seq(), other.seq());
    }

    /** All events, by time. */
    public List<Event> all() {
        return all;
    }

    /** The events by which a window is judged, by time: its own, and those before it that its rules still need. */
    public List<Event> in(Window window) {
        BitSet chosen = new BitSet();
        needed.forEach(rule -> rule.choose(window, chosen));
        List<Event> events = new ArrayList<>(chosen.cardinality());
        chosen.stream().forEach(index -> events.add(all.get(index)));
        return events;
    }

    /** The same without regard to what a rule can use: the window, and the longest look-back before it. */
    public List<Event> allIn(Window window) {
        Duration lookBack = rules.longestLookBack();
        int from = firstAtOrAfter(all, window.start().minus(lookBack).toEpochMilli());
        return all.subList(from, firstAtOrAfter(all, window.end().toEpochMilli()));
    }

    private static int firstAtOrAfter(List<Event> byTime, long time) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byTime.get(middle).time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

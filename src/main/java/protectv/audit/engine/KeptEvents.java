package protectv.audit.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.event.Event;
import protectv.audit.finding.Window;

/**
 * The events of a run that rules can match, ready to be asked for those of a window. Each kind is remembered for as long
 * as the rules need it and no longer, so that one rule with a long memory for a rare event costs the others nothing.
 * Filled first, asked then; asking is safe for several threads.
 */
public final class KeptEvents {

    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::time).thenComparingLong(Event::seq);

    private final CompiledRules rules;
    private final List<Event> all = new ArrayList<>();
    /** Those with a memory, by its length. */
    private final Map<Duration, List<Event>> remembered = new LinkedHashMap<>();

    public KeptEvents(CompiledRules rules) {
        this.rules = rules;
    }

    public void add(Event event) {
        all.add(event);
        Duration lookBack = rules.lookBack(event);
        if (!lookBack.isZero()) {
            remembered.computeIfAbsent(lookBack, key -> new ArrayList<>()).add(event);
        }
    }

    /** To be called once, before the first question. */
    public void sort() {
        all.sort(ORDER);
        remembered.values().forEach(events -> events.sort(ORDER));
    }

    /** All events, by time. */
    public List<Event> all() {
        return all;
    }

    /** The events of a window, and of the time before it what the rules remember. */
    public List<Event> in(Window window) {
        long start = window.start().toEpochMilli();
        List<Event> events = new ArrayList<>();
        remembered.forEach((lookBack, kinds) -> {
            Instant from = window.start().minus(lookBack);
            events.addAll(between(kinds, from.toEpochMilli(), start));
        });
        events.addAll(between(all, start, window.end().toEpochMilli()));
        return events;
    }

    private static List<Event> between(List<Event> byTime, long from, long until) {
        return byTime.subList(firstAtOrAfter(byTime, from), firstAtOrAfter(byTime, until));
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

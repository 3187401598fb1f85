package protectv.audit.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import protectv.audit.event.Event;
import protectv.audit.finding.Window;

/** When there are events: in which windows of the period, and when before it. Those that no rule can match count, too. */
final class EventTimes {

    private final NavigableMap<Instant, Instant> windows = new TreeMap<>();
    private final TreeSet<Long> earlier = new TreeSet<>();

    EventTimes(Collection<Window> windows, List<Event> earlier) {
        windows.forEach(window -> this.windows.put(window.start(), window.end()));
        earlier.forEach(event -> this.earlier.add(event.time()));
    }

    /** False where there is no event of a time. */
    boolean mayHave(Instant from, Instant until) {
        var last = windows.lowerEntry(until);
        Long before = earlier.ceiling(from.toEpochMilli());
        return (last != null && last.getValue().isAfter(from)) || (before != null && before < until.toEpochMilli());
    }
}

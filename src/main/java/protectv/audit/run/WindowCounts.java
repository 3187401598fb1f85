package protectv.audit.run;

import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;

/** Counts what happened in each window, by kind. */
final class WindowCounts implements Serializable {

    private static final long serialVersionUID = 1L;

    private final WindowGrid grid;
    private final NavigableMap<Window, Map<EventKind, Tally>> byWindow = new TreeMap<>();
    private transient @Nullable Window current;
    private Map<EventKind, Tally> counts = new HashMap<>();

    WindowCounts(WindowGrid grid) {
        this.grid = grid;
    }

    private static final class Tally implements Serializable {
        private static final long serialVersionUID = 1L;
        private long count;
    }

    void add(Event event) {
        // Logs are nearly in order: the next event is in the window of the last one.
        if (current == null || !current.contains(event.time())) {
            current = grid.windowOf(Instant.ofEpochMilli(event.time()));
            counts = byWindow.computeIfAbsent(current, window -> new HashMap<>());
        }
        counts.computeIfAbsent(event.kind(), kind -> new Tally()).count += event.count();
    }

    void addAll(WindowCounts other) {
        other.byWindow.forEach((window, kinds) -> {
            Map<EventKind, Tally> own = byWindow.computeIfAbsent(window, key -> new HashMap<>());
            kinds.forEach((kind, tally) -> own.computeIfAbsent(kind, key -> new Tally()).count += tally.count);
        });
    }

    /** The windows that have an event, by time, with the names of the kinds. */
    NavigableMap<Window, SortedMap<String, Long>> byWindow() {
        NavigableMap<Window, SortedMap<String, Long>> named = new TreeMap<>();
        byWindow.forEach((window, kinds) -> {
            SortedMap<String, Long> names = new TreeMap<>();
            kinds.forEach((kind, tally) -> names.merge(kind.name(), tally.count, Long::sum));
            named.put(window, names);
        });
        return named;
    }

    SortedMap<String, Long> total() {
        SortedMap<String, Long> total = new TreeMap<>();
        byWindow.values()
                .forEach(kinds -> kinds.forEach((kind, tally) -> total.merge(kind.name(), tally.count, Long::sum)));
        return total;
    }
}

package protectv.audit.cli;

import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;

/** Counts what happened in each window, by kind. */
final class WindowCounts {

    private final WindowGrid grid;
    private final NavigableMap<Window, SortedMap<String, Long>> byWindow = new TreeMap<>();
    private @Nullable Window current;
    private SortedMap<String, Long> counts = new TreeMap<>();

    WindowCounts(WindowGrid grid) {
        this.grid = grid;
    }

    void add(Event event) {
        // Logs are nearly in order: the next event is in the window of the last one.
        if (current == null || !current.contains(event.time())) {
            current = grid.windowOf(Instant.ofEpochMilli(event.time()));
            counts = byWindow.computeIfAbsent(current, window -> new TreeMap<>());
        }
        counts.merge(event.kind().name(), (long) event.count(), Long::sum);
    }

    /** The windows that have an event, by time. */
    NavigableMap<Window, SortedMap<String, Long>> byWindow() {
        return Collections.unmodifiableNavigableMap(byWindow);
    }

    SortedMap<String, Long> total() {
        SortedMap<String, Long> total = new TreeMap<>();
        byWindow.values().forEach(window -> window.forEach((kind, count) -> total.merge(kind, count, Long::sum)));
        return total;
    }
}

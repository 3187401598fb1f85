package protectv.audit.control;

import java.time.Instant;
import java.util.Arrays;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;

/** The windows of a period by number, as their starts and the last one's end: there may be very many. */
final class WindowEdges {

    private final long[] edges;

    /** @throws IllegalArgumentException where the period does not begin and end at the edge of a window */
    WindowEdges(WindowGrid grid, Instant from, Instant to) {
        if (!grid.isBoundary(from) || !grid.isBoundary(to) || !from.isBefore(to)) {
            throw new IllegalArgumentException("a period is made of whole windows, not " + from + " .. " + to);
        }
        long[] found = new long[Math.toIntExact(grid.count(from, to) + 1)];
        int count = 0;
        Instant at = from;
        while (at.isBefore(to)) {
            found[count++] = at.toEpochMilli();
            at = grid.windowOf(at).end();
        }
        found[count++] = to.toEpochMilli();
        edges = Arrays.copyOf(found, count);
    }

    int count() {
        return edges.length - 1;
    }

    Instant start(int index) {
        return Instant.ofEpochMilli(edges[index]);
    }

    /** The time, or the end of the period that it lies beyond: times from options may be beyond the range of numbers. */
    Instant clamp(Instant time) {
        Instant first = start(0);
        Instant last = start(count());
        return time.isBefore(first) ? first : time.isAfter(last) ? last : time;
    }

    /** @throws IllegalArgumentException where the window is none of the period */
    int indexOf(Window window) {
        int index = Arrays.binarySearch(edges, window.start().toEpochMilli());
        if (index < 0 || index >= count() || edges[index + 1] != window.end().toEpochMilli()) {
            throw new IllegalArgumentException("no window of the period: " + window);
        }
        return index;
    }

    /** Number of the first window that ends behind a time, which may be the count of windows. */
    int firstEndingAfter(long time) {
        int index = Arrays.binarySearch(edges, 1, edges.length, time);
        return index >= 0 ? index : -index - 2;
    }

    /** Number of the first window that starts at or behind a time, which may be the count of windows. */
    int firstStartingAt(long time) {
        int index = Arrays.binarySearch(edges, 0, edges.length - 1, time);
        return index >= 0 ? index : -index - 1;
    }
}

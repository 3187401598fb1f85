package protectv.audit.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import protectv.audit.finding.Window;

/**
 * The windows of a run, cut into stretches that one task judges. Events of the look-back are sent once to a stretch and not to
 * each of its windows. Where the cuts lie changes no finding; a window is never cut.
 */
record Chunks(List<List<Window>> chunks) implements Serializable {

    /** Of a kind of events: as many as every executor can be given. */
    static final long FEW = 20_000;

    /** So many events fit into the memory of a task with ease. */
    private static final long MOST_EVENTS = 400_000;

    /** Beyond so many copies of an event, it is better sent everywhere. */
    static final int MANY = 4;

    Chunks {
        chunks = chunks.stream().map(List::copyOf).toList();
    }

    /**
     * @param events of each window
     * @param least stretches, where there are so many windows
     */
    static Chunks of(
            Collection<Window> windows, NavigableMap<Window, SortedMap<String, Long>> events, int least) {
        long all = 0;
        for (Window window : windows) {
            all += weight(window, events);
        }
        long most = Math.max(1, Math.min(MOST_EVENTS, all / least));
        List<List<Window>> chunks = new ArrayList<>();
        List<Window> open = new ArrayList<>();
        long weight = 0;
        for (Window window : new TreeSet<>(windows)) {
            open.add(window);
            weight += weight(window, events);
            if (weight >= most) {
                chunks.add(open);
                open = new ArrayList<>();
                weight = 0;
            }
        }
        if (!open.isEmpty()) {
            chunks.add(open);
        }
        return new Chunks(chunks);
    }

    /** A window without an event costs something, too. */
    private static long weight(Window window, NavigableMap<Window, SortedMap<String, Long>> events) {
        SortedMap<String, Long> kinds = events.get(window);
        return 1 + (kinds == null ? 0 : kinds.values().stream().mapToLong(Long::longValue).sum());
    }

    int count() {
        return chunks.size();
    }

    List<Window> windows(int chunk) {
        return chunks.get(chunk);
    }

    /** The stretches that need an event: its own, and those that look back on it. */
    IntStream needing(long time, long lookBackMillis) {
        int first = firstEndingAfter(time);
        return IntStream.range(first, chunks.size()).takeWhile(chunk -> start(chunk) - lookBackMillis <= time);
    }

    /** Whether a look-back reaches over many stretches. */
    boolean areManyWithin(long lookBackMillis) {
        long all = end(count() - 1) - start(0);
        return lookBackMillis / Math.max(1, all / count()) > MANY;
    }

    private int firstEndingAfter(long time) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long start(int chunk) {
        return chunks.get(chunk).get(0).start().toEpochMilli();
    }

    private long end(int chunk) {
        List<Window> windows = chunks.get(chunk);
        return windows.get(windows.size() - 1).end().toEpochMilli();
    }
}

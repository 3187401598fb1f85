package protectv.audit.run;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import protectv.audit.finding.Finding;
import protectv.audit.finding.WaiverLedger;
import protectv.audit.finding.Window;
import protectv.audit.spill.Spill;

/** The findings of a run by window, each with the waiver that covers it: in memory while there is room, then on the disk. */
final class FindingShelf {

    /** What a finding takes beside its lines, roughly. */
    private static final long OBJECTS = 500;

    /** A part of the room, for they stay to the end. */
    private static final long PART = 4;

    private final WaiverLedger waivers;
    private final Spill spill;
    private final NavigableMap<Window, List<Finding>> byWindow = new TreeMap<>();
    private long held;

    FindingShelf(WaiverLedger waivers, Spill spill) {
        this.waivers = waivers;
        this.spill = spill;
    }

    void add(Window window, List<Finding> found) {
        if (found.isEmpty()) {
            return;
        }
        List<Finding> waived = found.stream().map(waivers::apply).toList();
        long bytes = waived.stream().mapToLong(FindingShelf::bytes).sum();
        if (held + bytes <= spill.room() / PART) {
            held += bytes;
            byWindow.put(window, waived);
        } else {
            byWindow.put(window, spill.store(waived));
        }
    }

    private static long bytes(Finding finding) {
        return finding.evidence().stream()
                .mapToLong(line -> line.text().length())
                .reduce(OBJECTS, Long::sum);
    }

    NavigableMap<Window, List<Finding>> byWindow() {
        return Collections.unmodifiableNavigableMap(byWindow);
    }

    /** All of them, window after window, as often as asked. */
    Iterable<Finding> all() {
        return () -> byWindow.values().stream().flatMap(List::stream).iterator();
    }

    WaiverLedger waivers() {
        return waivers;
    }
}

package protectv.audit.run;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import protectv.audit.engine.RunawayRule;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;

/** The lines of all inputs, read. The events among them stay where they were read, and are judged there. */
public interface Harvest {

    /** What is known of the lines beside the events of the period. */
    Reading reading();

    /**
     * Judges windows.
     *
     * @param earlier what rules need of the time before the period
     * @param findings is told those of each window, none included, by one thread, in any order of the windows
     * @throws RunawayRule where a rule takes more than a window may cost
     */
    void judge(
            SortedSet<Window> windows,
            List<Event> earlier,
            LoadedRules rules,
            Circumstances circumstances,
            Watcher watcher,
            BiConsumer<Window, List<Finding>> findings);

    /** The events of the period, by time, that a later run may need whose period begins at a time. */
    List<Event> neededAt(Instant time);
}

package protectv.audit.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import protectv.audit.engine.RunawayRule;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;

/** The lines of all inputs, read. The events among them stay where they were read, and are judged there. */
public interface Harvest {

    /** What is known of the lines beside the events of the period. */
    Reading reading();

    /** Adds what rules need of the time before the period. To be called once, before any question. */
    void complete(List<Event> earlier);

    /** False where there is no event of a time that a rule can match. */
    boolean mayHave(Instant from, Instant until);

    /**
     * The findings of those windows that have any.
     *
     * @throws RunawayRule where a rule takes more than a window may cost
     */
    NavigableMap<Window, List<Finding>> judge(
            Collection<Window> windows, LoadedRules rules, Circumstances circumstances, Watcher watcher);

    /** The events that a later run may need, whose period begins at a time. */
    List<Event> neededAt(Instant time);
}

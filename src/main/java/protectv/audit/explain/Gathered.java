package protectv.audit.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.Timeline;
import protectv.audit.event.Event;
import protectv.audit.event.Witness;

/**
 * The events of one key, and the timeline that the engine would ask.
 *
 * @param key what they share; null where they were not gathered by one
 * @param events by time
 */
record Gathered(@Nullable Object key, List<Event> events, Timeline timeline) {

    static Gathered of(@Nullable Object key, List<Event> events) {
        List<Event> byTime = events.stream().sorted(Witness.BY_TIME).toList();
        return new Gathered(key, byTime, new Timeline(byTime));
    }
}

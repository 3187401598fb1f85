package protectv.audit.engine;

import java.util.List;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;
import protectv.audit.event.Event;
import protectv.audit.event.Moment;

/**
 * Events so close together that a rule's threshold was reached.
 *
 * @param trigger the event that reached it; its time is the burst's
 * @param events those of the span that ends with the trigger, by time
 * @param reached attempts, or different values, in them
 */
@Role(Role.Type.EVENT)
@Timestamp("time")
public record Burst(Event trigger, List<Event> events, long reached) implements Moment {

    @Override
    public long time() {
        return trigger.time();
    }

    @Override
    public long identity() {
        return trigger.seq();
    }

    @Override
    public List<Event> witnesses() {
        return events;
    }
}

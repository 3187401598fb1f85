package protectv.audit.engine;

import java.util.List;
import protectv.audit.event.Event;

/**
 * Events so close together that a rule's threshold was reached.
 *
 * @param trigger the event that reached it; its time is the finding's
 * @param events those of the span that ends with the trigger, by time
 * @param reached attempts, or different values, in them
 */
public record Burst(Event trigger, List<Event> events, long reached) {}

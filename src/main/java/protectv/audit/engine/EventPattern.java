package protectv.audit.engine;

import java.util.List;
import java.util.function.Function;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;

/**
 * What a pattern of a compiled rule asks of one event by itself, and how it is tied to other patterns of the rule.
 *
 * @param fact class of the events
 * @param ofKind tests that depend on the event's kind alone
 * @param ofEvent the other tests of the event by itself
 * @param required true where the rule cannot match without an event of this pattern
 * @param anchors true where the finding's time is that of this event
 * @param ties equal values without which an event here is of no use
 */
record EventPattern(
        Class<?> fact,
        List<Predicate1<Event>> ofKind,
        List<Predicate1<Event>> ofEvent,
        boolean required,
        boolean anchors,
        List<Tie> ties) {

    EventPattern {
        ofKind = List.copyOf(ofKind);
        ofEvent = List.copyOf(ofEvent);
        ties = List.copyOf(ties);
    }

    /**
     * A value of an event here that some event of another pattern must have, too.
     *
     * @param other index of that pattern, which is a required one
     */
    record Tie(Function<Event, @Nullable Object> own, int other, Function<Event, @Nullable Object> others) {}

    /** False where no event of this one's kind can match. */
    boolean mayMatchKind(Event event) {
        return fact.isInstance(event) && holds(ofKind, event);
    }

    /** False where the event, whose kind can, cannot match. */
    boolean mayMatch(Event event) {
        return holds(ofEvent, event);
    }

    private static boolean holds(List<Predicate1<Event>> tests, Event event) {
        for (Predicate1<Event> test : tests) {
            try {
                if (!test.test(event)) {
                    return false;
                }
            } catch (Exception e) {
                // The engine will meet it, too, and has the last word.
                return true;
            }
        }
        return true;
    }
}

package protectv.audit.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.rule.Rule;

/**
 * A rule that looks at one event by itself: the tests of its only pattern, as the engine would make them, decide. It needs no
 * session, which costs many times what the tests do.
 *
 * @param fact class of the event
 * @param ofKind tests that depend on the event's kind alone
 * @param ofEvent the others
 * @param values what the rule's names stand for
 */
record LoneEventRule(
        Rule rule,
        Class<?> fact,
        List<Predicate1<Event>> ofKind,
        List<Predicate1<Event>> ofEvent,
        Map<String, Function<Event, @Nullable Object>> values) {

    LoneEventRule {
        ofKind = List.copyOf(ofKind);
        ofEvent = List.copyOf(ofEvent);
        values = Map.copyOf(values);
    }

    /** False where no event of this one's kind can match. */
    boolean asksFor(Event event) {
        return fact.isInstance(event) && holds(ofKind, event);
    }

    /** Whether an event, whose kind can, matches. */
    boolean matches(Event event) {
        return holds(ofEvent, event);
    }

    /** The value of a name in the match of an event; null where the event has none. */
    @Nullable Object value(String name, Event event) {
        Function<Event, @Nullable Object> value = values.get(name);
        return value == null ? null : value.apply(event);
    }

    private static boolean holds(List<Predicate1<Event>> tests, Event event) {
        for (Predicate1<Event> test : tests) {
            try {
                if (!test.test(event)) {
                    return false;
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return true;
    }
}

package protectv.audit.rule;

import java.util.Map;
import java.util.Set;

/**
 * What rules may speak of.
 *
 * @param factPackage the package that rules import from: {@code protectv.audit.event}
 * @param eventsByFact for each fact class, by simple name, the values that its {@code event} can have
 * @param fieldsByFact for each fact class, by simple name, what a rule can read of it
 */
public record Vocabulary(
        String factPackage, Map<String, Set<String>> eventsByFact, Map<String, Set<String>> fieldsByFact) {

    public Vocabulary {
        eventsByFact = Map.copyOf(eventsByFact);
        fieldsByFact = Map.copyOf(fieldsByFact);
    }
}

package protectv.audit.rule;

import java.util.Map;
import java.util.Set;

/**
 * What rules may speak of.
 *
 * @param factPackage the package that rules import from: {@code protectv.audit.event}
 * @param eventsByFact for each fact class, by simple name, the values that its {@code event} can have
 */
public record Vocabulary(String factPackage, Map<String, Set<String>> eventsByFact) {

    public Vocabulary {
        eventsByFact = Map.copyOf(eventsByFact);
    }
}

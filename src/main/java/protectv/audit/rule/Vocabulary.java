package protectv.audit.rule;

import java.util.Map;
import java.util.Set;

/**
 * What rules may speak of.
 *
 * @param imports what an import of a rule may name: fact classes, and what counts over facts
 * @param functions what may be called in a condition
 * @param eventsByFact for each fact class, by simple name, the values that its {@code event} can have
 * @param fieldsByFact for each fact class, by simple name, what a rule can read of it, and of which type that is
 */
public record Vocabulary(
        Set<String> imports,
        Set<String> functions,
        Map<String, Set<String>> eventsByFact,
        Map<String, Map<String, FieldType>> fieldsByFact) {

    /** What a field can be compared with. */
    public enum FieldType {
        TEXT("a text in double quotes"),
        NUMBER("a number"),
        TRUTH("true or false"),
        /** A value with parts of its own; compared with nothing that can be written down. */
        OTHER("another field");

        private final String counterpart;

        FieldType(String counterpart) {
            this.counterpart = counterpart;
        }

        /** For messages: what to write at the other side of {@code ==}. */
        String counterpart() {
            return counterpart;
        }
    }

    public Vocabulary {
        imports = Set.copyOf(imports);
        functions = Set.copyOf(functions);
        eventsByFact = Map.copyOf(eventsByFact);
        fieldsByFact = Map.copyOf(fieldsByFact);
    }
}

package protectv.audit.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.EventKind;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;
import protectv.audit.rule.Vocabulary;
import protectv.audit.rule.Vocabulary.FieldType;

/** The facts and events of {@link protectv.audit.event} as rules may name them. */
public final class FactVocabulary {

    public static final Vocabulary VOCABULARY = new Vocabulary(
            Set.of(
                    AuditEvent.class.getName(),
                    LoginEvent.class.getName(),
                    ClientEvent.class.getName(),
                    Timeline.class.getName(),
                    Burst.class.getName(),
                    "accumulate " + TimelineFunction.class.getName() + " timeline"),
            Set.of("timeline", "bursts", "burstsOf"),
            Map.of(
                    AuditEvent.class.getSimpleName(), labels(AuditKind.values()),
                    LoginEvent.class.getSimpleName(), labels(LoginKind.values()),
                    ClientEvent.class.getSimpleName(), labels(ClientKind.values())),
            Map.of(
                    AuditEvent.class.getSimpleName(), fields(AuditEvent.class),
                    LoginEvent.class.getSimpleName(), fields(LoginEvent.class),
                    ClientEvent.class.getSimpleName(), fields(ClientEvent.class),
                    Timeline.class.getSimpleName(), Map.of("bursts", FieldType.OTHER, "burstsOf", FieldType.OTHER),
                    Burst.class.getSimpleName(), Map.of("trigger", FieldType.OTHER, "reached", FieldType.NUMBER)));

    private FactVocabulary() {}

    private static Map<String, FieldType> fields(Class<?> fact) {
        return Arrays.stream(fact.getMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getDeclaringClass() != Object.class
                        && method.getParameterCount() == 0)
                .filter(method -> !Set.of("toString", "hashCode").contains(method.getName()))
                // An interface and its record name the same field.
                .collect(Collectors.toUnmodifiableMap(
                        Method::getName, method -> type(method.getReturnType()), (one, other) -> one));
    }

    private static FieldType type(Class<?> value) {
        if (value == String.class) {
            return FieldType.TEXT;
        }
        if (value == boolean.class) {
            return FieldType.TRUTH;
        }
        boolean number = value == int.class || value == long.class || Number.class.isAssignableFrom(value);
        return number ? FieldType.NUMBER : FieldType.OTHER;
    }

    private static Set<String> labels(EventKind[] kinds) {
        return Arrays.stream(kinds).map(EventKind::label).collect(Collectors.toUnmodifiableSet());
    }
}

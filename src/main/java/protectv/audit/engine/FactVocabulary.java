package protectv.audit.engine;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.EventKind;
import protectv.audit.event.InputFile;
import protectv.audit.event.Listed;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;
import protectv.audit.rule.Vocabulary;
import protectv.audit.rule.Vocabulary.FieldType;

/** The facts and events of {@link protectv.audit.event} as rules may name them. */
public final class FactVocabulary {

    /** What is no event: what timelines tell, what was heard, what reading told, and the lists beside the rules. */
    private static final List<Class<?>> FURTHER =
            List.of(Burst.class, InputFile.class, Listed.class, Silence.class, SourceActivity.class);

    private static final List<Class<?>> EVENTS = List.of(AuditEvent.class, ClientEvent.class, LoginEvent.class);

    public static final Vocabulary VOCABULARY = new Vocabulary(
            imports(),
            Set.of("timeline", "bursts", "burstsOf", "atLeast", "balance", "silences"),
            Map.of(
                    AuditEvent.class.getSimpleName(), labels(AuditKind.values()),
                    LoginEvent.class.getSimpleName(), labels(LoginKind.values()),
                    ClientEvent.class.getSimpleName(), labels(ClientKind.values())),
            fieldsByFact());

    private static Set<String> imports() {
        Set<String> imports = new TreeSet<>();
        EVENTS.forEach(fact -> imports.add(fact.getName()));
        FURTHER.forEach(fact -> imports.add(fact.getName()));
        imports.add(Timeline.class.getName());
        imports.add("accumulate " + TimelineFunction.class.getName() + " timeline");
        return imports;
    }

    private static Map<String, Map<String, FieldType>> fieldsByFact() {
        Map<String, Map<String, FieldType>> fields = new TreeMap<>();
        EVENTS.forEach(fact -> fields.put(fact.getSimpleName(), fields(fact)));
        FURTHER.forEach(fact -> fields.put(fact.getSimpleName(), fields(fact)));
        fields.put(
                Timeline.class.getSimpleName(),
                Map.of(
                        "atLeast", FieldType.TRUTH,
                        "balance", FieldType.NUMBER,
                        "bursts", FieldType.OTHER,
                        "burstsOf", FieldType.OTHER));
        Map<String, FieldType> heard = new TreeMap<>(fields(SourceActivity.class));
        heard.put("silences", FieldType.OTHER);
        fields.put(SourceActivity.class.getSimpleName(), heard);
        return fields;
    }

    private FactVocabulary() {}

    /** The classes that rules use, each with what they may call on it. */
    static Map<Class<?>, Set<String>> classes() {
        Map<Class<?>, Set<String>> classes = new HashMap<>();
        Stream.of(EVENTS, FURTHER, List.<Class<?>>of(Timeline.class))
                .flatMap(List::stream)
                .forEach(fact -> classes.put(
                        fact,
                        requireNonNull(VOCABULARY.fieldsByFact().get(fact.getSimpleName()))
                                .keySet()));
        classes.put(TimelineFunction.class, Set.of("<init>"));
        return classes;
    }

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
        boolean number = value == int.class
                || value == long.class
                || value == double.class
                || Number.class.isAssignableFrom(value);
        return number ? FieldType.NUMBER : FieldType.OTHER;
    }

    private static Set<String> labels(EventKind[] kinds) {
        return Arrays.stream(kinds).map(EventKind::label).collect(Collectors.toUnmodifiableSet());
    }
}

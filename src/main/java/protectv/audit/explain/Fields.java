package protectv.audit.explain;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.explain.Tokens.NotExplained;

/** The properties of facts, by the names that rules use. */
final class Fields {

    private static final Map<String, Method> ACCESSORS = new ConcurrentHashMap<>();

    private Fields() {}

    /** @throws NotExplained where the fact has no such property */
    static @Nullable Object value(Object fact, String name) {
        Method accessor = ACCESSORS.computeIfAbsent(
                fact.getClass().getName() + " " + name, key -> accessor(fact.getClass(), name));
        try {
            return accessor.invoke(fact);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a fact's property cannot be read: " + name, e);
        }
    }

    private static Method accessor(Class<?> fact, String name) {
        try {
            return fact.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new NotExplained(name);
        }
    }
}

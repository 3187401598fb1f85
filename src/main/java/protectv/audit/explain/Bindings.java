package protectv.audit.explain;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.explain.Tokens.NotExplained;

/** The values that the names of a condition have so far. Immutable. */
final class Bindings {

    static final Bindings NONE = new Bindings(Collections.emptyMap());

    private final Map<String, @Nullable Object> values;

    private Bindings(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    Bindings with(@Nullable String name, @Nullable Object value) {
        if (name == null) {
            return this;
        }
        Map<String, @Nullable Object> more = new HashMap<>(values);
        more.put(name, value);
        return new Bindings(more);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws NotExplained where nothing has the name */
    @Nullable Object get(String name) {
        if (!values.containsKey(name)) {
            throw new NotExplained(name + " has no value here");
        }
        return values.get(name);
    }
}

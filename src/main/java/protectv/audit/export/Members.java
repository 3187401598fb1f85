package protectv.audit.export;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object, its members in the order in which they were given. What is null or empty is left out. */
final class Members {

    private final Map<String, Object> map = new LinkedHashMap<>();

    static Members of(String name, @Nullable Object value) {
        return new Members().and(name, value);
    }

    Members and(String name, @Nullable Object value) {
        boolean none = value == null
                || (value instanceof Collection<?> values && values.isEmpty())
                || (value instanceof Members members && members.map.isEmpty());
        if (!none) {
            map.put(name, value instanceof Instant time ? time.toString() : value);
        }
        return this;
    }

    /** An object or array that the format demands even where it is empty. */
    Members always(String name, Object value) {
        map.put(name, value);
        return this;
    }

    @JsonValue
    Map<String, Object> map() {
        return Collections.unmodifiableMap(map);
    }
}

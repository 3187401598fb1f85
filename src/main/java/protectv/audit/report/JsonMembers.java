package protectv.audit.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Members of {@code report.json} of the shapes that come up everywhere. What does not apply is left out. */
final class JsonMembers {

    private JsonMembers() {}

    static void string(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    static void time(JsonGenerator json, String name, @Nullable Instant time) {
        string(json, name, time == null ? null : time.toString());
    }

    static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    /** An array of objects. */
    static <T> void objects(JsonGenerator json, String name, List<T> values, Consumer<T> members) {
        json.writeArrayPropertyStart(name);
        for (T value : values) {
            json.writeStartObject();
            members.accept(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Names in alphabetical order, whatever the order of the map. */
    static void counts(JsonGenerator json, String name, Map<String, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> json.writeNumberProperty(e.getKey(), e.getValue().longValue()));
        json.writeEndObject();
    }
}

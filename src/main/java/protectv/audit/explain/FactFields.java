package protectv.audit.explain;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.parse.LineAnatomy.Part;

/** All that rules can ask of an event, and where in its line it stands. */
public final class FactFields {

    private static final Set<String> HIDDEN = Set.of("source", "kind", "seq");
    private static final Set<String> TIMES = Set.of("time", "relayTime");

    private FactFields() {}

    /** The fields by the names that rules use, in the fact's order; null for what the line does not give. */
    public static Map<String, @Nullable Object> of(Event event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("event", event.event());
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            String name = component.getName();
            if (!HIDDEN.contains(name)) {
                Object value = Fields.value(event, name);
                boolean time = TIMES.contains(name);
                fields.put(
                        name,
                        time && value instanceof Long at
                                ? Instant.ofEpochMilli(at).toString()
                                : value);
            }
        }
        if (event instanceof LoginEvent login) {
            fields.put("peer", login.peer());
        } else if (event instanceof AuditEvent audit) {
            fields.put("relayDelay", audit.relayDelay());
        }
        return Collections.unmodifiableMap(fields);
    }

    /**
     * Where the values of the fields stand behind the header. A value that stands there more than once is left out: which
     * of the places the parser took is not known here.
     *
     * @param from index in the line behind the header
     */
    public static List<Part> places(Event event, int from) {
        String line = event.source().text();
        List<Part> places = new ArrayList<>();
        Set<String> header =
                Set.of("event", "time", "relayTime", "host", "program", "pid", "message", "manager", "count");
        of(event).forEach((name, value) -> {
            if (value != null && !header.contains(name) && !(value instanceof Boolean)) {
                int at = only(line, value.toString(), from);
                if (at >= 0) {
                    places.add(new Part(name, at, at + value.toString().length()));
                }
            }
        });
        return places;
    }

    /** Index of a whole word that stands once behind an index; -1 where it stands there never or more often. */
    private static int only(String line, String word, int from) {
        int found = -1;
        for (int at = word.isEmpty() ? -1 : line.indexOf(word, from); at >= 0; at = line.indexOf(word, at + 1)) {
            boolean starts = at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1));
            int end = at + word.length();
            boolean ends = end == line.length() || !Character.isLetterOrDigit(line.charAt(end));
            if (starts && ends) {
                if (found >= 0) {
                    return -1;
                }
                found = at;
            }
        }
        return found;
    }
}

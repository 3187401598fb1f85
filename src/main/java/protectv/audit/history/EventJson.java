package protectv.audit.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.rule.TextDigest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as ASCII JSON: all components of the record but the {@code seq}, which holds within one run only. */
final class EventJson {

    private static final Map<String, Class<? extends Event>> FACTS = Map.of(
            "AuditEvent", AuditEvent.class,
            "LoginEvent", LoginEvent.class,
            "ClientEvent", ClientEvent.class);

    // The longest line that is read is the reader's affair: no second limit here.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private EventJson() {}

    /** The fact's name, as rules write it. */
    static String fact(Event event) {
        return event.getClass().getSimpleName();
    }

    static String write(Event event) {
        ObjectNode tree = MAPPER.valueToTree(event);
        tree.remove("seq");
        return MAPPER.writeValueAsString(tree);
    }

    /** @throws IllegalArgumentException where the content is no such fact, or of a version that knew other fields */
    static Event read(String fact, String content, long seq) {
        Class<? extends Event> type = FACTS.get(fact);
        if (type == null) {
            throw new IllegalArgumentException("no such fact: " + fact);
        }
        try {
            JsonNode tree = MAPPER.readTree(content);
            if (!(tree instanceof ObjectNode fields)) {
                throw new IllegalArgumentException("not a JSON object");
            }
            fields.put("seq", seq);
            return MAPPER.treeToValue(fields, type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** What tells the lines of one fact and time apart. */
    static String lineDigest(Event event) {
        MessageDigest sha256 = TextDigest.sha256();
        // Not UTF-8 bytes of the line itself: two lone surrogates would both become a question mark.
        // The same line in the logs of two Clients is two events; so are two notes that other lines were repeated.
        for (String part :
                new String[] {event.source().text(), event.message(), event.origin() == null ? "" : event.origin()}) {
            sha256.update(AsciiText.write(part).getBytes(StandardCharsets.US_ASCII));
            sha256.update((byte) 0);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}

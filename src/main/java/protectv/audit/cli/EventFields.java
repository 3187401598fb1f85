package protectv.audit.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;

/** The fields of an event that its line has, by the names that {@code parse} and {@code explain} show. */
final class EventFields {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private EventFields() {}

    static Map<String, Object> of(Event event) {
        EventFields fields = new EventFields();
        fields.put("type", event.getClass().getSimpleName());
        fields.put("kind", event.kind().name());
        fields.put("time", Instant.ofEpochMilli(event.time()).toString());
        if (event instanceof AuditEvent audit) {
            fields.putAudit(audit);
        } else if (event instanceof LoginEvent login) {
            fields.putLogin(login);
        } else if (event instanceof ClientEvent client) {
            fields.put("clientName", client.clientName());
            fields.put("message", client.message());
            fields.put("partition", client.partition());
        }
        if (event instanceof LoginEvent || event.count() > 1) {
            fields.put("count", event.count());
        }
        return fields.fields;
    }

    private void putAudit(AuditEvent audit) {
        put("manager", audit.manager());
        put("status", audit.status());
        put("category", audit.category());
        put("message", audit.message());
        put("subject", audit.subject());
        put("clientName", audit.clientName());
        Long relayTime = audit.relayTime();
        put(
                "relayTime",
                relayTime == null ? null : Instant.ofEpochMilli(relayTime).toString());
    }

    private void putLogin(LoginEvent login) {
        put("host", login.host());
        put("program", login.program());
        put("pid", login.pid());
        put("message", login.message());
        put("user", login.user());
        put("invalidUser", login.invalidUser());
        put("sourceAddress", login.sourceAddress());
        put("sourceHost", login.sourceHost());
        put("port", login.port());
        put("method", login.method());
        put("outcome", login.outcome());
        put("keyType", login.keyType());
        put("fingerprint", login.fingerprint());
        put("uid", login.uid());
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}

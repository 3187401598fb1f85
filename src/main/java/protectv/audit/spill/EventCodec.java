package protectv.audit.spill;

import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;
import protectv.audit.event.SourceRef;

/** Events, all values of them. */
final class EventCodec implements Codec<Event> {

    private static final int AUDIT = 0;
    private static final int LOGIN = 1;
    private static final int CLIENT = 2;

    private final Known<AuditKind> auditKinds = new Known<>();
    private final Known<LoginKind> loginKinds = new Known<>();
    private final Known<ClientKind> clientKinds = new Known<>();

    @Override
    public void write(Event event, ByteWriter out) {
        out.number(event instanceof AuditEvent ? AUDIT : event instanceof LoginEvent ? LOGIN : CLIENT);
        out.number(event.time());
        out.number(event.seq());
        SourceRef source = event.source();
        out.word(source.file());
        out.number(source.line());
        out.text(source.text());
        message(event.message(), source.text(), out);
        out.number(event.count());
        if (event instanceof AuditEvent audit) {
            write(audit, out);
        } else if (event instanceof LoginEvent login) {
            write(login, out);
        } else if (event instanceof ClientEvent client) {
            write(client, out);
        }
    }

    /** Mostly it is the end of the line. */
    private static void message(String message, String line, ByteWriter out) {
        boolean end = line.endsWith(message);
        out.flag(end);
        if (end) {
            out.number(message.length());
        } else {
            out.word(message);
        }
    }

    private static String message(String line, ByteReader in) {
        return in.flag() ? line.substring(line.length() - in.size()) : in.required();
    }

    private void write(AuditEvent event, ByteWriter out) {
        out.number(auditKinds.number(event.kind()));
        out.optional(event.relayTime());
        out.word(event.manager());
        out.word(event.category());
        out.word(event.status());
        out.word(event.subject());
        out.word(event.clientName());
    }

    private void write(LoginEvent event, ByteWriter out) {
        out.number(loginKinds.number(event.kind()));
        out.word(event.host());
        out.word(event.program());
        out.optional(event.pid());
        out.word(event.user());
        out.flag(event.invalidUser());
        out.word(event.sourceAddress());
        out.word(event.sourceHost());
        out.optional(event.port());
        out.word(event.method());
        out.word(event.outcome());
        out.word(event.keyType());
        out.word(event.fingerprint());
        out.optional(event.uid());
    }

    private void write(ClientEvent event, ByteWriter out) {
        out.number(clientKinds.number(event.kind()));
        out.word(event.clientName());
        out.word(event.partition());
    }

    @Override
    public Event read(ByteReader in) {
        int type = in.size();
        long time = in.number();
        long seq = in.number();
        SourceRef source = new SourceRef(in.required(), in.number(), in.text());
        String message = message(source.text(), in);
        int count = in.size();
        return switch (type) {
            case AUDIT ->
                new AuditEvent(
                        time,
                        seq,
                        source,
                        auditKinds.value(in.size()),
                        in.optional(),
                        in.word(),
                        in.required(),
                        in.required(),
                        message,
                        in.required(),
                        in.word(),
                        count);
            case LOGIN ->
                new LoginEvent(
                        time,
                        seq,
                        source,
                        loginKinds.value(in.size()),
                        in.word(),
                        in.required(),
                        in.optionalInt(),
                        message,
                        in.word(),
                        in.flag(),
                        in.word(),
                        in.word(),
                        in.optionalInt(),
                        in.word(),
                        in.word(),
                        in.word(),
                        in.word(),
                        in.optionalInt(),
                        count);
            default ->
                new ClientEvent(time, seq, source, clientKinds.value(in.size()), in.word(), message, in.word(), count);
        };
    }
}

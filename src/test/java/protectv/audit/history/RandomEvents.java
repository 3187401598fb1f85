package protectv.audit.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;
import protectv.audit.event.SourceRef;

/** Events of all facts whose text is what no database likes. */
final class RandomEvents {

    private static final List<String> HOSTILE = List.of(
            "",
            "\0",
            "a\0b",
            "\ud800",
            "\udc00\ud800",
            "\ud83d\ude00",
            "'; drop table run; --",
            "\"\\\"\\u0000\\",
            ":name ? $1 {x} <y>",
            "\u202e\ufeff\u2028\uffff",
            "\r\n\t\u001b[2J\u007f\u0085",
            "M\u00fcller",
            "x".repeat(60_000));

    private final Random random;
    private long seq;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    String text() {
        StringBuilder text = new StringBuilder(HOSTILE.get(random.nextInt(HOSTILE.size())));
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append((char) random.nextInt(0x10000));
        }
        return text.toString();
    }

    private @Nullable String maybe() {
        return random.nextInt(3) == 0 ? null : text();
    }

    private @Nullable Integer maybeNumber() {
        return random.nextInt(3) == 0 ? null : random.nextInt();
    }

    private <T> T any(T[] values) {
        return Arrays.asList(values).get(random.nextInt(values.length));
    }

    private SourceRef ref() {
        return new SourceRef(text(), random.nextLong() >>> 1, text());
    }

    Event event(long time) {
        return switch (random.nextInt(3)) {
            case 0 ->
                new AuditEvent(
                        time,
                        seq++,
                        ref(),
                        any(AuditKind.values()),
                        random.nextBoolean() ? null : random.nextLong(),
                        maybe(),
                        text(),
                        text(),
                        text(),
                        text(),
                        maybe(),
                        random.nextInt());
            case 1 ->
                new LoginEvent(
                        time,
                        seq++,
                        ref(),
                        any(LoginKind.values()),
                        maybe(),
                        text(),
                        maybeNumber(),
                        text(),
                        maybe(),
                        random.nextBoolean(),
                        maybe(),
                        maybe(),
                        maybeNumber(),
                        maybe(),
                        maybe(),
                        maybe(),
                        maybe(),
                        maybeNumber(),
                        random.nextInt());
            default ->
                new ClientEvent(
                        time, seq++, ref(), any(ClientKind.values()), maybe(), text(), maybe(), random.nextInt());
        };
    }

    /** Ascending in time, some at the same. */
    List<Event> events(int number, long from, long step) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            events.add(event(from + i / 2 * step));
        }
        return events;
    }

    /** The same with the seq that it has when it comes from a history. */
    static Event withSeq(Event event, long seq) {
        if (event instanceof AuditEvent e) {
            return new AuditEvent(
                    e.time(),
                    seq,
                    e.source(),
                    e.kind(),
                    e.relayTime(),
                    e.manager(),
                    e.category(),
                    e.status(),
                    e.message(),
                    e.subject(),
                    e.clientName(),
                    e.count());
        }
        if (event instanceof LoginEvent e) {
            return e.again(e.time(), seq, e.source(), e.count());
        }
        ClientEvent e = (ClientEvent) event;
        return new ClientEvent(
                e.time(), seq, e.source(), e.kind(), e.clientName(), e.message(), e.partition(), e.count());
    }
}

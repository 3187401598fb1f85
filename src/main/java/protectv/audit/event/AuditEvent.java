package protectv.audit.event;

import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/**
 * An audit line of a Manager: {@code Oct 12 07:35:49 192.0.2.7 gordium 2017-10-12 07:35:48 category=<Audit>
 * status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>}.
 *
 * <p>Source: guide, "Audit Events - Log Format", p. 8.
 *
 * @param time the Manager's own stamp, epoch milliseconds
 * @param relayTime the syslog server's stamp, epoch milliseconds; null in a file from the Manager's own disk
 * @param manager address or name of the Manager, from the syslog server's second column
 * @param category {@code Audit}
 * @param status {@code success} or {@code failure}
 * @param message the text of {@code msg}
 * @param subject the title of the event: {@code Key}, {@code Client}, ...
 * @param clientName host name of the client; null where the line says {@code <none>}
 * @param count how many times the line stands for this: {@code message repeated 3 times} is one event with 3
 */
@Role(Role.Type.EVENT)
@Timestamp("time")
public record AuditEvent(
        long time,
        long seq,
        SourceRef source,
        AuditKind kind,
        @Nullable Long relayTime,
        @Nullable String manager,
        String category,
        String status,
        String message,
        String subject,
        @Nullable String clientName,
        int count)
        implements Event {

    @Override
    public @Nullable String origin() {
        return manager;
    }

    /**
     * By how many seconds the syslog server's stamp is later than the Manager's own: the relay's delay, and how far the two
     * clocks are apart; less than zero where the Manager's clock is ahead. Null where the line has one stamp.
     */
    public @Nullable Long relayDelay() {
        return relayTime == null ? null : Math.floorDiv(relayTime - time, 1000L);
    }
}

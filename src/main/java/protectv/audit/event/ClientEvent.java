package protectv.audit.event;

import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/**
 * A line of a Client's own log: {@code 2017-10-12 07:35:48 Key refused for /dev/xvdf1}.
 *
 * <p>Source: guide, "SafeNet ProtectV Client Logs", pp. 14-15. The guide does not show what stands before the message.
 *
 * @param time epoch milliseconds
 * @param clientName from the line where it has one, else from the folder that the file was collected in
 * @param message the whole text behind the prefix
 * @param partition the device or drive that the message names: {@code /dev/xvdf1}, {@code D:}
 * @param count how many times the line stands for this
 */
@Role(Role.Type.EVENT)
@Timestamp("time")
public record ClientEvent(
        long time,
        long seq,
        SourceRef source,
        ClientKind kind,
        @Nullable String clientName,
        String message,
        @Nullable String partition,
        int count)
        implements Event {

    @Override
    public @Nullable String origin() {
        return clientName;
    }
}

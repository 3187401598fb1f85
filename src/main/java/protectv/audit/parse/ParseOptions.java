package protectv.audit.parse;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about the logs.
 *
 * @param zone of stamps that have none
 * @param reference when the logs were taken, for stamps without a year; null for each file's modification time
 * @param clientLogs globs of the files that are Client logs whatever they look like
 * @param clientPrefix what stands before the message in Client logs; null for the forms known
 */
public record ParseOptions(
        ZoneId zone,
        @Nullable Instant reference,
        List<String> clientLogs,
        @Nullable ClientPrefix clientPrefix) implements Serializable {

    public ParseOptions {
        clientLogs = List.copyOf(clientLogs);
    }
}

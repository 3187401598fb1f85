package protectv.audit.control;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which lines may be missing or were not read: a file that is cut off, lines that could not be parsed.
 *
 * @param from null where it is not known: then all the time before {@code to}
 * @param to exclusive; null where it is not known. At {@code from} or before it, the trouble is that one instant
 * @param reason for people: {@code logs/a.gz is cut off}
 */
public record InputTrouble(@Nullable Instant from, @Nullable Instant to, String reason) implements Serializable {

    /** Its first instant. */
    Instant start() {
        return from == null ? Instant.MIN : from;
    }

    /** The first instant behind it. */
    Instant end() {
        if (to == null) {
            return Instant.MAX;
        }
        return from == null || to.isAfter(from) ? to : from.plusMillis(1);
    }
}

package protectv.audit.activity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.HeardLine;

/**
 * A time without a line of a source.
 *
 * @param from time of the last line before it; where none is known, where the asking began
 * @param to time of the first line behind it; where none is known, where the asking ended
 * @param before the last line before it; null where none is known
 * @param after the first line behind it; null where none is known
 */
public record Gap(
        Instant from,
        Instant to,
        @Nullable HeardLine before,
        @Nullable HeardLine after) {

    public Duration length() {
        return Duration.between(from, to);
    }
}

package protectv.audit.deliver;

import java.time.Duration;
import java.time.Instant;

/**
 * When a run ended, and how long it took: for those who wait for its result. Nothing else in the program asks for the time
 * of day, and no report knows it.
 */
public final class Stopwatch {

    private final Instant started = Instant.now();

    /** A moment of now. */
    public record Reading(Instant now, Duration since) {}

    public Reading read() {
        Instant now = Instant.now();
        return new Reading(now, Duration.between(started, now));
    }
}

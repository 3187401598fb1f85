package protectv.audit.history;

import java.time.Instant;

/**
 * A run that the history holds: what {@link RunRecord} says, and how much it found.
 *
 * @param id within this history
 * @param findings that it recorded, one for each rule and subject
 */
public record PastRun(
        long id,
        Instant from,
        Instant to,
        String zone,
        String window,
        String rulesDigest,
        long inputs,
        long lines,
        long events,
        String exit,
        long findings) {}

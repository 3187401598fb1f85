package protectv.audit.activity;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of a source within the period.
 *
 * @param lines of a source that was heard at all, those before its first event included
 * @param first time of its first line, from its first event on; null where there is none
 * @param longestGap the longest time without a line, from the period's start to its end; null where none was longer than a
 *     minute, or the period has no ends
 */
public record SourceSummary(
        long lines,
        @Nullable Instant first,
        @Nullable Instant last,
        @Nullable Duration longestGap) {}

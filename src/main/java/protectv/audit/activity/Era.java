package protectv.audit.activity;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Before, within and behind the period {@code [from, to)}. Stretches end at its ends, so that the last line before it and
 * the first within it are known.
 */
record Era(long from, long to) implements Serializable {

    static Era of(@Nullable Instant from, @Nullable Instant to) {
        return new Era(
                from == null ? Long.MIN_VALUE : from.toEpochMilli(), to == null ? Long.MAX_VALUE : to.toEpochMilli());
    }

    int of(long time) {
        return time < from ? 0 : time < to ? 1 : 2;
    }

    boolean covers(long time) {
        return time >= from && time < to;
    }

    boolean hasEnds() {
        return from != Long.MIN_VALUE && to != Long.MAX_VALUE;
    }
}

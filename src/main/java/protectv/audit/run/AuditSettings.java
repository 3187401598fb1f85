package protectv.audit.run;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.WindowGrid;
import protectv.audit.parse.ParseOptions;

/**
 * What decides the result of an audit, beside inputs and rules.
 *
 * @param from start of the period; null for the first window that has an event
 * @param to end of the period, exclusive; null for the end of the last such window
 * @param zoneAssumed true where the user named no zone
 * @param maxEvidence lines that a finding shows
 * @param maxGaps how long a source of each role may be silent, where the inventory does not say, before a control that needs
 *     it cannot be judged
 * @param threads that judge windows
 * @param maxWindowTime what the judgement of one window may take
 * @param blockBytes plain files larger than this are read in blocks, several at a time; the result is the same
 * @param room how many bytes of events are held in memory while lines are read; those beyond lie on the disk meanwhile, and the
 *     result is the same
 * @param keepAll true to give the rules also the events that none of them can match: slower, with the same result
 */
public record AuditSettings(
        ParseOptions parse,
        WindowGrid grid,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean zoneAssumed,
        int maxLineBytes,
        int maxEvidence,
        Map<SourceRole, Duration> maxGaps,
        int threads,
        Duration maxWindowTime,
        long blockBytes,
        long room,
        boolean keepAll)
        implements Serializable {

    /** Large enough that what is read before a block does not count, small enough for all threads to have work. */
    public static final long BLOCK_BYTES = 16L << 20;

    /** Of each thread: with them grow the machine, and what is in work at once. */
    private static final long ROOM = 32 << 20;

    /** How many bytes of events are held where nothing else was said. */
    public static long roomFor(int threads) {
        return (long) threads * ROOM;
    }

    public AuditSettings {
        maxGaps = Map.copyOf(maxGaps);
    }

    boolean covers(long epochMilli) {
        return (from == null || epochMilli >= from.toEpochMilli()) && (to == null || epochMilli < to.toEpochMilli());
    }

    /** True for a time before the period that a rule with such a look-back may need. */
    boolean mayRemember(long epochMilli, Duration lookBack) {
        return from != null
                && epochMilli < from.toEpochMilli()
                && epochMilli >= from.minus(lookBack).toEpochMilli();
    }
}

package protectv.audit.finding;

import java.time.Instant;
import java.util.List;

/**
 * Where a finding was met before.
 *
 * @param firstSeen when it happened first, in any run that is remembered
 * @param runs whether it was found, for each run of {@link Changes#trend}
 */
public record Life(Instant firstSeen, List<Boolean> runs) {

    public Life {
        runs = List.copyOf(runs);
    }

    /** In how many of those runs it was found. */
    public long found() {
        return runs.stream().filter(found -> found).count();
    }
}

package protectv.audit.history;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run that ended. Period, zone and window are what it is known by: a run with the same four replaces it.
 *
 * @param from first moment of the period, inclusive; kept to the millisecond, as all times here
 * @param to end of the period, exclusive
 * @param zone in which days and windows were cut: {@code Europe/Berlin}
 * @param window size of the windows: {@code PT24H}
 * @param rulesDigest of the rules, without what stands beside them
 * @param ruleDigests SHA-256 of the text of each rule, by id
 * @param origins what else its findings came from
 * @param inputs read
 * @param lines read
 * @param events understood
 * @param exit how it ended, in a word
 */
public record RunRecord(
        Instant from,
        Instant to,
        String zone,
        String window,
        String rulesDigest,
        SortedMap<String, String> ruleDigests,
        RunOrigins origins,
        long inputs,
        long lines,
        long events,
        String exit) {

    public RunRecord {
        ruleDigests = Collections.unmodifiableSortedMap(new TreeMap<>(ruleDigests));
    }
}

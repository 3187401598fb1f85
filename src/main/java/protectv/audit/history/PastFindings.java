package protectv.audit.history;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;

/** Findings without their windows, as one run hands them to the next, and what changed between two runs. */
public final class PastFindings {

    /** As reports have it: worst first, then by rule and subject. */
    private static final Comparator<PastFinding> ORDER = Comparator.comparing(
                    PastFinding::severity, Comparator.reverseOrder())
            .thenComparing(PastFinding::rule)
            .thenComparing(PastFinding::subject)
            .thenComparing(PastFinding::title)
            .thenComparing(PastFinding::fingerprint);

    private PastFindings() {}

    /**
     * One finding for each rule and subject over all windows of a run: the counts summed, the first and the last time, the
     * worst severity. Waived findings are among them: a waiver that ends must not make an old finding look new.
     *
     * @return by fingerprint
     */
    public static List<PastFinding> of(Iterable<Finding> findings) {
        Map<String, PastFinding> sums = new TreeMap<>();
        findings.forEach(finding -> add(alone(finding), sums));
        return List.copyOf(sums.values());
    }

    private static PastFinding alone(Finding finding) {
        return new PastFinding(
                finding.fingerprint(),
                finding.rule().id().value(),
                finding.rule().title(),
                finding.rule().severity(),
                finding.subject(),
                finding.count(),
                finding.firstSeen(),
                finding.lastSeen());
    }

    /** Those of one fingerprint as one, by fingerprint; their order does not matter. */
    static List<PastFinding> summed(Collection<PastFinding> findings) {
        Map<String, PastFinding> sums = new TreeMap<>();
        findings.forEach(finding -> add(finding, sums));
        return List.copyOf(sums.values());
    }

    private static void add(PastFinding finding, Map<String, PastFinding> sums) {
        sums.merge(finding.fingerprint(), finding, PastFindings::both);
    }

    static PastFinding both(PastFinding one, PastFinding other) {
        PastFinding worse = ORDER.compare(one, other) <= 0 ? one : other;
        return new PastFinding(
                one.fingerprint(),
                worse.rule(),
                worse.title(),
                worse.severity(),
                worse.subject(),
                sum(one.count(), other.count()),
                earlier(one.firstSeen(), other.firstSeen()),
                later(one.lastSeen(), other.lastSeen()));
    }

    /** A report from elsewhere may hold any count; one that is too large must not turn into one below zero. */
    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * What changed from one run to another.
     *
     * @param since which run the earlier one was, for people
     * @param previous what it found, each fingerprint once
     * @param seenBefore the fingerprints of all runs before this one; those of {@code previous} may be left out
     * @param now what this run found, each fingerprint once
     */
    public static Changes changes(
            String since, List<PastFinding> previous, Set<String> seenBefore, List<PastFinding> now) {
        Map<String, PastFinding> gone = new HashMap<>();
        previous.forEach(finding -> gone.put(finding.fingerprint(), finding));
        Map<String, LifeState> states = now.stream()
                .collect(Collectors.toMap(
                        PastFinding::fingerprint,
                        finding -> state(finding, gone.remove(finding.fingerprint()), seenBefore)));
        return new Changes(since, states, gone.values().stream().sorted(ORDER).toList());
    }

    private static LifeState state(PastFinding now, @Nullable PastFinding then, Set<String> seenBefore) {
        if (then == null) {
            return seenBefore.contains(now.fingerprint()) ? LifeState.REOPENED : LifeState.NEW;
        }
        boolean same = now.count() == then.count() && now.severity() == then.severity();
        return same ? LifeState.UNCHANGED : LifeState.UPDATED;
    }
}

package protectv.audit.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import protectv.audit.finding.Changes;
import protectv.audit.finding.LifeState;

/**
 * How many findings are in which state. A rule and a subject count once, in however many windows they were found; those
 * that are waived count too.
 *
 * @param byState all states, in their order, zeros included
 */
public record ChangeCounts(Map<LifeState, Long> byState) {

    static ChangeCounts of(Changes changes) {
        Map<LifeState, Long> counts = new EnumMap<>(LifeState.class);
        for (LifeState state : LifeState.values()) {
            counts.put(state, 0L);
        }
        changes.states().values().forEach(state -> counts.merge(state, 1L, Long::sum));
        counts.merge(LifeState.ABSENT, (long) changes.absent().size(), Long::sum);
        return new ChangeCounts(Collections.unmodifiableMap(counts));
    }

    /** {@code 3 new, 1 reopened, 0 updated, 4 unchanged, 2 gone}. */
    String sentence() {
        return byState.entrySet().stream()
                .map(e -> Wording.number(e.getValue()) + " " + Wording.state(e.getKey()))
                .collect(Collectors.joining(", "));
    }
}

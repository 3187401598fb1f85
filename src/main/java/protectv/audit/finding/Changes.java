package protectv.audit.finding;

import java.util.List;
import java.util.Map;

/**
 * What changed since an earlier run.
 *
 * @param since which one, for people: the period of that run, or the name of its report
 * @param states the state of each finding of this run, by fingerprint; a finding has one state in all its windows
 * @param absent what was found then and is gone, in the order of reports
 */
public record Changes(String since, Map<String, LifeState> states, List<PastFinding> absent) {

    public Changes {
        states = Map.copyOf(states);
        absent = List.copyOf(absent);
    }
}

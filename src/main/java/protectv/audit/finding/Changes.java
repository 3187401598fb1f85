package protectv.audit.finding;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import protectv.audit.rule.Severity;

/**
 * What changed since an earlier run.
 *
 * @param since which one, for people: the period of that run, or the name of its report
 * @param states the state of each finding of this run, by fingerprint; a finding has one state in all its windows
 * @param absent what was found then and is gone, in the order of reports
 * @param trend what the last runs before this one found, by time; empty where an earlier report tells of one run alone
 * @param lives of the findings of this run that an earlier one had, by fingerprint; empty like {@code trend}
 */
public record Changes(
        String since,
        Map<String, LifeState> states,
        List<PastFinding> absent,
        List<Night> trend,
        Map<String, Life> lives) {

    /**
     * What a run found.
     *
     * @param findings by severity; a rule and a subject count once, waived or not; severities without any may be left out
     */
    public record Night(Instant from, Instant to, Map<Severity, Long> findings) {

        public Night {
            findings = Map.copyOf(findings);
        }
    }

    public Changes {
        states = Map.copyOf(states);
        absent = List.copyOf(absent);
        trend = List.copyOf(trend);
        lives = Map.copyOf(lives);
    }

    /** Without earlier runs but the one. */
    public Changes(String since, Map<String, LifeState> states, List<PastFinding> absent) {
        this(since, states, absent, List.of(), Map.of());
    }

    public Changes with(List<Night> nights, Map<String, Life> lived) {
        return new Changes(since, states, absent, nights, lived);
    }
}

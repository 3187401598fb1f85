package protectv.audit.ruletest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/**
 * What of a rule its test exercises.
 *
 * @param firing how many cases expect a finding
 * @param nearMisses how many expect none
 * @param conditions a verdict on the rule without each pattern and each constraint of its condition: what is noticed when
 *     it is missing is exercised
 * @param kinds the events in the lines of the cases
 * @param problems what must be put right before the rest means anything; a line each
 */
public record RuleCoverage(
        Rule rule, int firing, int nearMisses, List<Verdict> conditions, Set<EventKind> kinds, List<String> problems) {

    public RuleCoverage {
        conditions = List.copyOf(conditions);
        kinds = Set.copyOf(kinds);
        problems = List.copyOf(problems);
    }

    public List<Verdict> of(Verdict.Fate fate) {
        return conditions.stream().filter(verdict -> verdict.fate() == fate).toList();
    }

    /** The conditions that are exercised, of those that can be left out and mean something. */
    public Share share() {
        int exercised = of(Verdict.Fate.NOTICED).size();
        return new Share(exercised, exercised + of(Verdict.Fate.SURVIVED).size());
    }

    /** The share of several rules together. */
    public static Share total(List<RuleCoverage> coverages) {
        return coverages.stream().map(RuleCoverage::share).reduce(new Share(0, 0), Share::plus);
    }

    /** The kinds of the guide that no case of these rules has a line of, in the guide's order. */
    public static List<EventKind> missingRows(List<RuleCoverage> coverages) {
        return GuideRow.kinds().stream()
                .filter(kind -> coverages.stream()
                        .noneMatch(coverage -> coverage.kinds().contains(kind)))
                .toList();
    }

    /**
     * Looks at the tests of rules.
     *
     * @return one for each rule, in their order
     * @throws IOException where the folder for temporary files cannot be written
     * @throws RulesException where the rules do not compile
     */
    public static List<RuleCoverage> of(RuleCatalog rules, Progress progress) throws IOException, RulesException {
        List<RuleCoverage> coverages = new ArrayList<>();
        for (MutationScore score : MutationScore.of(rules, mutant -> mutant.kind() == Mutant.Kind.DROP, progress)) {
            Set<EventKind> kinds = new LinkedHashSet<>();
            List<RuleTestFile.Case> cases = List.of();
            try {
                RuleTest test = RuleTest.beside(score.rule(), rules.folder());
                cases = test.content().cases();
                kinds.addAll(kinds(test));
            } catch (RuleTest.Unusable e) {
                // The score's problems tell of it.
                kinds.clear();
            }
            int firing = (int)
                    cases.stream().filter(each -> !each.expect().isEmpty()).count();
            coverages.add(new RuleCoverage(
                    score.rule(), firing, cases.size() - firing, score.verdicts(), kinds, score.problems()));
        }
        return List.copyOf(coverages);
    }

    /** The events in the lines of a test's cases. */
    static Set<EventKind> kinds(RuleTest test) {
        Set<EventKind> kinds = new LinkedHashSet<>();
        for (RuleTestFile.Case each : test.content().cases()) {
            RuleTestRunner.lines(each, test.options()).events().stream()
                    .map(Event::kind)
                    .forEach(kinds::add);
        }
        return kinds;
    }
}

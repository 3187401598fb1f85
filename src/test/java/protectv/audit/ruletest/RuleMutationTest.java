package protectv.audit.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import protectv.audit.ShippedRules;
import protectv.audit.rule.RulesException;

/** A mistake in a rule must be noticed by the test beside it. */
class RuleMutationTest {

    private static List<MutationScore> scores = List.of();

    @BeforeAll
    static void judge_all_mutants_once() throws IOException, RulesException {
        scores = MutationScore.of(ShippedRules.CATALOG, mutant -> true, Progress.NONE);
    }

    private static List<String> survivors(boolean conditions) {
        return scores.stream()
                .flatMap(score -> score.of(Verdict.Fate.SURVIVED).stream())
                .map(Verdict::mutant)
                .filter(mutant -> (mutant.kind() == Mutant.Kind.DROP) == conditions)
                .map(mutant -> mutant.rule().id() + " " + mutant.place() + ": " + mutant.what())
                .toList();
    }

    @Test
    void each_small_mistake_in_a_rule_is_noticed_by_its_test() {
        Share total = MutationScore.total(scores);
        assertThat(survivors(false))
                .as("mistakes that no test notices, of %s", total)
                .isEmpty();
        assertThat(total.percent()).isGreaterThan(95);
        // The rules say so much that can be got wrong; a handful would mean that the mutants are broken.
        assertThat(total.whole()).isGreaterThan(5 * ShippedRules.CATALOG.rules().size());
    }

    @Test
    void each_condition_of_each_rule_is_exercised_by_its_test() {
        assertThat(survivors(true))
                .as("conditions that no test notices the lack of")
                .isEmpty();
        assertThat(scores)
                .allSatisfy(score -> assertThat(score.of(Verdict.Fate.NOTICED))
                        .as(score.rule().id().value())
                        .anyMatch(verdict -> verdict.mutant().kind() == Mutant.Kind.DROP));
    }

    @Test
    void what_is_declared_to_change_nothing_changes_nothing() {
        assertThat(scores).allSatisfy(score -> assertThat(score.problems()).isEmpty());
        List<Verdict> equivalent = scores.stream()
                .flatMap(score -> score.of(Verdict.Fate.EQUIVALENT).stream())
                .toList();
        // Each costs somebody's trust, so a new one is seen here too.
        assertThat(equivalent)
                .hasSize(16)
                .allSatisfy(verdict -> assertThat(verdict.reason()).isNotBlank());
    }
}

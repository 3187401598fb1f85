package protectv.audit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import protectv.audit.ShippedRules;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.rule.Rule;
import protectv.audit.ruletest.LineTrial;

/** An explanation that says other than the engine is worse than none. */
class ExplainerAgreesTest {

    private static final Map<Rule, Explainer> EXPLAINERS = explainers();

    private static Map<Rule, Explainer> explainers() {
        Map<Rule, Explainer> explainers = new LinkedHashMap<>();
        ShippedRules.CATALOG.rules().forEach(rule -> explainers.put(rule, new Explainer(rule)));
        return explainers;
    }

    @Test
    void every_shipped_rule_is_explained_to_its_last_construct() {
        List<String> partly = EXPLAINERS.entrySet().stream()
                .filter(entry -> !entry.getValue().explainsAll())
                .map(entry -> entry.getKey().id().value())
                .toList();
        assertThat(partly).isEmpty();
        assertThat(EXPLAINERS).hasSizeGreaterThan(80);
    }

    /** Each case is judged by every rule, not only by the one it is of; and once more without each of its first lines. */
    @TestFactory
    Stream<DynamicTest> the_tree_says_what_the_engine_finds() {
        return ShippedRules.CATALOG.rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.id().value(), () -> {
                    for (TestCases.Case each : casesAndNearMisses(rule)) {
                        agree(each);
                    }
                }));
    }

    private static List<TestCases.Case> casesAndNearMisses(Rule rule) throws IOException {
        List<TestCases.Case> cases = new ArrayList<>();
        for (TestCases.Case each : TestCases.of(rule)) {
            cases.add(each);
            int lines = (int) each.log().lines().count();
            for (int i = 0; i < Math.min(lines, 3); i++) {
                cases.add(each.without(i));
            }
        }
        return cases;
    }

    private static void agree(TestCases.Case each) {
        LineTrial trial = each.trial();
        LineTrial.Scene scene = trial.scene(ShippedRules.COMPILED, each.setting());
        if (scene == null) {
            assertThat(trial.findings(ShippedRules.COMPILED, each.setting())).isEmpty();
            return;
        }
        Map<String, String> engine = new TreeMap<>();
        for (Finding finding : trial.findings(ShippedRules.COMPILED, each.setting())) {
            engine.put(
                    finding.rule().id() + " " + finding.subject(),
                    finding.evidence().stream()
                            .map(Evidence::line)
                            .sorted()
                            .distinct()
                            .toList()
                            .toString());
        }
        World world = World.of(scene.window(), scene.events(), scene.facts());
        Map<String, String> explained = new TreeMap<>();
        EXPLAINERS.forEach((rule, explainer) -> {
            RuleExplanation explanation = explainer.explain(world);
            explanation
                    .found()
                    .forEach(found -> explained.put(
                            rule.id() + " " + found.subject(), found.lines().toString()));
            assertThat(explanation.verdict())
                    .as("%s in %s", rule.id(), each.name())
                    .isEqualTo(explanation.found().isEmpty() ? Truth.NO : Truth.YES);
            boolean somethingFails = explanation.tree().stream().anyMatch(leaf -> leaf.truth() == Truth.NO);
            assertThat(somethingFails)
                    .as("a leaf of %s fails in %s", rule.id(), each.name())
                    .isEqualTo(explanation.found().isEmpty());
            assertThat(explanation.reason().isEmpty())
                    .isEqualTo(!explanation.found().isEmpty());
        });
        assertThat(explained).as(each.name()).isEqualTo(engine);
    }
}

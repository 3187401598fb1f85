package protectv.audit.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import protectv.audit.ShippedRules;
import protectv.audit.event.EventKind;
import protectv.audit.event.GuideTable;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What holds for each rule of this repository, and for the guide's rows together. */
class ShippedRulesTest {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    @TestFactory
    Stream<DynamicContainer> each_rule_does_what_its_test_says() {
        RuleTestRunner runner = new RuleTestRunner(ShippedRules.CATALOG, ShippedRules.COMPILED);
        return ShippedRules.CATALOG.rules().stream()
                .map(rule -> DynamicContainer.dynamicContainer(
                        rule.id() + " " + rule.metadata().title(),
                        runner.run(rule).stream()
                                .map(result -> DynamicTest.dynamicTest(
                                        result.name(),
                                        () -> assertThat(result.failure()).isEmpty()))));
    }

    @TestFactory
    Stream<DynamicTest> each_rule_has_a_case_that_fires_and_a_near_miss() {
        return ShippedRules.CATALOG.rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.id().value(), () -> {
                    Path test = ShippedRules.FOLDER.resolve(RuleCatalog.testOf(rule.file()));
                    List<Integer> findings = YAML.readTree(test.toFile())
                            .get("cases")
                            .valueStream()
                            .map(each -> each.get("expect").size())
                            .toList();
                    assertThat(findings).anyMatch(count -> count > 0).contains(0);
                }));
    }

    @Test
    void all_67_rows_are_recognised_and_all_28_errors_have_a_rule() {
        List<GuideRow> rows = GuideRow.all(ShippedRules.COMPILED);
        List<GuideRow> errors = rows.stream()
                .filter(row -> row.kind().table() == GuideTable.ERROR)
                .toList();
        assertThat(rows).hasSize(67).allMatch(GuideRow::recognised);
        assertThat(errors)
                .hasSize(28)
                .allSatisfy(row -> assertThat(row.rules()).as(row.kind().name()).isNotEmpty());
    }

    @Test
    void each_of_the_67_rows_has_a_line_in_some_test() throws RuleTest.Unusable {
        Set<EventKind> seen = new HashSet<>();
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            seen.addAll(RuleCoverage.kinds(RuleTest.beside(rule, ShippedRules.FOLDER)));
        }
        assertThat(seen).containsAll(GuideRow.kinds());
        assertThat(GuideRow.kinds()).hasSize(67);
    }

    @Test
    void a_rule_that_comes_or_goes_is_seen_in_review() throws IOException {
        Path golden = Path.of("src/test/resources/golden/rule-ids.txt");
        String ids = ShippedRules.CATALOG.rules().stream()
                .map(rule -> rule.id() + " " + rule.metadata().severity().label() + " " + rule.file())
                .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, ids);
        }
        assertThat(ids).isEqualTo(Files.readString(golden));
    }

    @Test
    void every_control_is_in_the_list_of_controls_and_none_is_there_for_nothing() {
        Set<String> named = new TreeSet<>();
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            rule.metadata().controls().forEach(control -> named.add(control.toString()));
        }
        JsonNode list =
                YAML.readTree(ShippedRules.FOLDER.resolve("controls.yaml").toFile());
        Set<String> listed = new TreeSet<>();
        list.get("controls")
                .forEach(control -> listed.add(control.get("catalogue").asString() + ":"
                        + control.get("id").asString()));
        assertThat(named).isEqualTo(listed);
    }
}

package protectv.audit.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.Schemas;
import tools.jackson.databind.JsonNode;

/** The schema of rule tests says what the reader of rule tests reads. */
class RuleTestSchemaTest {

    private static final String GOOD = "rule: PV-KEY-001\nreference: 2017-12-31\ncases:\n"
            + "  - {name: n, file: f, log: 'x', from: '2017-10-12T08:00', until: '2017-10-12T09:00',"
            + " lists: {ssh-users: [alice]}, inventory: [gordium], expect: [{subject: s, lines: [1], count: 2}]}\n"
            + "equivalent-mutants:\n  - {mutant: m, reason: r}\n";

    private static Set<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                // YAML has words divided by hyphens.
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void a_key_that_one_knows_is_known_to_the_other() throws IOException {
        JsonNode schema = Schemas.json("rule-test");
        assertThat(Schemas.properties(schema)).isEqualTo(components(RuleTestFile.class));
        assertThat(Schemas.properties(schema.at("/$defs/case"))).isEqualTo(components(RuleTestFile.Case.class));
        assertThat(Schemas.properties(schema.at("/$defs/equivalent")))
                .isEqualTo(components(RuleTestFile.Equivalent.class));
        assertThat(Schemas.properties(schema.at("/$defs/expected"))).isEqualTo(components(RuleTestFile.Expected.class));
        assertThat(Schemas.required(schema)).isEqualTo(Set.of("rule", "cases"));
        assertThat(Schemas.required(schema.at("/$defs/case"))).isEqualTo(Set.of("name", "log", "expect"));
        assertThat(Schemas.required(schema.at("/$defs/expected"))).isEqualTo(Set.of("subject", "lines"));
    }

    @Test
    void every_shipped_test_obeys_the_schema() throws IOException {
        List<Path> tests;
        try (Stream<Path> files = Files.walk(Path.of("rules"))) {
            tests = files.filter(file -> file.toString().endsWith(".test.yaml")).toList();
        }
        assertThat(tests).hasSizeGreaterThan(30);
        for (Path test : tests) {
            assertThat(Schemas.problems("rule-test", Files.readString(test)))
                    .as(test.toString())
                    .isEmpty();
        }
    }

    @Test
    void a_test_with_every_key_obeys_the_schema() throws IOException {
        assertThat(Schemas.problems("rule-test", GOOD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule: PV-KEY-001|rule: key",
                "rule: PV-KEY-001|rules: PV-KEY-001",
                "2017-12-31|31 December",
                "name: n, |",
                "log: 'x'|log: [x]",
                "log: 'x'|lines: 'x'",
                "T08:00|",
                "[alice]|alice",
                "ssh-users|SSH users",
                "inventory: [gordium]|inventory: gordium",
                "expect: [{subject: s, lines: [1], count: 2}]|expect: {}",
                "subject: s, |",
                "lines: [1]|lines: [0]",
                "lines: [1]|lines: [one]",
                "count: 2|count: -2",
                "count: 2|times: 2"
            })
    void a_broken_test_does_not(String change) throws IOException {
        String from = change.substring(0, change.indexOf('|'));
        assertThat(GOOD).contains(from);
        assertThat(Schemas.problems("rule-test", GOOD.replace(from, change.substring(from.length() + 1))))
                .isNotEmpty();
    }
}

package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.Golden;
import protectv.audit.ShippedRules;
import protectv.audit.rule.Rule;
import protectv.audit.rule.Severity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rules list} and {@code rules show}. */
class RulesLookupTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path dir;

    private static List<String> ids(String... options) {
        String[] args = new String[options.length + 4];
        System.arraycopy(new String[] {"rules", "list", "--format", "json"}, 0, args, 0, 4);
        System.arraycopy(options, 0, args, 4, options.length);
        CommandRun run = CommandRun.of(args);
        assertThat(run.code()).isZero();
        return JSON.readTree(run.out())
                .valueStream()
                .map(rule -> rule.get("id").asString())
                .toList();
    }

    private static List<String> shipped(java.util.function.Predicate<Rule> wanted) {
        return ShippedRules.CATALOG.rules().stream()
                .filter(wanted)
                .map(rule -> rule.id().value())
                .toList();
    }

    @Test
    void a_list_names_every_rule_and_fits_100_columns() {
        CommandRun run = CommandRun.of("rules", "list");
        assertThat(run.code()).isZero();
        assertThat(run.out().lines().skip(1).map(line -> line.substring(0, 11).strip()))
                .containsExactlyElementsOf(shipped(rule -> true));
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void a_severity_is_this_one_and_with_a_plus_this_or_worse() {
        assertThat(ids("--severity", "low"))
                .isNotEmpty()
                .isEqualTo(shipped(rule -> rule.metadata().severity() == Severity.LOW));
        assertThat(ids("--severity", "HIGH+"))
                .isNotEmpty()
                .isEqualTo(shipped(rule -> rule.metadata().severity().compareTo(Severity.HIGH) >= 0));
        assertThat(ids("--severity", "low,critical"))
                .isEqualTo(shipped(rule -> rule.metadata().severity() == Severity.LOW
                        || rule.metadata().severity() == Severity.CRITICAL));
    }

    @Test
    void options_narrow_each_other_and_values_of_one_widen_it() {
        assertThat(ids("--source", "ssh"))
                .isNotEmpty()
                .isEqualTo(shipped(rule -> rule.file().startsWith("ssh/")));
        assertThat(ids("--source", "ssh", "--source", "logs", "--severity", "high+"))
                .isNotEmpty()
                .isEqualTo(shipped(
                        rule -> (rule.file().startsWith("ssh/") || rule.file().startsWith("logs/"))
                                && rule.metadata().severity().compareTo(Severity.HIGH) >= 0));
    }

    @Test
    void a_control_is_matched_whole_by_pattern_or_in_any_catalogue() {
        List<String> exact = ids("--control", "nist-800-53:AC-2");
        assertThat(exact)
                .isNotEmpty()
                .isEqualTo(shipped(rule -> rule.metadata().controls().stream()
                        .anyMatch(control -> control.toString().equals("nist-800-53:AC-2"))));
        assertThat(ids("--control", "ac-2")).isEqualTo(exact);
        assertThat(ids("--control", "pci-dss-4:8.*"))
                .isNotEmpty()
                .isEqualTo(shipped(rule -> rule.metadata().controls().stream()
                        .anyMatch(control -> control.toString().startsWith("pci-dss-4:8."))));
    }

    @Test
    void nothing_that_satisfies_all_is_said_and_no_error() {
        CommandRun run = CommandRun.of("rules", "list", "--control", "AC-99");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("none of the " + ShippedRules.CATALOG.rules().size() + " rules");
    }

    @ParameterizedTest
    @CsvSource({
        "--severity, hihg, 'did you mean high?'",
        "--status, stabel, 'did you mean stable?'",
        "--source, manger, 'did you mean manager?'",
        "--severity, '', 'informational, low, medium, high, critical'"
    })
    void a_value_that_does_not_exist_is_a_usage_error_with_a_suggestion(String option, String value, String says) {
        CommandRun run = CommandRun.of("rules", "list", option, value);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(says);
    }

    @Test
    void text_of_rule_files_is_written_out_where_a_terminal_would_obey_it() throws IOException {
        Path rules = Files.createDirectories(dir.resolve("rules/manager"));
        String rule = Files.readString(Path.of("rules/manager/key-not-found.drl"));
        Files.writeString(
                rules.resolve("key-not-found.drl"),
                rule.replaceFirst("@title\\(\"", "@title(\"\u001b[31m").replaceFirst("when\n", "when\n// \u001b[2J\n"));
        Files.copy(Path.of("rules/manager/key-not-found.test.yaml"), rules.resolve("key-not-found.test.yaml"));
        String folder = dir.resolve("rules").toString();
        for (String[] command :
                new String[][] {{"rules", "list"}, {"rules", "show", "PV-KEY-001"}, {"rules", "lint"}}) {
            List<String> all = new ArrayList<>(List.of(command));
            all.addAll(List.of("--rules", folder));
            CommandRun run = CommandRun.of(all.toArray(String[]::new));
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.out() + run.err()).contains("(U+001B)", "\\x1b[31m").doesNotContain("\u001b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PV-KEY-055", "PV-SSH-050", "PV-SSH-060"})
    void a_sheet_is_as_reviewed(String id) throws IOException {
        CommandRun run = CommandRun.of("rules", "show", id);
        assertThat(run.code()).isZero();
        Golden.assertSame("catalogue/show-" + id + ".txt", run.out());
        Golden.assertSame(
                "catalogue/show-" + id + ".json",
                CommandRun.of("rules", "show", id, "--format", "json").out());
    }

    @Test
    void every_rule_can_be_shown_whole() {
        String[] args = new String[ShippedRules.CATALOG.rules().size() + 4];
        System.arraycopy(new String[] {"rules", "show", "--format", "json"}, 0, args, 0, 4);
        System.arraycopy(shipped(rule -> true).toArray(String[]::new), 0, args, 4, args.length - 4);
        JsonNode sheets = JSON.readTree(CommandRun.of(args).out());
        assertThat(sheets.valueStream()).hasSize(args.length - 4).allSatisfy(sheet -> {
            assertThat(sheet.get("condition").asString()).isNotBlank();
            assertThat(sheet.get("test").get("cases")).isNotEmpty();
            assertThat(sheet.get("test").has("problem")).isFalse();
            assertThat(sheet.get("controls").valueStream())
                    .allSatisfy(control -> assertThat(control.get("title").asString())
                            .isNotEqualTo(control.get("control").asString()));
        });
        args[3] = "text";
        assertThat(CommandRun.of(args).out()).contains(shipped(rule -> true));
    }

    @Test
    void an_unknown_rule_is_a_usage_error_with_a_suggestion() {
        CommandRun run = CommandRun.of("rules", "show", "PV-KEY-05");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("there is no rule PV-KEY-05; did you mean PV-KEY-");
        assertThat(CommandRun.of("rules", "show", "pv-key-055").code()).isZero();
        assertThat(CommandRun.of("rules", "show").code()).isEqualTo(2);
    }

    @Test
    void a_test_that_cannot_be_read_is_told_and_the_rule_is_shown() throws IOException {
        Path rules = Files.createDirectories(dir.resolve("rules/manager"));
        Files.copy(Path.of("rules/manager/key-not-found.drl"), rules.resolve("key-not-found.drl"));
        Files.writeString(rules.resolve("key-not-found.test.yaml"), "cases: [\n");
        CommandRun run = CommandRun.of(
                "rules", "show", "PV-KEY-001", "--rules", dir.resolve("rules").toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("PV-KEY-001", "the file is no YAML");
    }
}

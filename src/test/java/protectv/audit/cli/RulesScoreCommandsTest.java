package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rules mutate} and {@code rules coverage} on two rules, one of them with a poor test. */
class RulesScoreCommandsTest {

    private static final String POOR = """
            rule: PV-KEY-051
            %scases:
              - name: 'a key after the refusal'
                log: |
                  Oct 12 08:00:00 192.0.2.7 gordium 2017-10-12 08:00:00 category=<Audit> status=<failure> msg=<Alert Client access denied> subject=<Client> client-name=<web01>
                  Oct 12 08:05:00 192.0.2.7 gordium 2017-10-12 08:05:00 category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>
                expect:
                  - {subject: web01, lines: [1, 2]}
            """;

    private static final String BOUND = """
            equivalent-mutants:
              - mutant: 'without != null in $client : clientName != null'
                reason: 'every such line names a client'
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path dir;

    private Path test = Path.of("");

    @BeforeEach
    void copy_two_rules() throws IOException {
        Path manager = Files.createDirectories(dir.resolve("rules/manager"));
        for (String file : List.of("key-not-found.drl", "key-not-found.test.yaml", "key-after-denial.drl")) {
            Files.copy(Path.of("rules/manager", file), manager.resolve(file));
        }
        test = manager.resolve("key-after-denial.test.yaml");
        Files.writeString(test, POOR.formatted(BOUND));
    }

    private CommandRun run(String command, String... args) {
        List<String> all = new ArrayList<>(
                List.of("rules", command, "--rules", dir.resolve("rules").toString()));
        all.addAll(List.of(args));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void mutate_names_each_mistake_that_a_test_lets_pass() throws IOException {
        CommandRun run = run("mutate");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        golden("rules-mutate.txt", run.out());
        assertThat(run("mutate", "PV-KEY-001", "--min", "100").code()).isZero();
        CommandRun low = run("mutate", "PV-KEY-051", "--min", "90");
        assertThat(low.code()).isEqualTo(3);
        assertThat(low.err()).contains("is less than --min 90");
    }

    @Test
    void coverage_names_each_condition_that_no_case_needs() throws IOException {
        CommandRun run = run("coverage");
        assertThat(run.code()).isZero();
        golden("rules-coverage.txt", run.out());
        assertThat(run("coverage", "PV-KEY-001", "--min", "100").code()).isZero();
        assertThat(run("coverage", "PV-KEY-051", "--min", "100").code()).isEqualTo(3);
    }

    @Test
    void both_are_told_to_programs_too() {
        JsonNode mutate = json(run("mutate", "PV-KEY-051", "--format", "json"));
        JsonNode rule = mutate.get("rules").get(0);
        assertThat(rule.get("file").asString()).isEqualTo("manager/key-after-denial.drl");
        assertThat(rule.get("noticed").asInt() + rule.get("survived").size())
                .isEqualTo(rule.get("counted").asInt())
                .isEqualTo(mutate.get("counted").asInt());
        assertThat(rule.get("equivalent").get(0).get("reason").asString()).isEqualTo("every such line names a client");
        JsonNode coverage = json(run("coverage", "PV-KEY-051", "--format", "json"));
        assertThat(coverage.get("rules").get(0).get("nearMisses").asInt()).isZero();
        assertThat(coverage.get("rules")
                        .get(0)
                        .get("notExercised")
                        .get(0)
                        .get("line")
                        .asInt())
                .isEqualTo(19);
        assertThat(coverage.get("guide")
                        .valueStream()
                        .filter(row -> row.get("exercised").asBoolean()))
                .extracting(row -> row.get("kind").asString())
                .containsExactly("ALERT_CLIENT_ACCESS_DENIED", "KEY_ACCESSED");
    }

    @Test
    void an_equivalent_mutant_that_is_none_is_a_problem() throws IOException {
        Files.writeString(
                test,
                POOR.formatted("equivalent-mutants:\n  - {mutant: 'without clientName', reason: it is so}\n"
                        + "  - mutant: '$denied : AuditEvent( event == \"Alert Client access denied\","
                        + " $client : clientName {!= -> ==} null )'\n    reason: and so\n"));
        CommandRun run = run("mutate", "PV-KEY-051");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains("equivalent-mutants: \"without clientName\" is no mutant of the rule", "SURVIVED")
                .contains("$client : clientName {!= -> ==} null )\" is noticed by the test, so it changes something");
        Files.writeString(test, POOR.formatted("equivalent-mutants:\n  - {mutant: 'without clientName'}\n"));
        assertThat(run("test", "PV-KEY-051").out()).contains("equivalent mutant 1 has no reason; add one");
    }

    @Test
    void a_test_that_fails_as_it_is_has_no_score() throws IOException {
        Files.writeString(test, POOR.formatted("").replace("subject: web01", "subject: web02"));
        for (String command : List.of("mutate", "coverage")) {
            CommandRun run = run(command);
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.out()).contains("PROBLEM", "a key after the refusal: fails without any mistake in the rule");
        }
    }

    @Test
    void a_name_or_a_bound_that_means_nothing_is_refused() {
        assertThat(run("mutate", "PV-KEY-052").err()).contains("did you mean PV-KEY-051?");
        assertThat(run("coverage", "--min", "101").code()).isEqualTo(2);
        assertThat(run("coverage", "--min", "101").err()).contains("write a number from 0 to 100");
    }

    private static JsonNode json(CommandRun run) {
        return JsonMapper.builder().build().readTree(run.out());
    }

    private static void golden(String name, String text) throws IOException {
        Path golden = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}

package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code explain}, {@code events}, {@code rules} and the help texts. */
class OtherCommandsTest {

    @TempDir
    Path dir;

    @Test
    void explain_shows_fate_fields_and_rules() {
        CommandRun run = CommandRun.of(
                "explain",
                "--reference",
                "2017-12-31",
                "Oct 12 08:29:57 192.0.2.7 sshd[30192]: Failed password for root from 203.0.113.9 port 4711 ssh2");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains(
                        "event \"Failed password\"",
                        "203.0.113.9",
                        "2017-10-12T08:29:57Z",
                        "PV-SSH-002",
                        "UTC is assumed");
    }

    @Test
    void explain_says_why_a_line_is_no_event() {
        assertThat(CommandRun.of("explain", "2017-10-12T08:00:00Z db01 vault[1]: Key not found")
                        .out())
                .contains("other");
        assertThat(CommandRun.of("explain", "\u001b[31m???").out())
                .contains("malformed: no time stamp")
                .doesNotContain("\u001b");
    }

    @Test
    void events_lists_67_rows_and_fails_where_an_error_has_no_rule() throws IOException {
        CommandRun all = CommandRun.of("events");
        assertThat(all.code()).isZero();
        assertThat(all.out().lines()).hasSize(68);
        assertThat(all.err()).contains("67 of 67 events recognised, 28 of 28 error rows have a rule");
        assertThat(CommandRun.of("events", "--format", "markdown").out().lines())
                .hasSize(69);
        Path rules = dir.resolve("rules");
        try (Stream<Path> files = Files.walk(Path.of("rules"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith("key-not-found.")) {
                    Path copy = rules.resolve(Path.of("rules").relativize(file));
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        CommandRun without = CommandRun.of("events", "--format", "json", "--rules", rules.toString());
        assertThat(without.code()).isEqualTo(3);
        assertThat(without.err()).contains("27 of 28", "no rule fires on audit KEY_NOT_FOUND");
    }

    @Test
    void rules_test_runs_the_tests_beside_the_rules() throws IOException {
        CommandRun one = CommandRun.of("rules", "test", "PV-KEY-001");
        assertThat(one.code()).isZero();
        assertThat(one.out()).contains(" passed, 0 failed");
        Path rules = Files.createDirectories(dir.resolve("broken"));
        Files.copy(Path.of("rules/manager/key-not-found.drl"), rules.resolve("key-not-found.drl"));
        String test = Files.readString(Path.of("rules/manager/key-not-found.test.yaml"));
        Files.writeString(
                rules.resolve("key-not-found.test.yaml"), test.replaceFirst("subject: web01", "subject: web99"));
        CommandRun failing = CommandRun.of("rules", "test", "--rules", rules.toString());
        assertThat(failing.code()).isEqualTo(3);
        assertThat(failing.out()).contains("FAILED", "- expected  web99", "+ found     web01", "1 failed");
        assertThat(CommandRun.of("rules", "test", "PV-NO-999").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "explain",
                "parse",
                "events",
                "rules",
                "rules list",
                "rules test",
                "rules lint",
                "rules sign",
                "rules verify",
                "schema",
                "completion",
                "history list",
                "history show",
                "history prune",
                "rules backtest",
                "rules tune",
                "why-changed",
                "rules coverage",
                "rules mutate",
                "rules show",
                "rules doc",
                "rules new"
            })
    void help_is_as_reviewed(String command) throws IOException {
        String[] args = (command + " --help").strip().split(" ");
        CommandRun run = CommandRun.of(args);
        Path golden = Path.of(
                "src/test/resources/golden/help",
                command.isEmpty() ? "protectv-audit.txt" : command.replace(' ', '-') + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, run.out());
        }
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(Files.readString(golden));
    }
}

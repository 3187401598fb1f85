package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A rule that has the right shape and never ends: it is stopped and named, and the audit goes on. */
class RunawayRuleTest {

    private static final String RULE = """
            package rules.inline
            import protectv.audit.event.LoginEvent
            rule "%s"
                @title("t")
                @severity("%s")
                @status("stable")
                @since("2026-11-22")
                @subject("{$peer}")
                %s
                @cause("c")
                @remedy("r")
                @controls("nist-800-53:AU-6")
            when
                %s
            then
            end
            """;

    @TempDir
    private Path dir;

    private Path rules() {
        return dir.resolve("rules");
    }

    private void rule(String id, String severity, String more, String condition) throws IOException {
        Path rules = Files.createDirectories(rules());
        Files.writeString(rules.resolve(id + ".drl"), RULE.formatted(id, severity, more, condition));
        Files.writeString(rules.resolve(id + ".test.yaml"), "");
    }

    private Path log(String user, int lines) throws IOException {
        List<String> log = IntStream.range(0, lines)
                .mapToObj(i ->
                        "2026-11-01T10:%02d:%02d+00:00 pvm1 sshd[7]: Failed password for %s from 203.0.113.9 port 4 ssh2"
                                .formatted(i / 60 % 60, i % 60, user))
                .toList();
        return Files.writeString(dir.resolve("auth.log"), log.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    private JsonNode report(CommandRun run) {
        assertThat(run.code()).as(run.err()).isEqualTo(4);
        return JsonMapper.builder()
                .build()
                .readTree(dir.resolve("out/report.json").toFile());
    }

    private CommandRun run(Path log, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "run",
                log.toString(),
                "--rules",
                rules().toString(),
                "--out",
                dir.resolve("out").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Each attempt with each other: too many combinations.
                "$a : LoginEvent( $peer : peer ) LoginEvent( peer == $peer, this after[0s, 1h] $a )",
                // None is so late, but each pair is looked at, again and again.
                "$a : LoginEvent( $peer : peer ) $b : LoginEvent( this after[0s, 1h] $a, seq > 0 ) LoginEvent( peer == \"x\","
                        + " this after[0s, 1h] $b )",
            })
    void a_rule_that_combines_each_with_each_is_stopped_and_the_others_go_on(String condition) throws IOException {
        rule("PV-SSH-901", "high", "@span(\"2h\")", condition);
        rule("PV-SSH-902", "low", "", "LoginEvent( event == \"Failed password\", $peer : peer )");
        JsonNode report = report(run(log("root", 30_000)));
        assertThat(report.at("/rules/troubles/0").asString()).startsWith("PV-SSH-901 was stopped");
        assertThat(report.at("/rules/notRun").propertyNames()).containsExactly("PV-SSH-901");
        assertThat(report.at("/windows/0/findings").findValuesAsString("rule")).containsExactly("PV-SSH-902");
        assertThat(report.at("/controls/0/outcome").asString()).isNotEqualTo("pass");
    }

    @Test
    void a_regular_expression_that_takes_too_long_is_stopped_and_named() throws IOException {
        rule("PV-SSH-901", "high", "", "LoginEvent( message matches \".*a.*b\", $peer : peer )");
        rule("PV-SSH-902", "low", "", "LoginEvent( event == \"Failed password\", $peer : peer )");
        JsonNode report = report(run(log("a".repeat(60_000), 3), "--max-window-time", "1s"));
        assertThat(report.at("/rules/troubles/0").asString())
                .isEqualTo("PV-SSH-901 was stopped, as it took too much time in one window.");
        assertThat(report.at("/windows/0/findings").findValuesAsString("rule")).containsExactly("PV-SSH-902");
    }
}

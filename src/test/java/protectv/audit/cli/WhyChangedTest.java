package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WhyChangedTest {

    private static final String GUESSING = "ssh/password-guessing";
    private static final String KEY_MISSING = "manager/key-not-found";
    private static final Map<String, String> FROM_THREE = Map.of("bursts( 5,", "bursts( 3,");

    @TempDir
    Path dir;

    private Path rules(String name, Map<String, String> replaced) throws IOException {
        return ChangedRules.copy(dir.resolve(name), replaced, GUESSING, KEY_MISSING);
    }

    private String log(String name, int times) throws IOException {
        return ChangedRules.log(dir.resolve(name), ChangedRules.guesses(12, "203.0.113.9", times));
    }

    private String report(String name, Path rules, String log, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "run",
                log,
                "--rules",
                rules.toString(),
                "--reference",
                "2017-12-31",
                "--format",
                "json",
                "--quiet",
                "--fail-on",
                "never",
                "--out",
                dir.resolve(name).toString()));
        args.addAll(List.of(more));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return dir.resolve(name).resolve("report.json").toString();
    }

    private static JsonNode cause(String before, String after, String what) {
        CommandRun run = CommandRun.of("why-changed", before, after, "--format", "json");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        JsonNode differences =
                JsonMapper.shared().readTree(run.out()).path("findings").path(0).path("differences");
        return differences.values().stream()
                .filter(difference -> difference.path("what").asString().startsWith(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.out()))
                .path("causes");
    }

    private static List<String> told(JsonNode causes) {
        return causes.values().stream()
                .map(cause ->
                        cause.path("cause").asString() + (cause.path("certain").asBoolean() ? " certain" : ""))
                .toList();
    }

    @Test
    void a_run_that_is_repeated_differs_in_nothing() throws IOException {
        Path rules = rules("rules", Map.of());
        String log = log("logs/auth.log", 6);
        CommandRun run = CommandRun.of("why-changed", report("a", rules, log), report("b", rules, log));
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Findings: 0 differ, 1 the same", "logs     the same", "rules    the same");
    }

    @Test
    void the_logs_are_certain_where_nothing_else_changed() throws IOException {
        Path rules = rules("rules", Map.of());
        String before = report("a", rules, log("logs/auth.log", 4));
        String after = report("b", rules, log("logs/auth.log", 6));
        assertThat(told(cause(before, after, "appeared"))).containsExactly("logs certain");
        assertThat(told(cause(after, before, "gone"))).containsExactly("logs certain");
        assertThat(CommandRun.of("why-changed", before, after).out())
                .contains("1 because of the logs", "certainly: the logs - only after: ");
    }

    @Test
    void the_rule_is_certain_where_its_text_alone_changed() throws IOException {
        String log = log("logs/auth.log", 4);
        String before = report("a", rules("old", Map.of()), log);
        String after = report("b", rules("new", FROM_THREE), log);
        assertThat(told(cause(before, after, "appeared"))).containsExactly("rule certain");
        assertThat(CommandRun.of("why-changed", before, after).out())
                .contains("rules    PV-SSH-050 changed", "certainly: the rule - its text was changed");
    }

    @Test
    void another_rule_that_changed_is_no_cause() throws IOException {
        Path old = rules("old", Map.of());
        Path young = rules("new", Map.of("@title(\"Key not found", "@title(\"Key not there: not found"));
        String before = report("a", old, log("logs/auth.log", 4));
        String after = report("b", young, log("logs/auth.log", 6));
        assertThat(told(cause(before, after, "appeared"))).containsExactly("logs certain");
    }

    @Test
    void where_logs_and_rule_changed_both_are_named_and_none_is_certain() throws IOException {
        String before = report("a", rules("old", Map.of()), log("logs/auth.log", 4));
        String after = report("b", rules("new", FROM_THREE), log("logs/auth.log", 6), "--window", "1d");
        assertThat(told(cause(before, after, "appeared"))).containsExactly("rule", "logs", "options");
    }

    @Test
    void a_rule_that_was_not_there_is_certain_whatever_else_changed() throws IOException {
        Path old = ChangedRules.copy(dir.resolve("old"), Map.of(), KEY_MISSING);
        String before = report("a", old, log("logs/auth.log", 4));
        String after = report("b", rules("new", Map.of()), log("logs/auth.log", 6), "--window", "1d");
        assertThat(told(cause(before, after, "appeared"))).containsExactly("rule certain");
    }

    @Test
    void severity_comes_from_the_rule_and_waiving_from_the_waivers() throws IOException {
        String log = log("logs/auth.log", 6);
        Path old = rules("old", Map.of());
        Path young = rules("new", Map.of("@severity(\"high\")", "@severity(\"low\")"));
        Files.writeString(young.resolve("waivers.yaml"), """
                waivers:
                  - rule: PV-SSH-050
                    subject: 203.0.113.9
                    reason: The scanner
                    owner: ops@example.org
                    expires: 2099-01-01
                """);
        String before = report("a", old, log);
        String after = report("b", young, log);
        assertThat(told(cause(before, after, "severity high -> low"))).containsExactly("rule certain");
        assertThat(told(cause(before, after, "now waived"))).containsExactly("waivers", "rule");
        Path waivedOnly = rules("waived", Map.of());
        Files.copy(young.resolve("waivers.yaml"), waivedOnly.resolve("waivers.yaml"));
        assertThat(told(cause(before, report("c", waivedOnly, log), "now waived")))
                .containsExactly("waivers certain");
    }

    @Test
    void other_logs_are_no_cause_where_a_rule_rests_on_one_line_that_both_runs_read() throws IOException {
        String line = "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit> status=<failure>"
                + " msg=<Key not found> subject=<Key> client-name=<web01>";
        String manager = ChangedRules.log(dir.resolve("logs/manager.log"), List.of(line));
        log("logs/more/auth.log", 2);
        Path old = rules("old", Map.of());
        Path young = rules(
                "new", Map.of("event == \"Key not found\"", "event == \"Key not found\", clientName != \"web01\""));
        String logs = dir.resolve("logs").toString();
        String before = report("a", old, logs, "--from", "2017-10-12", "--to", "2017-10-13");
        Files.delete(dir.resolve("logs/more/auth.log"));
        String after = report("b", young, logs, "--from", "2017-10-12", "--to", "2017-10-13");
        assertThat(Path.of(manager)).exists();
        assertThat(told(cause(before, after, "gone"))).containsExactly("rule certain");
    }

    @Test
    void an_older_report_leaves_open_what_it_does_not_say() throws IOException {
        Path rules = rules("rules", Map.of());
        String before = report("a", rules, log("logs/auth.log", 4));
        String text = Files.readString(Path.of(before));
        Files.writeString(
                Path.of(before),
                text.replaceFirst("1\\.2", "1.1")
                        .replaceFirst("(?s),\\s*\"digests\": \\{[^}]*}", "")
                        .replaceFirst("(?s),\\s*\"beside\": \\{[^}]*}", "")
                        .replaceFirst("(?s),\\s*\"asks\": \\{[^}]*}", "")
                        .replaceFirst("(?s)\\s*\"program\": \\{.*?\\}\\s*},", ""));
        String after = report("b", rules, log("logs/auth.log", 6));
        assertThat(told(cause(before, after, "appeared"))).containsExactly("logs", "options", "earlier", "program");
    }

    @Test
    void what_is_no_report_is_refused_with_its_place() throws IOException {
        Path file = Files.writeString(dir.resolve("x.json"), "{\"schemaVersion\": \"1.2\", \"period\": 7}");
        CommandRun run = CommandRun.of("why-changed", file.toString(), file.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("x.json:1:", "period is not a JSON object");
        assertThat(CommandRun.of("why-changed", dir.resolve("none").toString(), file.toString())
                        .err())
                .contains("there is no such file");
    }
}

package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Why a night differs from another one, by what the history holds of both. */
class WhyChangedNightsTest {

    private static final String GUESSING = "ssh/password-guessing";
    private static final String KEY_MISSING = "manager/key-not-found";
    private static final String WAIVER = """
            waivers:
              - rule: PV-KEY-001
                subject: web01
                reason: The key is renewed
                owner: ops@example.org
                expires: %s
            """;

    @TempDir
    Path dir;

    private Path rules;
    private Path history;

    @BeforeEach
    void copyRules() throws IOException {
        rules = ChangedRules.copy(dir.resolve("rules"), Map.of(), GUESSING, KEY_MISSING);
        history = dir.resolve("nights.db");
    }

    private void change(String rule, String from, String to) throws IOException {
        Path file = rules.resolve(rule + ".drl");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private List<String> missingKey(int day, int times) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            lines.add(String.format(
                    "Oct %d 07:%02d:15 192.0.2.7 gordium 2017-10-%d 07:%02d:14 category=<Audit> status=<failure>"
                            + " msg=<Key not found> subject=<Key> client-name=<web01>",
                    day, i, day, i));
        }
        return lines;
    }

    /** A night with so many guesses of a password and so many missing keys. */
    private void night(int day, int guesses, int keys, String... more) throws IOException {
        ChangedRules.log(dir.resolve(day + "/auth.log"), ChangedRules.guesses(day, "203.0.113.9", guesses));
        ChangedRules.log(dir.resolve(day + "/manager.log"), missingKey(day, keys));
        List<String> args = new ArrayList<>(List.of(
                "run",
                dir.resolve(String.valueOf(day)).toString(),
                "--rules",
                rules.toString(),
                "--reference",
                "2017-12-31",
                "--from",
                "2017-10-" + day,
                "--to",
                "2017-10-" + (day + 1),
                "--quiet",
                "--fail-on",
                "never",
                "--format",
                "json",
                "--out",
                dir.resolve("reports/" + day).toString(),
                "--history",
                history.toString()));
        args.addAll(List.of(more));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
    }

    private CommandRun why(String... more) {
        return CommandRun.of(Stream.concat(Stream.of("why-changed", "--history", history.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    /** The causes of a difference of the only finding that differs. */
    private List<String> causes(String what, String... more) {
        CommandRun run = why(
                Stream.concat(Stream.of("--format", "json"), Stream.of(more)).toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        JsonNode findings = JsonMapper.shared().readTree(run.out()).path("findings");
        assertThat(findings.size()).as(run.out()).isEqualTo(1);
        JsonNode difference = findings.path(0).path("differences").values().stream()
                .filter(told -> told.path("what").asString().startsWith(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError(run.out()));
        return difference.path("causes").values().stream()
                .map(cause ->
                        cause.path("cause").asString() + (cause.path("certain").asBoolean() ? " certain" : ""))
                .toList();
    }

    @Test
    void nights_that_found_the_same_differ_in_nothing() throws IOException {
        night(12, 6, 1);
        night(13, 6, 1);
        CommandRun run = why();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "before  run 1 of " + history + ": 2017-10-12T00:00:00Z to 2017-10-13T00:00:00Z, 2 inputs",
                        "after   run 2 of ",
                        "rules    the same",
                        "beside   the same",
                        "options  the same",
                        "program  the same",
                        "Findings: 0 differ, 2 the same");
    }

    @Test
    void the_logs_are_certain_where_nothing_else_changed() throws IOException {
        night(12, 0, 1);
        night(13, 0, 3);
        assertThat(causes("count 1 -> 3")).containsExactly("logs certain");
        assertThat(why().out()).contains("logs     period 2017-10-12T00:00:00Z to", "1 because of the logs");
        night(14, 1, 0);
        assertThat(causes("gone")).containsExactly("logs certain");
        night(15, 0, 2);
        assertThat(causes("appeared")).containsExactly("logs certain");
        assertThat(causes("count 1 -> 2", "--night", "2017-10-12", "--night", "2017-10-15"))
                .as("two nights that are named")
                .containsExactly("logs certain");
        assertThat(causes("count 1 -> 3", "--night", "2017-10-13"))
                .as("a night and the one before it")
                .containsExactly("logs certain");
        assertThat(causes("count 3 -> 1", "--night", "2", "--night", "1"))
                .as("runs by number, the other way round")
                .containsExactly("logs certain");
    }

    @Test
    void a_rule_of_another_text_is_named_beside_the_logs_and_one_that_came_is_certain() throws IOException {
        night(12, 0, 1);
        change(KEY_MISSING, "event == \"Key not found\"", "event == \"Key not found\", clientName != \"web01\"");
        night(13, 0, 1);
        assertThat(causes("gone")).containsExactly("rule", "logs");
        assertThat(why().out()).contains("rules    PV-KEY-001 changed", "perhaps: the rule - its text was changed");
        Files.delete(rules.resolve(GUESSING + ".drl"));
        Files.delete(rules.resolve(GUESSING + ".test.yaml"));
        night(14, 6, 0);
        ChangedRules.copy(rules, Map.of(), GUESSING);
        night(15, 6, 0);
        assertThat(causes("appeared")).containsExactly("rule certain");
        assertThat(why().out()).contains("certainly: the rule - there was no rule PV-SSH-050 in the other run");
    }

    @Test
    void a_threshold_is_told_from_a_rule_and_with_its_numbers() throws IOException {
        night(12, 4, 0);
        change(GUESSING, "bursts( 5,", "bursts( 3,");
        night(13, 4, 0);
        assertThat(causes("appeared")).startsWith("threshold", "logs");
        assertThat(why().out())
                .contains(
                        "rules    PV-SSH-050 changed",
                        "perhaps: a threshold or span of the rule - bursts( 5, \"10m\" -> bursts( 3, \"10m\"");
        change(GUESSING, "bursts( 3,", "bursts( 7,");
        change(GUESSING, "@severity(\"high\")", "@severity(\"low\")");
        night(14, 4, 0);
        assertThat(causes("gone")).startsWith("rule", "logs");
        assertThat(why().out()).contains("its text was changed, numbers too: bursts( 3, \"10m\" -> bursts( 7, \"10m\"");
    }

    @Test
    void a_severity_comes_from_the_rule_alone() throws IOException {
        night(12, 6, 0);
        change(GUESSING, "@severity(\"high\")", "@severity(\"low\")");
        night(13, 6, 0);
        assertThat(causes("severity high -> low")).containsExactly("rule certain");
    }

    @Test
    void a_waiver_that_came_is_certain_and_one_that_expired_comes_from_the_time() throws IOException {
        night(12, 0, 1);
        Files.writeString(rules.resolve("waivers.yaml"), WAIVER.formatted("2017-10-15"));
        night(13, 0, 1);
        assertThat(causes("now waived")).containsExactly("waivers certain");
        assertThat(why().out()).contains("beside   waivers.yaml added", "waivers.yaml was added");
        night(14, 0, 1);
        assertThat(why().code()).as("waived on both nights").isZero();
        night(16, 0, 1);
        assertThat(causes("no longer waived")).containsExactly("logs certain");
        assertThat(why().out()).contains("the period is another one, and waivers expire");
    }

    @Test
    void options_are_named_where_they_differ() throws IOException {
        night(12, 0, 1);
        night(13, 0, 3, "--window", "6h");
        assertThat(causes("count 1 -> 3")).containsExactly("logs", "options");
        assertThat(why().out()).contains("options  window PT1H -> PT6H");
    }

    @Test
    void what_an_older_version_did_not_record_cannot_be_told_and_is_never_certain() throws Exception {
        night(12, 0, 1);
        forget("drop table run_origin", "drop table run_input", "delete from history_schema where version = '3'");
        night(13, 0, 3);
        assertThat(causes("count 1 -> 3")).containsExactly("logs", "beside", "options", "earlier", "program");
        String told = why().out();
        assertThat(told)
                .contains(
                        "inputs not known, 1 finding, version not known",
                        "rules    the same",
                        "program  not known: an older version recorded this night; it cannot be told from this history",
                        "options  not known: ");
        forget("delete from run_rule where run_id = 1");
        change(KEY_MISSING, "@title(\"Key not found", "@title(\"Key not there: not found");
        night(13, 0, 3);
        assertThat(causes("count 1 -> 3")).startsWith("rule", "logs");
        assertThat(why().out()).contains("some rule changed; which one is not known: an older version recorded");
    }

    private void forget(String... statements) throws Exception {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + history);
                Statement sql = db.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    @Test
    void two_reports_and_the_history_of_the_same_nights_agree() throws IOException {
        night(12, 0, 1);
        night(13, 0, 3);
        CommandRun reports = CommandRun.of(
                "why-changed",
                dir.resolve("reports/12/report.json").toString(),
                dir.resolve("reports/13/report.json").toString());
        assertThat(reports.code()).isEqualTo(1);
        assertThat(why().out().lines().skip(2))
                .containsExactlyElementsOf(reports.out().lines().skip(2).toList());
    }

    @Test
    void a_night_that_is_not_there_is_refused_with_those_that_are() throws IOException {
        night(12, 0, 1);
        night(13, 0, 1);
        assertThat(refused("--night", "2017-10-20"))
                .contains(
                        "--night 2017-10-20: ",
                        "has no such night; it holds run 1 (2017-10-12 00:00 to 2017-10-13 00:00 UTC, windows of 1h)",
                        "run 2 (2017-10-13 00:00");
        assertThat(refused("--night", "99")).contains("has no such night");
        assertThat(refused("--night", "yester\u001b[31mday"))
                .contains("is no day; write")
                .doesNotContain("\u001b");
        assertThat(refused("--night", "2017-10-12")).contains("holds no run before run 1");
        assertThat(refused("--night", "2017-10-12", "--night", "1")).contains("names run 1", "twice");
        assertThat(refused("--night", "1", "--night", "2", "--night", "1")).contains("two nights are compared");
        night(13, 0, 1, "--window", "6h");
        assertThat(refused("--night", "2017-10-13"))
                .contains("2 runs begin on that day; name one by its number: run 2 (", "run 3 (", "windows of 6h");
    }

    private String refused(String... more) {
        CommandRun run = why(more);
        assertThat(run.code()).as(run.out()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    @Test
    void a_history_without_two_runs_is_refused() throws IOException {
        assertThat(refused()).as("no file").contains("nights.db");
        night(12, 0, 1);
        assertThat(refused()).contains("holds no run before run 1");
        assertThat(CommandRun.of("history", "prune", "--before", "2018-01-01", "--history", history.toString())
                        .code())
                .isZero();
        assertThat(refused()).contains("holds no run yet", "run with --history records one");
    }

    @Test
    void reports_and_nights_are_not_mixed() throws IOException {
        assertThat(refused("a.json", "b.json")).contains("not both");
        assertThat(CommandRun.of("why-changed", "a.json", "b.json", "--night", "1")
                        .err())
                .contains("not both");
        assertThat(CommandRun.of("why-changed", "a.json").err()).contains("name a second report");
        assertThat(CommandRun.of("why-changed").err()).contains("--history");
    }
}

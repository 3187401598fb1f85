package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain} as a person uses it who asks why a rule said nothing. */
class ExplainCommandTest {

    private static final String MANAGER = "192.0.2.7 gordium 2017-10-12 ";
    private static final String ANOTHER_TOO_LATE = """
            Oct 12 08:20:00 192.0.2.7 sshd[101]: Failed password for root from 203.0.113.9 port 4711 ssh2
            Oct 12 08:22:00 192.0.2.7 sshd[102]: Failed password for root from 203.0.113.9 port 4712 ssh2
            Oct 12 08:24:00 192.0.2.7 sshd[103]: Failed password for admin from 203.0.113.9 port 4713 ssh2
            Oct 12 08:26:00 192.0.2.7 sshd[104]: Failed password for root from 203.0.113.9 port 4714 ssh2
            Oct 12 08:27:00 192.0.2.7 sshd[105]: Failed password for root from 198.51.100.4 port 4715 ssh2
            Oct 12 08:30:12 192.0.2.7 sshd[106]: Failed password for root from 203.0.113.9 port 4716 ssh2
            Oct 12 08:31:00 192.0.2.7 sshd[107]: Accepted password for alice from 203.0.113.9 port 4717 ssh2
            """
            + "Oct 12 08:32:00 " + MANAGER
            + "08:31:59 category=<Audit> status=<failure> msg=<Key not found> subject=<Key> client-name=<web01>\n"
            + "Oct 12 08:35:00 " + MANAGER
            + "08:34:59 category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>\n"
            + "Oct 12 08:36:00 " + MANAGER
            + "08:35:59 category=<Audit> status=<failure> msg=<Alert Client access denied> subject=<Client>"
            + " client-name=<web01>\n"
            + "Oct 12 08:40:00 " + MANAGER
            + "08:39:59 category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web02>\n"
            + "Oct 12 08:46:13 " + MANAGER
            + "08:46:13 category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>\n";

    @TempDir
    Path dir;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.writeString(dir.resolve("auth.log"), ANOTHER_TOO_LATE);
    }

    private CommandRun explain(String... more) {
        List<String> args = new ArrayList<>(List.of("explain", "--input", log.toString(), "--file", "auth.log"));
        args.addAll(Arrays.asList(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    /** A threshold, a sequence, an absence, a login after attempts, one event, a silence, and gathering that finds none. */
    @ParameterizedTest
    @CsvSource({
        "threshold, PV-SSH-050", "distinct, PV-SSH-051", "sequence, PV-KEY-051", "absence, PV-KEY-055",
        "after-attempts, PV-SSH-053", "one-event, PV-SSH-055", "silence, PV-LOG-051", "none-gathered, PV-GW-051",
        "matches, PV-SSH-002"
    })
    void the_condition_tree_of_a_rule_is_as_reviewed(String name, String rule) throws IOException {
        golden("rule-" + name, explain("--rule", rule));
    }

    @Test
    void the_explanation_of_lines_is_as_reviewed() throws IOException {
        golden("lines", explain("--line", "3,7,8"));
    }

    private static void golden(String name, CommandRun run) throws IOException {
        Path golden = Path.of("src/test/resources/golden/explain", name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, run.out());
        }
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(Files.readString(golden));
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void a_rule_that_matches_shows_its_lines() throws IOException {
        Files.writeString(log, ANOTHER_TOO_LATE.replace("08:30:12", "08:29:59"));
        assertThat(explain("--rule", "PV-SSH-050").out())
                .contains("PV-SSH-050", ": matches", "about 203.0.113.9: lines 1, 2, 3, 4, 6")
                .doesNotContain("- ");
        assertThat(explain("--line", "2").out()).contains("PV-SSH-050 ", "(about 203.0.113.9)");
    }

    @Test
    void what_may_still_come_is_no_match_before_the_wait_is_over() throws IOException {
        Files.writeString(
                log,
                "2017-10-12T08:00:00Z " + MANAGER
                        + "08:00:00 category=<Audit> status=<failure> msg=<Key not found> subject=<Key> client-name=<web01>\n");
        assertThat(explain("--rule", "PV-KEY-055").out()).contains(": matches", "about web01: line 1");
        assertThat(explain("--rule", "PV-KEY-055", "--until", "2017-10-12T08:10")
                        .out())
                .contains("does not match", "- @grace(\"15m\")", "the logs end at 2017-10-12T08:10:00Z");
    }

    @Test
    void a_line_is_explained_for_a_rule_that_asks_for_it() {
        assertThat(explain("--rule", "PV-SSH-050", "--line", "5").out())
                .contains("1 of 5 within 10m for \"198.51.100.4\" (line 5); no further one came");
        CommandRun other = explain("--rule", "PV-SSH-050", "--line", "9");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("line 9 is no event that the rule asks for");
    }

    @Test
    void json_tells_the_same() {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode rule = mapper.readTree(
                explain("--rule", "PV-KEY-051", "--format", "json").out());
        assertThat(rule.get("matches").asString()).isEqualTo("no");
        assertThat(rule.get("condition").get(1).get("holds").asString()).isEqualTo("no");
        assertThat(rule.get("reason").asString())
                .contains("this after[0s, 10m] $denied", "14s beyond 10m", "next: line 9");
        JsonNode lines =
                mapper.readTree(explain("--line", "8,12", "--format", "json").out());
        assertThat(lines.get("lines").valueStream().map(line -> line.get("line").asInt()))
                .containsExactly(8, 12);
        JsonNode line = lines.get("lines").get(0);
        assertThat(line.get("yearFrom").asString()).contains("the line itself states 2017");
        assertThat(line.get("fields").get("clientName").asString()).isEqualTo("web01");
        assertThat(line.get("rules").valueStream().map(each -> each.get("rule").asString()))
                .contains("PV-KEY-001");
    }

    @Test
    void what_decided_the_year_is_told_for_each_line() throws IOException {
        String sshd = " 192.0.2.7 sshd[1]: Connection closed by 203.0.113.9 port 1\n";
        Files.writeString(log, "Dec 31 23:00:00" + sshd + "2017-12-31T23:30:00Z" + sshd + "Jan  1 00:10:00" + sshd);
        assertThat(explain().out())
                .contains(
                        "line 2 behind it states the year",
                        "the line itself states 2017",
                        "line 2 before it states 2017; a new year has begun since",
                        "2018-01-01T00:10:00Z");
        Files.writeString(log, "Oct 12 08:00:00" + sshd);
        assertThat(explain("--reference", "2016-12-31", "--zone", "Europe/Berlin")
                        .out())
                .contains("--reference", "it is 2016", "--zone Europe/Berlin", "2016-10-12T06:00:00Z");
    }

    @Test
    void text_of_an_enemy_is_written_out_and_wrapped() throws IOException {
        Files.writeString(
                log,
                "Oct 12 08:20:00 192.0.2.7 sshd[101]: Failed password for invalid user \u001b[2J\u202e"
                        + "x".repeat(300) + " from 203.0.113.9 port 4711 ssh2\n");
        for (CommandRun run : List.of(
                explain("--reference", "2017-12-31"),
                explain("--reference", "2017-12-31", "--rule", "PV-SSH-055"),
                explain("--reference", "2017-12-31", "--format", "json"))) {
            assertThat(run.code()).isZero();
            assertThat(run.out()).doesNotContain("\u001b", "\u202e");
        }
        assertThat(explain("--reference", "2017-12-31").out().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void a_value_that_stands_twice_in_its_line_is_given_no_place() throws IOException {
        Files.writeString(
                log,
                "Oct 12 08:20:00 192.0.2.7 sshd[101]: Failed password for invalid user 203.0.113.9 from 203.0.113.9"
                        + " port 4711 ssh2\n");
        String out = explain("--reference", "2017-12-31").out();
        assertThat(out).containsPattern("peer +203\\.0\\.113\\.9").doesNotContainPattern("\\d+-\\d+ +peer");
        assertThat(out).containsPattern("\\d+-\\d+ +port +4711");
    }

    @Test
    void what_cannot_be_explained_is_said_with_what_to_do() {
        assertThat(explain("--line", "99").err()).contains("--line 99: the input has 12 lines");
        assertThat(explain("--rule", "PV-NO-999").err()).contains("there is no rule PV-NO-999");
        assertThat(CommandRun.of("explain", "--input", dir.resolve("none").toString())
                        .err())
                .contains("no such file or folder");
        assertThat(explain("a line").err()).contains("give lines or --input, not both");
        assertThat(explain("--rule", "PV-KEY-054").err()).contains("PV-KEY-054 does not run: the list");
        assertThat(CommandRun.of("explain", "--rule", "PV-KEY-001", "no event").err())
                .contains("none of the lines is an event");
    }
}

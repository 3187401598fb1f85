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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Nights that remember each other, waivers and expected machines, as a scheduler runs them. */
class HistoryRunTest {

    private static final String AUDIT =
            "Oct %s 192.0.2.7 gordium 2017-10-%s category=<Audit> status=<success> msg=<%s> subject=<Key> client-name=<%s>%n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path dir;

    private Path rules() {
        return dir.resolve("rules");
    }

    /** A few rules are enough, and compile in no time. */
    @BeforeEach
    void copyRules() throws IOException {
        for (String rule :
                List.of("manager/key-not-found", "manager/key-after-removal", "logs/expected-source-unheard")) {
            for (String ending : List.of(".drl", ".test.yaml")) {
                Path from = Path.of("rules", rule + ending);
                Path to = rules().resolve(rule + ending);
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
    }

    private Path log(String day, String... events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < events.length; i++) {
            String[] event = events[i].split("/", -1);
            String time = "%s %02d:00:00".formatted(day, 8 + i);
            text.append(AUDIT.formatted(time, time, event[0], event[1]));
        }
        return Files.writeString(dir.resolve("log-" + day + ".log"), text);
    }

    private CommandRun night(String day, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "run",
                dir.resolve("log-" + day + ".log").toString(),
                "--rules",
                rules().toString(),
                "--out",
                out().toString(),
                "--from",
                "2017-10-" + day,
                "--to",
                "2017-10-" + (Integer.parseInt(day) + 1),
                "--zone",
                "UTC"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private Path out() {
        return dir.resolve("reports");
    }

    private String history() {
        return dir.resolve("nights.db").toString();
    }

    private JsonNode report() throws IOException {
        return new JsonMapper().readTree(Files.readString(out().resolve("report.json")));
    }

    /** {@code subject state} of each finding. */
    private List<String> states() throws IOException {
        List<String> states = new ArrayList<>();
        for (JsonNode window : report().path("windows")) {
            for (JsonNode finding : window.path("findings")) {
                states.add(finding.path("subject").asString() + " "
                        + finding.path("state").asString("none"));
            }
        }
        return states;
    }

    @Test
    void a_report_shows_what_the_nights_before_it_found_and_no_later_ones() throws IOException {
        log("12", "Key not found/web01", "Key not found/web02");
        log("13", "Key not found/web01");
        log("14", "Key not found/web01");
        night("12", "--history", history());
        night("13", "--history", history());
        night("14", "--history", history(), "--format", "json,html");
        JsonNode trend = report().at("/changes/trend");
        assertThat(trend.values())
                .extracting(night -> night.path("from").asString() + " "
                        + night.at("/findingsBySeverity/high").asInt())
                .containsExactly("2017-10-12T00:00:00Z 2", "2017-10-13T00:00:00Z 1");
        assertThat(Files.readString(out().resolve("report.html")))
                .contains("Over the last 3 runs", "(this one)")
                .contains("In 2 of the last 2 runs before this one; first seen 2017-10-12");
        assertThat(report().findValues("life")).allSatisfy(life -> {
            assertThat(life.path("runs").asInt()).isEqualTo(2);
            assertThat(life.path("firstSeen").asString()).startsWith("2017-10-12T");
        });
        night("13", "--history", history());
        assertThat(report().at("/changes/trend")).hasSize(1);
    }

    @Test
    void findings_are_new_unchanged_updated_absent_and_reopened() throws IOException {
        log("12", "Key not found/web01", "Key not found/web02", "Key not found/web03");
        log("13", "Key not found/web01", "Key not found/web02", "Key not found/web02");
        log("14", "Key not found/web01", "Key not found/web03");
        assertThat(night("12", "--history", history()).code()).isEqualTo(1);
        assertThat(report().has("changes")).as("the first night").isFalse();
        assertThat(states()).contains("web01 none");
        night("13", "--history", history());
        assertThat(states()).contains("web01 unchanged", "web02 updated");
        assertThat(report().path("changes")
                        .path("absent")
                        .get(0)
                        .path("subject")
                        .asString())
                .isEqualTo("web03");
        CommandRun third = night("14", "--history", history());
        assertThat(states()).contains("web01 unchanged", "web03 reopened");
        assertThat(third.out()).contains("1 reopened", "1 gone");

        CommandRun list = CommandRun.of("history", "list", "--history", history());
        assertThat(list.code()).isZero();
        assertThat(list.out().lines()).hasSize(4).anyMatch(line -> line.startsWith("2017-10-13 00:00 to 2017-10-14"));
        CommandRun show = CommandRun.of("history", "show", "PV-KEY-001", "--history", history());
        assertThat(show.out().lines().filter(line -> line.endsWith(" web03")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("new"),
                        line -> assertThat(line).contains("absent"),
                        line -> assertThat(line).contains("reopened"));
        CommandRun prune = CommandRun.of("history", "prune", "--keep", "1d", "--history", history());
        assertThat(prune.out()).startsWith("Deleted 2 runs with 5 findings");
        assertThat(CommandRun.of("history", "list", "--history", history())
                        .out()
                        .lines())
                .hasSize(2);
    }

    @Test
    void a_rule_whose_text_changed_between_two_runs_is_told() throws IOException {
        for (String day : List.of("12", "13", "14", "15")) {
            log(day, "Key not found/web01");
        }
        night("12", "--history", history());
        night("13", "--history", history());
        Path rule = rules().resolve("manager/key-not-found.drl");
        Files.writeString(rule, Files.readString(rule) + "// looked at again\n");
        night("14", "--history", history());
        Files.delete(rules().resolve("logs/expected-source-unheard.drl"));
        Files.delete(rules().resolve("logs/expected-source-unheard.test.yaml"));
        Files.delete(rules().resolve("manager/key-after-removal.drl"));
        Files.delete(rules().resolve("manager/key-after-removal.test.yaml"));
        night("15", "--history", history());
        List<String> list = CommandRun.of("history", "list", "--history", history())
                .out()
                .lines()
                .toList();
        assertThat(list).hasSize(7);
        assertThat(list.get(3)).isEqualTo("  rule text changed: PV-KEY-001");
        assertThat(list.get(4)).startsWith("2017-10-14");
        assertThat(list.get(5)).startsWith("  rules gone: PV-KEY-").contains("PV-LOG-");
        List<String> show = CommandRun.of("history", "show", "PV-KEY-001", "--history", history())
                .out()
                .lines()
                .toList();
        assertThat(show).hasSize(6);
        assertThat(show.get(3)).isEqualTo("  rule text changed: PV-KEY-001");
    }

    @Test
    void a_history_of_the_first_version_is_brought_up_to_date_and_tells_no_change() throws Exception {
        log("12", "Key not found/web01");
        log("13", "Key not found/web01");
        night("12", "--history", history());
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + history());
                Statement sql = db.createStatement()) {
            sql.execute("drop table run_rule");
            sql.execute("drop table run_origin");
            sql.execute("drop table run_input");
            sql.execute("delete from history_schema where version > '1'");
        }
        assertThat(night("13", "--history", history()).code()).isEqualTo(1);
        CommandRun list = CommandRun.of("history", "list", "--history", history());
        assertThat(list.out().lines()).hasSize(3).noneMatch(line -> line.contains("rule"));
    }

    @Test
    void a_night_knows_what_an_earlier_one_read() throws IOException {
        log("12", "Client delete/web01");
        log("13", "Key accessed/web01");
        night("12", "--history", history());
        assertThat(night("13").out()).as("without a history").startsWith("No findings");
        assertThat(night("13", "--history", history()).out()).contains("PV-KEY-002");
        assertThat(Files.readString(out().resolve("report.json"))).contains("log-12.log", "log-13.log");
    }

    @Test
    void a_night_that_is_repeated_tells_the_same() throws IOException {
        log("12", "Key not found/web01");
        log("13", "Key not found/web01", "Client delete/web02");
        night("12", "--history", history());
        night("13", "--history", history());
        String first = Files.readString(out().resolve("report.json"));
        night("13", "--history", history());
        assertThat(Files.readString(out().resolve("report.json"))).isEqualTo(first);
        assertThat(CommandRun.of("history", "list", "--history", history())
                        .out()
                        .lines())
                .hasSize(3);
    }

    @Test
    void an_earlier_report_tells_what_is_new_without_a_history() throws IOException {
        log("12", "Key not found/web01", "Key not found/web02");
        log("13", "Key not found/web01", "Key not found/web03");
        night("12");
        Path before = Files.copy(out().resolve("report.json"), dir.resolve("before.json"));
        CommandRun run = night("13", "--baseline", before.toString());
        assertThat(states()).containsExactlyInAnyOrder("web01 unchanged", "web03 new");
        assertThat(run.out()).contains("1 gone");
        Files.writeString(before, "{}");
        CommandRun bad = night("13", "--baseline", before.toString());
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.err()).contains("before.json");
    }

    @Test
    void a_run_that_fails_changes_nothing() throws IOException {
        log("12", "Key not found/web01");
        night("12", "--history", history());
        byte[] before = Files.readAllBytes(Path.of(history()));
        Files.writeString(rules().resolve("waivers.yaml"), "waivers: nonsense\n");
        assertThat(night("12", "--history", history()).code()).isEqualTo(3);
        Files.delete(rules().resolve("waivers.yaml"));
        Path file = Files.writeString(dir.resolve("a-file"), "");
        assertThat(night(
                                "12",
                                "--history",
                                history(),
                                "--out",
                                file.resolve("x").toString())
                        .code())
                .isEqualTo(2);
        assertThat(Files.readAllBytes(Path.of(history()))).isEqualTo(before);
        Files.writeString(dir.resolve("no.db"), "this is no database, and long enough to be looked at".repeat(50));
        CommandRun wrong = night("12", "--history", dir.resolve("no.db").toString());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("no.db");
    }

    @Test
    void a_waived_finding_is_shown_and_does_not_fail_the_run() throws IOException {
        log("12", "Key not found/web01");
        Files.writeString(rules().resolve("waivers.yaml"), """
                waivers:
                  - {rule: PV-KEY-001, subject: 'web0?', reason: 'key renewed on purpose', owner: ops@example.org, expires: 2017-10-14}
                  - {rule: PV-KEY-001, subject: 'db*', reason: 'gone', owner: ops@example.org, expires: 2018-01-01}
                """);
        CommandRun run = night("12");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("1 is waived", "1 unused");
        assertThat(report().path("windows")
                        .get(0)
                        .path("findings")
                        .get(0)
                        .path("waived")
                        .path("owner")
                        .asString())
                .isEqualTo("ops@example.org");
        log("14", "Key not found/web01");
        CommandRun expired = night("14");
        assertThat(expired.code()).isEqualTo(1);
        assertThat(expired.out()).contains("expired");
    }

    @Test
    void a_machine_that_is_expected_and_unheard_is_told() throws IOException {
        log("12", "Key accessed/web01");
        Path inventory = Files.writeString(dir.resolve("machines.yaml"), """
                managers:
                  - 192.0.2.7
                  - {name: 192.0.2.9, max-gap: 1h}
                """);
        CommandRun run = night("12", "--inventory", inventory.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(Files.readString(out().resolve("report.json"))).contains("PV-LOG-054", "192.0.2.9");
        CommandRun missing = night("12", "--inventory", dir.resolve("none.yaml").toString());
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err()).contains("no such inventory");
    }

    @Test
    void a_history_that_is_not_there_is_said() {
        for (String command : List.of("list", "prune --keep 9d", "show PV-KEY-001")) {
            List<String> args = new ArrayList<>(List.of("history"));
            args.addAll(List.of(command.split(" ", -1)));
            Stream<String> named = Stream.of("--history", history());
            CommandRun run = CommandRun.of(Stream.concat(args.stream(), named).toArray(String[]::new));
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("nights.db");
            assertThat(CommandRun.of(args.toArray(String[]::new)).err()).contains("--history");
        }
    }
}

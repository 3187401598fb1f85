package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run} as a scheduler calls it. */
class RunCommandTest {

    private static final String DENIED = "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit>"
            + " status=<failure> msg=<Alert Client access denied> subject=<Client> client-name=<web01>";
    private static final String ACCESSED = "Oct 12 07:29:15 192.0.2.7 gordium 2017-10-12 07:29:14 category=<Audit>"
            + " status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>";

    @TempDir
    Path dir;

    private Path log(String name, String... lines) throws IOException {
        return Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n");
    }

    private CommandRun run(Object... args) {
        List<String> all =
                new ArrayList<>(List.of("run", "--out", dir.resolve("out").toString()));
        for (Object arg : args) {
            all.add(arg.toString());
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    private JsonNode report() {
        return JsonMapper.builder()
                .build()
                .readTree(dir.resolve("out/report.json").toFile());
    }

    @Test
    void a_finding_at_the_threshold_makes_1_and_one_below_it_0() throws IOException {
        Path log = log("syslog", DENIED);
        assertThat(run(log).code()).isEqualTo(1);
        assertThat(run(log, "--fail-on", "critical").code()).isZero();
        assertThat(run(log, "--fail-on", "never").code()).isZero();
        assertThat(run(log("quiet", ACCESSED)).code()).isZero();
    }

    /** A wrong year, or yesterday's file: that nothing was found in it says nothing of the night. */
    @Test
    void a_period_of_which_no_line_was_read_makes_4() throws IOException {
        Path log = log("syslog", ACCESSED);
        CommandRun run = run(log, "--from", "2018-10-12", "--to", "2018-10-13");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run(log, "--from", "2018-10-12").code()).isEqualTo(4);
        assertThat(run(log, "--to", "2016-10-12").code()).isEqualTo(4);
        assertThat(run(log, "--from", "2017-10-12", "--to", "2017-10-13").code())
                .isNotEqualTo(4);
    }

    /** One forged stamp, far away: no hours of work and no report of gigabytes, but a word of what to do. */
    @Test
    void a_line_that_makes_the_period_endless_is_told_and_outside_of_a_named_period() throws IOException {
        Path far = log("far", ACCESSED.replace("2017-", "2099-"));
        Path log = log("syslog", DENIED);
        CommandRun run = run(log, far, "--window", "5m");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("8,625,601 windows")
                .contains("--from and --to")
                .contains("the first event is in " + log)
                .contains("the last event is in " + far);
        assertThat(run(log, far, "--window", "5m", "--from", "2017-10-12", "--to", "2017-10-13")
                        .code())
                .isEqualTo(1);
        assertThat(report().at("/summary/outside").asLong()).isEqualTo(1);
    }

    @Test
    void the_report_tells_rule_subject_count_and_evidence() throws IOException {
        run(log("syslog", ACCESSED, DENIED, DENIED));
        JsonNode finding = report().at("/windows/0/findings/0");
        assertThat(finding.get("rule").asString()).isEqualTo("PV-CLI-002");
        assertThat(finding.get("subject").asString()).isEqualTo("web01");
        assertThat(finding.get("count").asLong()).isEqualTo(2);
        assertThat(finding.at("/evidence/1/line").asLong()).isEqualTo(3);
        assertThat(finding.at("/evidence/1/text").asString()).isEqualTo(DENIED);
        assertThat(report().at("/windows/0/start").asString()).isEqualTo("2017-10-12T07:00:00Z");
        assertThat(report().at("/summary/eventsByKind/ALERT_CLIENT_ACCESS_DENIED")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void what_is_wrong_with_the_command_makes_2_and_leaves_no_report() throws IOException {
        Path log = log("syslog", DENIED);
        for (String[] args : new String[][] {
            {"--zone", "Mars/Olympus"},
            {"--window", "7h"},
            {"--from", "yesterday"},
            {"--from", "2017-10-12T07:30"},
            {"--from", "2017-10-13", "--to", "2017-10-12"},
            {"--max-unparsed", "many"},
            {"--format", "pdf"},
            {"--client-log", "["},
            {"--client-prefix", "("},
            {"--client-time", "dd/MM/yyyy"},
            {"--max-line-bytes", "7"},
            {"--max-evidence", "0"},
            {"--no-such-option"}
        }) {
            List<Object> all = new ArrayList<>(List.of(log));
            all.addAll(List.of(args));
            CommandRun result = run(all.toArray());
            assertThat(result.code()).as(String.join(" ", args)).isEqualTo(2);
            assertThat(result.err()).as(String.join(" ", args)).contains(args[0]);
        }
        assertThat(run(dir.resolve("nothing-here")).code()).isEqualTo(2);
        assertThat(dir.resolve("out")).doesNotExist();
    }

    @Test
    void rules_that_do_not_load_make_3_and_leave_the_previous_report() throws IOException {
        Path log = log("syslog", DENIED);
        run(log);
        byte[] before = Files.readAllBytes(dir.resolve("out/report.json"));
        Path rules = Files.createDirectory(dir.resolve("rules"));
        Files.writeString(rules.resolve("typo.drl"), "package rules.x\nrule \"PV-KEY-001\"\nwhen\nthen\nend\n");
        CommandRun result = run(log, "--rules", rules);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("typo.drl:2:1", "@severity");
        assertThat(Files.readAllBytes(dir.resolve("out/report.json"))).isEqualTo(before);
    }

    @Test
    void input_that_is_not_whole_makes_4_whatever_was_found() throws IOException {
        Path log = log("syslog", DENIED);
        CommandRun missing = run(log, dir.resolve("gone.log"));
        assertThat(missing.code()).isEqualTo(4);
        assertThat(report().get("inputs").size()).isEqualTo(2);
        assertThat(report().at("/inputs/1/problem").asString()).contains("gone.log");
        assertThat(report().at("/windows/0/findings").size()).isEqualTo(1);
        assertThat(run(log("garbled", DENIED, "no stamp")).code()).isEqualTo(4);
        assertThat(run(log("garbled", DENIED, "no stamp"), "--max-unparsed", "1")
                        .code())
                .isEqualTo(1);
        assertThat(run(Files.createFile(dir.resolve("empty"))).code()).isEqualTo(4);
    }

    @Test
    void lines_outside_the_period_are_counted_and_not_judged() throws IOException {
        CommandRun result = run(log("syslog", DENIED, ACCESSED), "--from", "2017-10-13", "--to", "2017-10-14");
        assertThat(result.code()).isEqualTo(4);
        assertThat(report().at("/summary/outside").asLong()).isEqualTo(2);
        assertThat(report().at("/summary/events").asLong()).isZero();
        assertThat(report().at("/period/windows").asLong()).isEqualTo(24);
        assertThat(report().get("windows").size()).isZero();
    }

    @Test
    void windows_are_aligned_to_midnight_of_the_zone() throws IOException {
        run(log("syslog", DENIED), "--zone", "Asia/Kolkata", "--window", "1d");
        assertThat(report().at("/windows/0/start").asString()).isEqualTo("2017-10-11T18:30:00Z");
        assertThat(report().at("/windows/0/end").asString()).isEqualTo("2017-10-12T18:30:00Z");
        assertThat(report().at("/period/zone").asString()).isEqualTo("Asia/Kolkata");
        assertThat(report().get("notes").toString()).doesNotContain("UTC was assumed");
        run(log("syslog", DENIED));
        assertThat(report().get("notes").toString()).contains("UTC was assumed");
    }

    @Test
    void the_same_logs_give_the_same_bytes_and_events_that_no_rule_wants_change_nothing() throws IOException {
        run("src/samples", "--format", "json,html,text");
        List<byte[]> first = files();
        run("src/samples", "--format", "json,html,text", "--keep-all");
        List<byte[]> second = files();
        assertThat(second).hasSize(3);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).isEqualTo(first.get(i));
        }
    }

    private List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : List.of("report.json", "report.html", "report.txt")) {
            files.add(Files.readAllBytes(dir.resolve("out").resolve(name)));
        }
        return files;
    }

    @Test
    void the_example_in_the_repository_is_the_report_of_the_samples() throws IOException {
        CommandRun result = run("src/samples", "--format", "json,html,text", "--fail-on", "never");
        Path example = Path.of("reports/example");
        for (String name : List.of("report.json", "report.html", "report.txt")) {
            byte[] actual = Files.readAllBytes(dir.resolve("out").resolve(name));
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(example);
                Files.write(example.resolve(name), actual);
            }
            assertThat(new String(actual, StandardCharsets.UTF_8)).isEqualTo(Files.readString(example.resolve(name)));
        }
        assertThat(result.code()).isZero();
    }

    @Test
    void the_readme_shows_what_its_first_command_prints() throws IOException {
        CommandRun result = run("src/samples", "--fail-on", "never");
        String printed = result.out().replace(dir.resolve("out").toString(), "reports");
        Path readme = Path.of("README.md");
        String text = Files.readString(readme);
        if (Boolean.getBoolean("golden.update")) {
            int start = text.indexOf("```text\n") + "```text\n".length();
            text = text.substring(0, start) + printed + text.substring(text.indexOf("```", start));
            Files.writeString(readme, text);
        }
        assertThat(text).contains("```text\n" + printed + "```");
    }

    @Test
    void hostile_log_text_leaves_no_control_character_in_any_output() throws IOException {
        String escape = "\u001b[2J\u009b31m\u202e\u0007\u0000";
        CommandRun result = run(
                log(
                        "syslog",
                        "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit> status=<failure>"
                                + " msg=<Alert Client access denied> subject=<Client> client-name=<<script>" + escape
                                + ">",
                        "Oct 12 07:28:15 192.0.2.7 sshd[1]: Failed password for invalid user " + escape
                                + " from 203.0.113.9 port 4 ssh2"),
                "--format",
                "json,html,text");
        assertThat(result.code()).isEqualTo(1);
        List<String> outputs = new ArrayList<>(List.of(result.out(), result.err()));
        for (byte[] file : files()) {
            outputs.add(new String(file, StandardCharsets.UTF_8));
        }
        assertThat(outputs).allSatisfy(output -> {
            assertThat(output.chars().filter(c -> c != '\n' && Character.isISOControl(c)))
                    .isEmpty();
            assertThat(output).doesNotContain("\u202e");
        });
        assertThat(outputs.get(3)).doesNotContain("<script>\\");
        assertThat(report().toString()).contains("203.0.113.9");
    }
}

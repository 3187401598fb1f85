package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A broken edit of a rule, on the evening before a night. */
class BrokenRulesTest {

    private static final String RULE = """
            package rules.inline
            import protectv.audit.event.AuditEvent
            rule "PV-KEY-901"
                @title("t")
                @severity("high")
                @status("stable")
                @since("2026-11-22")
                @subject("{$c}")
                @cause("c")
                @remedy("r")
                @controls("nist-800-53:AU-6")
            when
                AuditEvent( event == "Key accessed", $c : clientName )
            then
            end
            """;

    @TempDir
    private Path dir;

    @BeforeEach
    void a_rule_and_a_log() throws IOException {
        Files.createDirectories(dir.resolve("rules"));
        rule(RULE);
        Files.writeString(dir.resolve("rules/a.test.yaml"), "");
        Files.writeString(
                dir.resolve("syslog"),
                "Oct 12 07:29:15 192.0.2.7 gordium 2017-10-12 07:29:14 category=<Audit> status=<success>"
                        + " msg=<Key accessed> subject=<Key> client-name=<web01>\n");
    }

    private void rule(String text) throws IOException {
        Files.writeString(dir.resolve("rules/a.drl"), text);
    }

    private CommandRun run(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "run",
                dir.resolve("syslog").toString(),
                "--rules",
                dir.resolve("rules").toString()));
        args.addAll(List.of(
                "--out",
                dir.resolve("out").toString(),
                "--state",
                dir.resolve("state").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private JsonNode report() {
        return JsonMapper.builder()
                .build()
                .readTree(dir.resolve("out/report.json").toFile());
    }

    @Test
    void the_night_fails_with_3_and_leaves_the_report_of_the_night_before() throws IOException {
        assertThat(run().code()).isEqualTo(1);
        String before = Files.readString(dir.resolve("out/report.json"));
        rule(RULE.replace("event ==", "evnet =="));
        CommandRun run = run();
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("a.drl:13:17: AuditEvent has no field evnet; did you mean event?");
        assertThat(Files.readString(dir.resolve("out/report.json"))).isEqualTo(before);
    }

    @Test
    void where_asked_the_rules_that_loaded_last_judge_and_the_report_says_so() throws IOException {
        assertThat(run("--on-broken-rules", "last-good").code()).isEqualTo(1);
        String digest = report().at("/rules/digest").asString();
        rule(RULE.replace("event ==", "evnet =="));
        CommandRun run = run("--on-broken-rules", "last-good");
        assertThat(run.code()).as(run.err()).isEqualTo(4);
        assertThat(run.out()).contains("The rules do not load (a.drl:13:17:");
        assertThat(report().at("/rules/digest").asString()).isEqualTo(digest);
        assertThat(report().at("/rules/troubles/0").asString()).contains("those that loaded last judged instead");
        assertThat(report().at("/windows/0/findings/0/rule").asString()).isEqualTo("PV-KEY-901");
    }

    @Test
    void the_last_good_rules_are_the_last_that_were_good() throws IOException {
        run("--on-broken-rules", "last-good");
        rule(RULE.replace("\"high\"", "\"low\""));
        run("--on-broken-rules", "last-good");
        rule("nothing");
        assertThat(run("--on-broken-rules", "last-good").code()).isEqualTo(4);
        assertThat(report().at("/windows/0/findings/0/severity").asString()).isEqualTo("low");
    }

    @Test
    void without_any_that_loaded_before_or_with_a_copy_that_others_could_write_it_ends_with_3() throws IOException {
        rule("nothing");
        CommandRun run = run("--on-broken-rules", "last-good");
        assertThat(run.code()).isEqualTo(3);
        rule(RULE);
        run("--on-broken-rules", "last-good");
        Files.setPosixFilePermissions(dir.resolve("state"), PosixFilePermissions.fromString("rwxrwxrwx"));
        rule("nothing");
        assertThat(run("--on-broken-rules", "last-good").code()).isEqualTo(3);
    }
}

package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logs that a real sshd wrote by way of real syslog daemons (src/test/sh/real-sshd), against what was really tried. */
class FieldLogsTest {

    private static final Path FIELD = Path.of("src/test/resources/field");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sshd-debian-rsyslog.log",
                "sshd-iso.log",
                "sshd-rfc5424.log",
                "sshd-repeated.log",
                "sshd-relayed-syslog-ng.log"
            })
    void run_counts_exactly_the_wrong_passwords_of_each_peer(String log) {
        CommandRun run = CommandRun.of(
                "run",
                FIELD.resolve(log).toString(),
                "--out",
                dir.toString(),
                "--reference",
                "2026-12-31",
                "--fail-on",
                "never");
        assertThat(run.code()).isZero();
        Map<String, Long> tried = new TreeMap<>();
        for (JsonNode attempt : JSON.readTree(FIELD.resolve("attempts.json").toFile())) {
            if (attempt.get("kind").asString().startsWith("failed-password")) {
                tried.merge(attempt.get("from").asString(), attempt.get("count").asLong(), Long::sum);
            }
        }
        Map<String, Long> counted = new TreeMap<>();
        for (JsonNode window :
                JSON.readTree(dir.resolve("report.json").toFile()).get("windows")) {
            for (JsonNode finding : window.get("findings")) {
                if (finding.get("rule").asString().equals("PV-SSH-002")) {
                    counted.merge(
                            finding.get("subject").asString(),
                            finding.get("count").asLong(),
                            Long::sum);
                }
            }
        }
        assertThat(tried).isNotEmpty();
        assertThat(counted).isEqualTo(tried);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sshd-debian-rsyslog.log",
                "sshd-iso.log",
                "sshd-rfc5424.log",
                "sshd-repeated.log",
                "sshd-relayed-syslog-ng.log"
            })
    void run_tells_guessing_by_what_sshd_says_and_not_by_what_pam_repeats(String log) {
        CommandRun run = CommandRun.of(
                "run",
                FIELD.resolve(log).toString(),
                "--out",
                dir.toString(),
                "--reference",
                "2026-12-31",
                "--fail-on",
                "never");
        assertThat(run.code()).isZero();
        List<String> guessing = new ArrayList<>();
        for (JsonNode window :
                JSON.readTree(dir.resolve("report.json").toFile()).get("windows")) {
            for (JsonNode finding : window.get("findings")) {
                String rule = finding.get("rule").asString();
                if (rule.compareTo("PV-SSH-050") >= 0) {
                    guessing.add(rule + " " + finding.get("subject").asString());
                }
            }
        }
        assertThat(guessing).containsExactlyInAnyOrder("PV-SSH-050 127.0.0.13", "PV-SSH-051 127.0.0.13");
    }

    /** 14 lines were sent; syslog-ng takes the stamp of one for a header, and so the fields for its columns. */
    @ParameterizedTest
    @CsvSource({
        "audit-relayed-rsyslog.log, 14",
        "audit-relayed-rsyslog-iso.log, 14",
        "audit-relayed-rsyslog-rfc5424.log, 14",
        "audit-relayed-syslog-ng.log, 14",
        "audit-relayed-syslog-ng-iso.log, 14",
        "audit-relayed-syslog-ng-rfc5424.log, 13"
    })
    void parse_reads_each_audit_line_that_a_relay_left_whole_and_loses_none(String log, int events) {
        CommandRun run = CommandRun.of("parse", FIELD.resolve(log).toString(), "--reference", "2017-12-31");
        assertThat(run.out().lines().map(line -> JSON.readTree(line).get("fate").asString()))
                .containsOnly(events == 14 ? new String[] {"event"} : new String[] {"event", "malformed"})
                .hasSize(14);
        assertThat(run.out()
                        .lines()
                        .map(JSON::readTree)
                        .filter(line -> line.get("fate").asString().equals("event"))
                        .map(line -> line.get("time").asString().substring(0, 8)))
                .hasSize(events)
                .containsOnly("2017-10-");
    }
}

package protectv.audit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.finding.PastFinding;
import protectv.audit.rule.Severity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BaselineReportTest {

    private static final Path EXAMPLE = Path.of("reports/example/report.json");
    private static final String FINDING = """
            {"rule": "PV-KEY-002", "title": "t", "severity": "high", "subject": "web01", "count": 2,
             "firstSeen": "2017-10-12T05:28:19Z", "lastSeen": "2017-10-12T05:29:19.5Z", "cause": "c",
             "fingerprint": "0123456789abcdef"}""";
    private static final String REPORT = """
            {"schemaVersion": "1.1",
             "period": {"from": "2017-10-12T00:00:00Z", "to": "2017-10-13T00:00:00Z", "zone": "UTC"},
             "windows": [{"start": "x", "findings": [%s]}]}""".formatted(FINDING);

    @TempDir
    Path folder;

    private BaselineReport read(String text) throws BaselineException, IOException {
        return BaselineReport.read(file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("report.json"), text);
    }

    private String refused(String text) throws IOException {
        Path file = file(text);
        String message = String.valueOf(assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> BaselineReport.read(file))
                .actual()
                .getMessage());
        assertThat(message).startsWith(file + ":").doesNotContainPattern("\\p{Cc}");
        return message.substring(file.toString().length());
    }

    @Test
    void a_report_that_a_run_wrote_is_read_as_it_stands() throws Exception {
        BaselineReport report = BaselineReport.read(EXAMPLE);
        assertThat(report.period()).isEqualTo("2017-10-12T06:00Z to 2017-10-13T06:00Z");
        Map<String, Long> counts = new TreeMap<>();
        for (JsonNode window : JsonMapper.shared().readTree(EXAMPLE).get("windows")) {
            for (JsonNode finding : window.get("findings")) {
                counts.merge(
                        finding.get("fingerprint").asString(),
                        finding.get("count").asLong(),
                        Long::sum);
            }
        }
        assertThat(counts).hasSizeGreaterThan(20);
        assertThat(report.findings()).extracting(PastFinding::fingerprint).containsExactlyElementsOf(counts.keySet());
        assertThat(report.findings()).extracting(PastFinding::count).containsExactlyElementsOf(counts.values());
    }

    @Test
    void a_finding_keeps_what_the_report_says_of_it() throws Exception {
        assertThat(read(REPORT))
                .isEqualTo(new BaselineReport(
                        "2017-10-12T00:00Z to 2017-10-13T00:00Z",
                        List.of(new PastFinding(
                                "0123456789abcdef",
                                "PV-KEY-002",
                                "t",
                                Severity.HIGH,
                                "web01",
                                2,
                                Instant.parse("2017-10-12T05:28:19Z"),
                                Instant.parse("2017-10-12T05:29:19.5Z")))));
    }

    @Test
    void windows_are_summed() throws Exception {
        assertThat(read(REPORT.replace(FINDING, FINDING + "," + FINDING)).findings())
                .extracting(PastFinding::count)
                .containsExactly(4L);
    }

    @Test
    void members_of_later_versions_are_passed_over() throws Exception {
        String later = REPORT.replace("1.1", "1.9")
                .replace("\"zone\"", "\"new\": {\"from\": 7, \"windows\": [[{}]]}, \"zone\"")
                .replace("\"cause\"", "\"new\": [{\"count\": -1}], \"cause\"")
                .replace("\"windows\"", "\"new\": null, \"windows\"");
        assertThat(read(later)).isEqualTo(read(REPORT));
    }

    @Test
    void members_may_come_in_any_order() throws Exception {
        assertThat(read("{\"windows\": [], \"period\": {}, \"schemaVersion\": \"1.0\"}"))
                .isEqualTo(new BaselineReport("a run without a period", List.of()));
    }

    @Test
    void a_report_that_was_cut_off_is_refused_wherever_it_was_cut() throws Exception {
        byte[] whole = Files.readAllBytes(EXAMPLE);
        int end = new String(whole, StandardCharsets.UTF_8).stripTrailing().length();
        for (int cut = 1; cut < end; cut += 1 + whole.length / 97) {
            Path file = folder.resolve("report.json");
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> BaselineReport.read(file))
                    .isInstanceOf(BaselineException.class)
                    .hasMessageMatching("(?s).*:\\d+:\\d+: the file ends in the middle of the report; .*");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fingerprint | 0123456789abcdef | 0123 | 16 hex digits",
                "rule | PV-KEY-002 | PV | the id of a rule",
                "severity | high | bad | one of informational, low, medium, high, critical",
                "firstSeen | 2017-10-12T05:28:19Z | yesterday | a time such as",
                "from | 2017-10-12T00:00:00Z | soon | a time such as",
                "schemaVersion | 1.1 | one | such as",
            })
    void a_value_that_no_report_has_is_named(String member, String good, String bad, String wanted) throws IOException {
        assertThat(refused(REPORT.replace("\"" + good + "\"", "\"" + bad + "\"")))
                .matches(":\\d+:\\d+: .*")
                .contains("\"" + member + "\" is \"" + bad + "\" and not", wanted, "; name the report.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "1.5", "\"2\"", "null", "99999999999999999999"})
    void a_count_that_is_none_is_refused(String count) throws IOException {
        assertThat(refused(REPORT.replace("\"count\": 2", "\"count\": " + count)))
                .matches(":3:\\d+: .*")
                .contains("name the report.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fingerprint",
                "rule",
                "title",
                "severity",
                "subject",
                "count",
                "firstSeen",
                "lastSeen",
                "findings",
                "windows",
                "period",
                "schemaVersion"
            })
    void a_missing_member_is_named(String member) throws IOException {
        assertThat(refused(REPORT.replace("\"" + member + "\"", "\"another\"")))
                .matches(":\\d+:\\d+: .*")
                .contains("has no \"" + member + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the file is empty",
                "'  ' | the file is empty",
                "[] | the file is not a JSON object",
                "7 | the file is not a JSON object",
                "{} | has no \"schemaVersion\"",
                "{\"version\": \"2.1.0\", \"runs\": []} | has no \"schemaVersion\"",
                "<html> | not the JSON of a report",
                "Oct 12 07:28:14 192.0.2.7 gordium | not the JSON of a report",
                "{\"schemaVersion\": \"2.0\"} | version 2.0, and this release reads 1.x; compare with",
                "{\"schemaVersion\": 1.1} | \"schemaVersion\" is not a text",
                "{\"schemaVersion\": \"1.1\", \"windows\": {}} | windows is not a JSON list",
                "{\"windows\": [], \"windows\": []} | not the JSON of a report",
            })
    void a_file_that_is_no_report_is_refused(String text, String message) throws IOException {
        assertThat(refused(text)).contains(message);
    }

    @Test
    void what_follows_a_report_is_not_passed_over() throws IOException {
        assertThat(refused(REPORT + "\n" + REPORT)).startsWith(":6:1: something follows the end");
    }

    @Test
    void a_file_that_is_nested_without_end_is_refused() throws IOException {
        String deep = "{\"new\": " + "[".repeat(1_000_000);
        assertThat(refused(deep)).contains("nesting", "name the report.json");
        assertThat(refused(REPORT.replace("\"t\"", "{\"a\":".repeat(100_000)))).contains("name the report.json");
    }

    @Test
    void a_hostile_value_is_shown_harmless_and_short() throws IOException {
        String hostile = "\\u001b[2J\\u202e\\u2028\\ud800" + "x".repeat(100_000);
        assertThat(refused(REPORT.replace("PV-KEY-002", hostile)))
                .contains("\"?[2J???xxx")
                .hasSizeLessThan(400);
        assertThat(refused("{\"schemaVersion\": tr\u001b[31mue")).hasSizeLessThan(600);
        assertThat(refused("\u202e" + REPORT)).doesNotContain("\u202e");
    }

    @Test
    void a_hostile_subject_is_kept_as_it_is() throws Exception {
        assertThat(read(REPORT.replace("web01", "\\u001b[2J<script>\\ud800")).findings())
                .extracting(PastFinding::subject)
                .containsExactly("\u001b[2J<script>\ud800");
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws IOException {
        Path file = folder.resolve("report.json");
        Files.write(file, REPORT.replace("web01", "web\u00e9").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> BaselineReport.read(file))
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("UTF-8");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
        assertThatThrownBy(() -> BaselineReport.read(file)).isInstanceOf(BaselineException.class);
    }

    @Test
    void a_folder_and_a_file_that_is_not_there_are_told_apart() {
        assertThatThrownBy(() -> BaselineReport.read(folder))
                .hasMessage(folder + ": this is a folder; name the" + " report.json in it");
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> BaselineReport.read(missing))
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith(missing + ": there is no such file");
    }
}

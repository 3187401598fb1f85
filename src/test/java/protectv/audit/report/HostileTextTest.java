package protectv.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import protectv.audit.escape.VisibleText;
import protectv.audit.export.ReportFormat;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HostileTextTest {

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void no_format_holds_a_character_that_a_screen_would_obey(ReportFormat format) throws IOException {
        String text = written(SampleReports.hostile(), format);
        assertThat(text.codePoints().filter(c -> c != '\n' && VisibleText.isHidden(c)))
                .isEmpty();
    }

    @Test
    void the_terminal_gets_no_escape_but_our_colours() {
        String plain = TextSummary.terminal(SampleReports.hostile(), List.of(), false);
        assertThat(plain).doesNotContain("\u001b").contains("\\x1b[31mred");
        String colored = TextSummary.terminal(SampleReports.hostile(), List.of(), true);
        assertThat(colored).contains("\u001b[31mhigh\u001b[0m");
        assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void the_terminal_summary_fits_a_screen() {
        for (AuditReport report : List.of(
                SampleReports.hostile(),
                SampleReports.problems(),
                SampleReports.large(900),
                ReportGoldenTest.sample("large"))) {
            assertThat(TextSummary.terminal(report, List.of(), false).lines()).hasSizeBetween(6, 40);
        }
    }

    @Test
    void json_gives_the_exact_text_back() throws IOException {
        AuditReport report = SampleReports.hostile();
        JsonNode findings = new JsonMapper()
                .readTree(written(report, ReportFormat.JSON))
                .path("windows")
                .path(0)
                .path("findings");
        List<String> read = new ArrayList<>();
        findings.forEach(f -> read.add(f.path("evidence").path(0).path("text").asString()));
        assertThat(read)
                .isEqualTo(report.windows().get(0).findings().stream()
                        .map(f -> f.evidence().get(0).text())
                        .toList());
        assertThat(findings.path(0).path("subject").asString())
                .isEqualTo(report.windows().get(0).findings().get(0).subject());
    }

    @Test
    void json_gives_the_exact_text_of_verdicts_waivers_sources_and_changes_back() throws IOException {
        AuditReport report = SampleReports.hostile();
        JsonNode json = new JsonMapper().readTree(written(report, ReportFormat.JSON));
        Changes changes = Objects.requireNonNull(report.changes());
        for (int i = 0; i < report.controls().size(); i++) {
            String text = report.controls().get(i).title();
            JsonNode control = json.path("controls").path(i);
            JsonNode waiver = json.path("waivers").path(i);
            JsonNode gone = json.path("changes").path("absent").path(i);
            String rule = String.format(Locale.ROOT, "PV-SSH-%03d", i + 1);
            assertThat(List.of(
                            control.path("id"),
                            control.path("title"),
                            control.path("rules").path(0),
                            control.path("reasons").path(0),
                            control.path("limits").path(0),
                            control.path("stretches").path(0).path("reason"),
                            waiver.path("subject"),
                            waiver.path("reason"),
                            waiver.path("owner"),
                            json.path("sources").path(i).path("name"),
                            json.path("rules").path("notRun").path(rule),
                            gone.path("rule"),
                            gone.path("title"),
                            gone.path("subject")))
                    .allSatisfy(node -> assertThat(node.asString()).isEqualTo(text));
        }
        assertThat(json.path("changes").path("since").asString()).isEqualTo(changes.since());
        JsonNode waived = json.path("windows").path(0).path("findings").path(1).path("waived");
        assertThat(waived.path("reason").asString())
                .isEqualTo(waived.path("owner").asString())
                .isEqualTo(report.windows().get(0).findings().get(1).subject());
    }

    @Test
    void html_shows_each_new_text_written_out() throws IOException {
        String html = written(SampleReports.hostile(), ReportFormat.HTML);
        String colors = "<span class=\"ctl\">\\x1b</span>[31mred";
        for (String section : List.of("changes", "findings", "waivers", "controls", "sources", "not-run")) {
            int from = html.indexOf("<section aria-labelledby=\"" + section + "\">");
            assertThat(from).as(section).isPositive();
            assertThat(html.substring(from, html.indexOf("</section>", from)))
                    .as(section)
                    .contains(colors);
        }
    }

    @Test
    void html_holds_no_element_from_a_log() throws IOException {
        String html = written(SampleReports.hostile(), ReportFormat.HTML);
        assertThat(html).doesNotContain("<script>alert", "<img", "<i>", "<b>KIND", "<!-- ]]>");
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt; &amp;#60;");
        assertThat(html.split("<script", -1)).hasSize(2);
        assertThat(html.split("</style>", -1)).hasSize(2);
    }

    @Test
    void html_shows_what_was_written_out() throws IOException {
        String html = written(SampleReports.hostile(), ReportFormat.HTML);
        assertThat(html)
                .contains(
                        "invoice<span class=\"ctl\">\\u202e</span>fdp.exe",
                        "<span class=\"ctl\">\\x1b</span>[31mred",
                        "other half <span class=\"ctl\">\\udc00</span> emoji \ud83d\ude00");
    }

    @ParameterizedTest
    @CsvSource({
        "a\\tb, 10, a\\tb",
        "abcdefghij, 10, abcdefghij",
        "abcdefghijk, 10, abcdefg...",
        "数据库数据库, 10, 数据库...",
        "数据库数据, 10, 数据库数据"
    })
    void text_is_cut_by_columns(String text, int columns, String expected) {
        assertThat(VisibleText.fit(text, columns)).isEqualTo(expected);
        assertThat(VisibleText.width(expected)).isLessThanOrEqualTo(columns);
    }

    @Test
    void a_cut_never_leaves_half_an_escape_unmarked() {
        for (int columns = 4; columns < 20; columns++) {
            String shown = VisibleText.fit("\u001b\u001b\ud83d\ude00\u202e".repeat(9), columns);
            assertThat(shown).endsWith("...");
            assertThat(VisibleText.width(shown)).isLessThanOrEqualTo(columns);
            assertThat(shown.codePoints().filter(VisibleText::isHidden)).isEmpty();
        }
    }

    @Test
    void findings_stay_apart_whatever_their_subjects_say() throws IOException {
        List<Finding> findings = SampleReports.hostile().windows().get(0).findings();
        String text = written(SampleReports.hostile(), ReportFormat.TEXT);
        assertThat(text.lines().filter(l -> l.startsWith("  - "))).hasSize(findings.size());
    }

    private static String written(AuditReport report, ReportFormat format) throws IOException {
        return new String(ReportGoldenTest.written(report, format), StandardCharsets.UTF_8);
    }
}

package protectv.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.export.ReportFormat;

class HtmlReportWriterTest {

    private static final Pattern TAG = Pattern.compile("<[a-zA-Z][^<>]*>");
    private static final Pattern HANDLER = Pattern.compile("\\s(on[a-z]+|style|src|srcset|action)\\s*=");

    @ParameterizedTest
    @ValueSource(
            strings = {"full", "plain", "stateless", "waived", "empty", "nothing-read", "hostile", "problems", "large"})
    void the_page_asks_nothing_of_the_network_and_runs_nothing_inline(String name) throws IOException {
        String html = html(ReportGoldenTest.sample(name));
        assertThat(html).doesNotContainIgnoringCase("http://").doesNotContainIgnoringCase("https://");
        Matcher tags = TAG.matcher(html);
        int count = 0;
        while (tags.find()) {
            count++;
            assertThat(HANDLER.matcher(tags.group()).find()).as(tags.group()).isFalse();
        }
        assertThat(count).isGreaterThan(50);
        Matcher links = Pattern.compile("href=\"([^\"]*)\"").matcher(html);
        while (links.find()) {
            assertThat(links.group(1)).startsWith("#");
        }
    }

    @Test
    void the_policy_names_the_digests_of_the_exact_style_and_script() throws Exception {
        String html = html(SampleReports.full());
        String policy = between(html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"")
                .replace("&#39;", "'");
        assertThat(policy)
                .isEqualTo("default-src 'none'; style-src '" + digest(between(html, "<style>", "</style>"))
                        + "'; script-src '" + digest(between(html, "<script>", "</script>"))
                        + "'; base-uri 'none'; form-action 'none'");
    }

    @Test
    void no_findings_say_what_was_looked_at() throws IOException {
        assertThat(html(SampleReports.empty()))
                .contains(
                        "<h1 id=\"verdict\">No findings</h1>",
                        "12,000 lines of 1 input read",
                        "42 rules",
                        "verdict is-clear");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing-read", "problems"})
    void a_report_on_little_or_nothing_never_looks_like_a_pass(String name) throws IOException {
        assertThat(html(ReportGoldenTest.sample(name)))
                .doesNotContain("<h1 id=\"verdict\">No findings</h1>", "The input is complete", "verdict is-clear")
                .contains("The input is not complete", "verdict is-doubtful");
    }

    @Test
    void a_month_of_hours_is_drawn_in_at_most_two_hundred_bars_with_its_gap() throws IOException {
        AuditReport report = SampleReports.large(2_000);
        Timeline timeline = Timeline.of(report, new Wording(report.period().zone()));
        assertThat(timeline.bars()).hasSizeBetween(150, 200);
        assertThat(timeline.heard()).hasSize(2);
        assertThat(timeline.heard().get(0).width()).isEqualTo("41.667%");
        assertThat(timeline.heard().get(1).x()).isEqualTo("48.333%");
        long drawn = timeline.bars().stream()
                .flatMap(b -> b.counts().stream())
                .mapToLong(Long::longValue)
                .sum();
        assertThat(drawn).isEqualTo(Verdict.findings(report));
        assertThat(timeline.ticks()).hasSizeBetween(3, 8);
    }

    @Test
    void thousands_of_findings_make_a_page_that_opens_and_says_what_it_leaves_out() throws IOException {
        AuditReport report = SampleReports.large(5_000);
        byte[] page = ReportGoldenTest.written(report, ReportFormat.HTML);
        // For a look at it with src/test/browser/check-report.mjs.
        Files.write(Path.of("target/large-report.html"), page);
        String html = new String(page, StandardCharsets.UTF_8);
        int rows = html.split("<th scope=\"row\" class=\"subject\">", -1).length - 1;
        assertThat(Verdict.findings(report)).isGreaterThan(4_000);
        assertThat(page.length).isLessThan(1_000_000);
        assertThat(rows).isBetween(200, 400);
        assertThat(html).contains("These are the 100 that happened most often, of ");
    }

    @Test
    void sixty_controls_of_ten_thousand_stretches_make_a_page_that_opens_and_says_what_it_leaves_out()
            throws IOException {
        AuditReport report = SampleVerdicts.large(SampleReports.large(900), 60, 10_000);
        byte[] page = ReportGoldenTest.written(report, ReportFormat.HTML);
        // For a look at it with src/test/browser/check-report.mjs.
        Files.write(Path.of("target/stretches-report.html"), page);
        String html = new String(page, StandardCharsets.UTF_8);
        assertThat(page.length).isLessThan(3_000_000);
        assertThat(html)
                .contains(
                        "These are the first 10 that did not pass, of 10,000 stretches",
                        "These are the first 100 of 10,000 findings",
                        "These are 100 of 10,000 sources",
                        "These are 100 of 10,000 waivers");
    }

    @Test
    void a_strip_loses_no_failure_however_short() {
        Instant from = Instant.parse("2017-01-01T00:00:00Z");
        Instant to = Instant.parse("2018-01-01T00:00:00Z");
        AuditReport.Period year = new AuditReport.Period(from, to, ZoneOffset.UTC, Duration.ofMinutes(15), 35_040);
        Instant at = Instant.parse("2017-07-02T12:00:00Z");
        Strip strip = Strip.of(
                year,
                List.of(
                        new ControlVerdict.Stretch(from, at, 17_520, Outcome.PASS, ""),
                        new ControlVerdict.Stretch(at, at.plusSeconds(900), 1, Outcome.FAIL, "found"),
                        new ControlVerdict.Stretch(at.plusSeconds(900), to, 17_519, Outcome.NOT_EVALUABLE, "silent")));
        assertThat(strip.pass()).isEqualTo("M0 8h100v4h-100z");
        assertThat(strip.fail()).isEqualTo("M100 0h1v12h-1z");
        assertThat(strip.notEvaluable()).isEqualTo("M101 4h99v8h-99z");
    }

    @Test
    void waived_findings_count_in_no_headline_and_no_bar() throws IOException {
        AuditReport report = SampleReports.waived();
        assertThat(html(report))
                .contains(
                        "<h1 id=\"verdict\">No findings that count; 9 are waived</h1>",
                        "All that was found is waived.",
                        "9 findings are accepted by their owners and count nowhere above.")
                .doesNotContain("class=\"group");
        assertThat(Timeline.of(report, new Wording(report.period().zone())).bars())
                .isEmpty();
    }

    @Test
    void a_control_that_could_not_be_evaluated_is_no_pass() throws IOException {
        AuditReport report = SampleVerdicts.withOneControlOpen(SampleReports.empty());
        assertThat(html(report))
                .contains("verdict is-doubtful", "1 of 1 control could not be evaluated.", "href=\"#controls\"")
                .doesNotContain("The input is not complete");
    }

    @Test
    void sections_that_have_nothing_to_say_are_left_out() throws IOException {
        assertThat(html(SampleReports.plain()))
                .doesNotContain(
                        "id=\"changes\"", "id=\"waivers\"", "id=\"controls\"", "id=\"sources\"", "id=\"not-run\"");
        assertThat(html(SampleReports.stateless())).doesNotContain("id=\"changes\"", "class=\"state ");
        assertThat(html(SampleReports.full()))
                .contains("Since 2017-10-16 to 2017-10-23", "class=\"state new\">new<", "never heard");
    }

    private static String html(AuditReport report) throws IOException {
        return new String(ReportGoldenTest.written(report, ReportFormat.HTML), StandardCharsets.UTF_8);
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String digest(String text) throws Exception {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}

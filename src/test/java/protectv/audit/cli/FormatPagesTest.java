package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import protectv.audit.export.ReportFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each format has its page, and the example on it is what a run writes; {@code -Dgolden.update=true} writes it anew. */
class FormatPagesTest {

    private static final Path PAGES = Path.of("src/site/markdown/formats");
    private static final JsonMapper JSON = new JsonMapper();

    private static final String LOG = """
            Oct 12 07:28:14 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit> status=<success> msg=<Client delete> subject=<Client> client-name=<web01>
            Oct 12 07:28:19 192.0.2.7 gordium 2017-10-12 07:28:19 category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>
            """;

    /** Named from the working folder, so that what is made of its name is the same everywhere. */
    private static final Path DIR = Path.of("target/format-pages");

    @BeforeAll
    static void run() throws IOException {
        Files.createDirectories(DIR);
        Path log = Files.writeString(DIR.resolve("manager.log"), LOG);
        String all =
                Arrays.stream(ReportFormat.values()).map(ReportFormat::label).collect(Collectors.joining(","));
        CommandRun run = CommandRun.of(
                "run",
                log.toString(),
                "--zone",
                "UTC",
                "--from",
                "2017-10-12T07:00",
                "--to",
                "2017-10-12T08:00",
                "--out",
                DIR.resolve("out").toString(),
                "--format",
                all);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
    }

    private static String written(ReportFormat format) throws IOException {
        return Files.readString(DIR.resolve("out").resolve(format.fileName())).replace(DIR + "/", "/var/log/protectv/");
    }

    private static String page(ReportFormat format) {
        return format.label().replaceFirst("-.*", "");
    }

    private static String example(ReportFormat format) throws IOException {
        String text = written(format);
        return switch (format) {
            case JSON -> pretty(JSON.readTree(text).at("/windows/0/findings/0"));
            case NDJSON ->
                pretty(JSON.readTree(text.lines()
                        .filter(line -> line.contains("\"type\":\"finding\""))
                        .findFirst()
                        .orElseThrow()));
            case OCSF, OCSF_2003, OCSF_2004, ECS ->
                pretty(JSON.readTree(text.lines().findFirst().orElseThrow()));
            case SARIF -> pretty(JSON.readTree(text).at("/runs/0/results/0"));
            case OSCAL ->
                pretty(JSON.readTree(text).at("/assessment-results/results/0/observations/0"))
                        + pretty(JSON.readTree(text).at("/assessment-results/results/0/findings/0"));
            case CSV -> block("text", text.lines().limit(2).collect(Collectors.joining("\n")));
            case JUNIT ->
                block(
                        "xml",
                        text.lines()
                                .dropWhile(line -> !line.contains("<failure"))
                                .takeWhile(line -> !line.contains("<testcase") || line.contains("<failure"))
                                .limit(5)
                                .map(String::strip)
                                .collect(Collectors.joining("\n")));
            case MARKDOWN -> block("markdown", text.lines().limit(30).collect(Collectors.joining("\n")));
            case TEXT -> block("text", text.lines().limit(40).collect(Collectors.joining("\n")));
            case HTML -> block("html", text.lines().limit(3).collect(Collectors.joining("\n")));
        };
    }

    private static String pretty(JsonNode node) {
        assertThat(node.isMissingNode()).isFalse();
        return block("json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
    }

    private static String block(String language, String text) {
        assertThat(text).isNotBlank();
        return "```" + language + "\n" + text + "\n```\n";
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OCSF_2003", "OCSF_2004"})
    void a_page_shows_what_a_run_writes(ReportFormat format) throws IOException {
        DocPart.assertSame(PAGES.resolve(page(format) + ".md"), "example", example(format));
    }

    @Test
    void the_index_names_every_format() throws IOException {
        String rows = Arrays.stream(ReportFormat.values())
                .map(format -> "| [%s](%s.md) | `%s` | %s |\n"
                        .formatted(format.label(), page(format), format.fileName(), format.readers()))
                .collect(Collectors.joining());
        DocPart.assertSame(PAGES.resolve("README.md"), "formats", "| format | file | for |\n|---|---|---|\n" + rows);
    }
}

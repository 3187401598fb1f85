package protectv.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import protectv.audit.Schemas;
import protectv.audit.control.Outcome;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportGoldenTest;
import protectv.audit.report.SampleReports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What other systems read of a report is what the schemas of their formats allow, whatever stands in the logs. */
class FormatSchemasTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path OCSF = Path.of("../shared/schemas");
    private static final Map<String, Schema> READ = new HashMap<>();

    private static AuditReport sample(String name) {
        return name.equals("ten thousand") ? SampleReports.large(10_000) : ReportGoldenTest.sample(name);
    }

    private static String written(AuditReport report, ReportFormat format) throws IOException {
        return new String(ReportGoldenTest.written(report, format), StandardCharsets.UTF_8);
    }

    private static List<Finding> findings(AuditReport report) {
        return report.windows().stream()
                .flatMap(window -> window.findings().stream())
                .toList();
    }

    private static int gone(AuditReport report) {
        Changes changes = report.changes();
        return changes == null ? 0 : changes.absent().size();
    }

    private static List<String> problems(String name, SpecificationVersion version, String text, String json) {
        Schema schema = READ.computeIfAbsent(
                name, n -> SchemaRegistry.withDefaultDialect(version).getSchema(text, InputFormat.JSON));
        return schema
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = FormatSchemasTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> sarif(String json) throws IOException {
        return problems("sarif", SpecificationVersion.DRAFT_7, resource("/schema/sarif-schema-2.1.0.json"), json);
    }

    /** Five of its definitions hold themselves in a {@code properties} of their own name, which no validator takes. */
    private static List<String> oscal(String json) throws IOException {
        JsonNode schema = JSON.readTree(resource("/schema/json/oscal-ar_schema.json"));
        unwrap(schema);
        return problems("oscal", SpecificationVersion.DRAFT_7, schema.toString(), json);
    }

    private static void unwrap(JsonNode node) {
        if (node.path("properties") instanceof ObjectNode properties) {
            for (String name : List.copyOf(properties.propertyNames())) {
                JsonNode inner = properties.path(name);
                if (inner.size() == 1 && inner.path(name).isObject()) {
                    properties.set(name, inner.path(name));
                }
            }
        }
        node.values().forEach(FormatSchemasTest::unwrap);
    }

    private static List<String> ocsf(String lines) throws IOException {
        assumeTrue(Files.isDirectory(OCSF), "no compiled schemas of OCSF at " + OCSF);
        List<String> problems = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String file = JSON.readTree(line).path("class_uid").asInt(0) == 2003
                    ? "ocsf-1.8.0-2003-compliance-finding.schema.json"
                    : "ocsf-1.8.0-2004-detection-finding.schema.json";
            problems.addAll(
                    problems(file, SpecificationVersion.DRAFT_2020_12, Files.readString(OCSF.resolve(file)), line));
        }
        return problems;
    }

    private static List<String> ecs(String lines) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            problems.addAll(
                    problems("ecs", SpecificationVersion.DRAFT_2020_12, resource("/ecs/ecs.schema.json"), line));
        }
        return problems;
    }

    private static List<String> ndjson(String lines) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            problems.addAll(problems(
                    "ndjson",
                    SpecificationVersion.DRAFT_2020_12,
                    resource("/protectv/audit/report/ndjson.schema.json"),
                    line));
        }
        return problems;
    }

    private static List<String> junit(String xml) throws IOException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        try {
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.newSchema(FormatSchemasTest.class.getResource("/junit/junit.xsd"))
                    .newValidator()
                    .validate(new StreamSource(new StringReader(xml)));
            return List.of();
        } catch (SAXException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> problems(ReportFormat format, String text) throws IOException {
        return switch (format) {
            case SARIF -> sarif(text);
            case OSCAL -> oscal(text);
            case OCSF, OCSF_2003, OCSF_2004 -> ocsf(text);
            case ECS -> ecs(text);
            case NDJSON -> ndjson(text);
            case JUNIT -> junit(text);
            default -> throw new IllegalArgumentException(format + " has no schema here");
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full",
                "plain",
                "stateless",
                "waived",
                "empty",
                "nothing-read",
                "hostile",
                "problems",
                "large",
                "ten thousand"
            })
    void every_format_obeys_its_schema(String name) throws IOException {
        AuditReport report = sample(name);
        for (ReportFormat format : List.of(
                ReportFormat.SARIF, ReportFormat.OSCAL, ReportFormat.ECS, ReportFormat.NDJSON, ReportFormat.JUNIT)) {
            assertThat(problems(format, written(report, format)))
                    .as(format.label())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full",
                "plain",
                "stateless",
                "waived",
                "empty",
                "nothing-read",
                "hostile",
                "problems",
                "large",
                "ten thousand"
            })
    void ocsf_obeys_the_schema_of_its_classes(String name) throws IOException {
        AuditReport report = sample(name);
        for (ReportFormat format : List.of(ReportFormat.OCSF, ReportFormat.OCSF_2003, ReportFormat.OCSF_2004)) {
            assertThat(ocsf(written(report, format))).as(format.label()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "SARIF ~ \"level\": \"error\" ~ \"level\": \"fatal\"",
                "SARIF ~ \"version\": \"2.1.0\" ~ \"version\": \"2.0.0\"",
                "SARIF ~ \"startLine\": 100 ~ \"startLine\": 0",
                "SARIF ~ \"baselineState\": \"new\" ~ \"baselineState\": \"reopened\"",
                "OCSF ~ \"class_uid\":2004 ~ \"class_uid\":2005",
                "OCSF ~ \"severity_id\":5 ~ \"severity_id\":\"five\"",
                "OCSF ~ \"finding_info\":{\"uid\" ~ \"finding_info\":{\"id\"",
                "OCSF ~ \"message\": ~ \"sentence\":",
                "OSCAL ~ \"oscal-version\": ~ \"version-of-oscal\":",
                "OSCAL ~ \"state\": \"satisfied\" ~ \"state\": \"perhaps\"",
                "OSCAL ~ \"methods\": ~ \"ways\":",
                "OSCAL ~ \"collected\": \"2017 ~ \"collected\": \"in 2017",
                "ECS ~ \"@timestamp\": ~ \"timestamp\":",
                "ECS ~ \"kind\":\"alert\" ~ \"kind\":\"alarm\"",
                "ECS ~ \"severity\":99 ~ \"severity\":\"critical\"",
                "ECS ~ \"fingerprint\": ~ \"fingerprint.of.it\":",
                "NDJSON ~ \"type\":\"run\" ~ \"type\":\"night\"",
                "NDJSON ~ \"windowStart\": ~ \"start\":",
                "NDJSON ~ \"severity\":\"high\" ~ \"severity\":\"severe\"",
                "JUNIT ~ failures=\"1\" ~ failures=\"one\"",
                "JUNIT ~ <failure message ~ <defect message",
                "JUNIT ~ classname= ~ class="
            })
    void a_broken_report_does_not(ReportFormat format, String from, String to) throws IOException {
        String whole = written(SampleReports.full(), format);
        assertThat(whole).contains(from);
        assertThat(problems(format, whole.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full", "hostile", "waived", "empty", "ten thousand"})
    void no_format_loses_a_finding_or_a_verdict(String name) throws IOException {
        AuditReport report = sample(name);
        int found = findings(report).size();
        int gone = gone(report);
        int controls = report.controls().size();
        assertThat(JSON.readTree(written(report, ReportFormat.SARIF)).at("/runs/0/results"))
                .hasSize(found + gone);
        assertThat(written(report, ReportFormat.OCSF).lines()).hasSize(found + gone + controls);
        assertThat(written(report, ReportFormat.OCSF_2003).lines()).hasSize(found + gone + controls);
        assertThat(written(report, ReportFormat.OCSF_2004).lines()).hasSize(found + gone);
        assertThat(written(report, ReportFormat.ECS).lines()).hasSize(found + gone + controls);
        JsonNode oscal = JSON.readTree(written(report, ReportFormat.OSCAL)).at("/assessment-results/results/0");
        assertThat(oscal.path("observations")).hasSize(found);
        assertThat(oscal.path("findings")).hasSize(controls);
        assertThat(written(report, ReportFormat.NDJSON)
                        .lines()
                        .filter(line -> line.startsWith("{\"type\":\"finding\"")))
                .hasSize(found);
        assertThat(records(report)).hasSize(found + controls);
    }

    private static List<NamedCsvRecord> records(AuditReport report) throws IOException {
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().fieldSeparator(';').ofNamedCsvRecord(written(report, ReportFormat.CSV))) {
            return csv.stream().toList();
        }
    }

    @Test
    void a_cell_of_csv_is_never_a_formula() throws IOException {
        for (NamedCsvRecord row : records(SampleReports.hostile())) {
            assertThat(row.getFields()).noneMatch(cell -> !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0);
        }
        assertThat(records(SampleReports.hostile()))
                .extracting(row -> row.getField("RESOURCE_NAME"))
                .contains("'=cmd|' /C calc'!A0");
    }

    @Test
    void a_control_that_could_not_be_judged_is_a_pass_nowhere() throws IOException {
        AuditReport report = SampleReports.full();
        String id = report.controls().stream()
                .filter(control -> control.outcome() == Outcome.NOT_EVALUABLE)
                .findFirst()
                .orElseThrow()
                .control()
                .toString();
        assertThat(records(report))
                .filteredOn(row -> row.getField("CHECK_ID").equals(id))
                .extracting(row -> row.getField("STATUS"))
                .containsExactly("MANUAL");
        assertThat(written(report, ReportFormat.OCSF).lines().filter(line -> line.contains("\"uid\":\"" + id + "\"")))
                .hasSize(1)
                .allMatch(line -> line.contains("\"status_id\":99"));
        assertThat(written(report, ReportFormat.ECS).lines().filter(line -> line.contains("\"code\":\"" + id + "\"")))
                .hasSize(1)
                .allMatch(line -> line.contains("\"outcome\":\"unknown\""));
        assertThat(written(report, ReportFormat.OSCAL)).contains("\"reason\": \"other\"");
    }

    @Test
    void junit_passes_no_rule_that_did_not_run() throws IOException {
        String xml = written(SampleReports.full(), ReportFormat.JUNIT);
        assertThat(xml).contains("<error message=").contains("PV-KEY-099 was stopped");
        assertThat(written(SampleReports.empty(), ReportFormat.JUNIT))
                .contains("errors=\"0\"")
                .doesNotContain("<failure", "<error");
    }

    @Test
    void a_waived_finding_is_suppressed_and_does_not_alarm() throws IOException {
        AuditReport report = SampleReports.waived();
        assertThat(JSON.readTree(written(report, ReportFormat.SARIF))
                        .at("/runs/0/results")
                        .values())
                .allMatch(result ->
                        result.at("/suppressions/0/status").asString("").equals("accepted"));
        assertThat(written(report, ReportFormat.OCSF_2004).lines())
                .allMatch(line -> line.contains("\"is_alert\":false") && line.contains("\"status_id\":3"));
        assertThat(written(report, ReportFormat.ECS)).doesNotContain("\"kind\":\"alert\"");
        assertThat(written(report, ReportFormat.JUNIT)).doesNotContain("<failure");
    }

    @Test
    void what_a_line_of_ndjson_may_say_follows_from_the_schema_of_the_report() throws IOException {
        ObjectNode schema =
                NdjsonSchema.of((ObjectNode) JSON.readTree(resource("/protectv/audit/report/report.schema.json")));
        Path file = Path.of("src/main/resources/protectv/audit/report/ndjson.schema.json");
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).isEqualTo(text);
        assertThat(Schemas.problems(SpecificationVersion.DRAFT_2020_12, text, "{}"))
                .isNotEmpty();
    }
}

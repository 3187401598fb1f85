package protectv.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import protectv.audit.export.ReportFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonSchemaTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource({"full", "plain", "stateless", "waived", "empty", "nothing-read", "hostile", "problems", "large"})
    void what_is_written_obeys_the_schema(String name) throws IOException {
        assertThat(errors(json(ReportGoldenTest.sample(name)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\"outcome\": \"not-evaluable\" ~ \"outcome\": \"not evaluable\"",
                "\"state\": \"new\" ~ \"state\": \"absent\"",
                "\"expires\": \"2017-12-31\" ~ \"expires\": \"31 December\"",
                "\"role\": \"client\" ~ \"role\": \"host\"",
                "\"unused\" ~ \"useless\"",
                "\"longestGap\": \"PT3H30M12S\" ~ \"longestGap\": 12612",
                "\"since\": ~ \"before\":",
                "\"waivedFindings\": 2 ~ \"waivedFindings\": null",
                "\"schemaVersion\": \"1.4\" ~ \"schemaVersion\": \"2.0\"",
                "\"severity\": \"high\" ~ \"severity\": \"severe\"",
                "\"malformed\": 0 ~ \"malformed\": -1",
                "\"from\": \"2017-10-22T22:00:00Z\" ~ \"from\": \"2017-10-22T22:00:00\"",
                "\"from\": \"2017-10-22T22:00:00Z\" ~ \"from\": \"2017-13-22T22:00:00Z\"",
                "\"informational\": 1 ~ \"info\": 1",
                "\"remedy\": ~ \"fix\":",
                "\"nist-800-53:AC-2\" ~ \"AC-2\"",
                "\"notes\": ~ \"remarks\":",
                "\"options\": ~ \"switches\":",
                "\"asks\": ~ \"wants\":"
            })
    void a_broken_report_does_not(String from, String to) throws IOException {
        String whole = json(SampleReports.full());
        assertThat(whole).contains(from);
        assertThat(errors(whole.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))))
                .isNotEmpty();
    }

    @Test
    void every_member_is_described() throws IOException {
        assertThat(undescribed(JSON.readTree(schemaText()), "$")).isEmpty();
    }

    private static List<String> undescribed(JsonNode node, String path) {
        List<String> missing = new ArrayList<>();
        JsonNode properties = node.path("properties");
        for (String name : properties.propertyNames()) {
            if (properties.path(name).path("description").asString("").isBlank()) {
                missing.add(path + "." + name);
            }
            missing.addAll(undescribed(properties.path(name), path + "." + name));
        }
        JsonNode definitions = node.path("$defs");
        for (String name : definitions.propertyNames()) {
            missing.addAll(undescribed(definitions.path(name), path + "#" + name));
        }
        return missing;
    }

    private static String json(AuditReport report) throws IOException {
        return new String(ReportGoldenTest.written(report, ReportFormat.JSON), StandardCharsets.UTF_8);
    }

    private static List<com.networknt.schema.Error> errors(String json) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaText(), InputFormat.JSON);
        return schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String schemaText() throws IOException {
        try (InputStream in = JsonReportWriter.class.getResourceAsStream("report.schema.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

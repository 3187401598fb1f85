package protectv.audit.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;
import protectv.audit.Schemas;
import protectv.audit.rule.LintCategory;
import protectv.audit.rule.RuleProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs read of lint is what the schemas of its formats allow, whatever stands in the rules. */
class LintFormatsTest {

    private static final RuleProblem MISTAKE = new RuleProblem(
            "ssh/a.drl", 3, 7, "= compares nothing; write ==", "  event = \"x\"", LintCategory.CONDITION, null);

    /** What breaks out of a text, or a reader's terminal, in one format or another. */
    private static final List<String> HOSTILE = List.of(
            "\"quotes\" 'and' \\ backslashes",
            "</failure></testcase>]]><!-- & &lt; %41 #x ?y",
            "\u001b[31mred\u0000\u0007\u009b31m\u007f",
            "\u202eturned\u2066 around\u200b\ufeff",
            "half \ud800 pairs \udc00, whole \ud83d\ude00, \ufffe\uffff",
            "lines\r\n\tand\u2028more\u0085",
            "x".repeat(100_000));

    /** Problems, by what is special about them. */
    static Map<String, List<RuleProblem>> samples() {
        Map<String, List<RuleProblem>> samples = new LinkedHashMap<>();
        samples.put("no problem", List.of());
        samples.put("one", List.of(MISTAKE));
        samples.put(
                "of a whole file",
                List.of(new RuleProblem(".", 0, 0, "no rules", "", LintCategory.FILE, null), MISTAKE));
        samples.put("without a column", List.of(new RuleProblem("b.drl", 9, 0, "x", "", LintCategory.SHAPE, null)));
        samples.put(
                "that can be mended",
                List.of(new RuleProblem(
                        "b.drl", 1, 1, "x", "y", LintCategory.METADATA, new RuleProblem.Fix(4, 2, "@remedy"))));
        samples.put(
                "of each category",
                Arrays.stream(LintCategory.values())
                        .map(category -> new RuleProblem("c.drl", 1, 1, "x", "", category, null))
                        .toList());
        List<RuleProblem> hostile = new ArrayList<>();
        for (String text : HOSTILE) {
            for (LintCategory category : List.of(LintCategory.SYNTAX, LintCategory.COST)) {
                hostile.add(
                        new RuleProblem(text + ".drl", 1, 2, text, text, category, new RuleProblem.Fix(0, 1, text)));
            }
        }
        samples.put("hostile", hostile);
        List<LintCategory> categories = List.of(LintCategory.values());
        List<RuleProblem> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            LintCategory category = categories.get(i % categories.size());
            many.add(new RuleProblem("f" + i % 70 + ".drl", i, i % 5, "problem " + i, "line " + i, category, null));
        }
        samples.put("many", many);
        return samples;
    }

    static List<String> names() {
        return List.copyOf(samples().keySet());
    }

    private static List<RuleProblem> sample(String name) {
        return Objects.requireNonNull(samples().get(name));
    }

    private static List<String> sarifProblems(String sarif) throws IOException {
        try (InputStream in = LintFormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            String schema = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Schemas.problems(SpecificationVersion.DRAFT_7, schema, sarif);
        }
    }

    private static void checkJunit(String xml) throws SAXException, IOException {
        SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.newSchema(LintFormatsTest.class.getResource("/junit/junit.xsd"))
                .newValidator()
                .validate(new StreamSource(new StringReader(xml)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void sarif_obeys_the_schema_of_sarif(String name) throws IOException {
        String sarif = LintFormat.SARIF.write(sample(name));
        assertThat(sarifProblems(sarif)).isEmpty();
        JsonNode results = JsonMapper.shared().readTree(sarif).at("/runs/0/results");
        assertThat(results.values())
                .extracting(result -> result.at("/message/text").asString())
                .isEqualTo(sample(name).stream().map(RuleProblem::message).toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void json_obeys_its_own_schema(String name) throws IOException {
        String json = LintFormat.JSON.write(sample(name));
        assertThat(Schemas.problems(SpecificationVersion.DRAFT_2020_12, Schemas.text("lint"), json))
                .isEmpty();
        JsonNode problems = JsonMapper.shared().readTree(json).path("problems");
        assertThat(problems.values())
                .extracting(problem -> problem.path("sourceLine").asString())
                .isEqualTo(sample(name).stream().map(RuleProblem::sourceLine).toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void junit_xml_obeys_the_schema_of_junit_xml(String name) throws Exception {
        String xml = LintFormat.JUNIT.write(sample(name));
        checkJunit(xml);
        assertThat(xml.split("<testcase ", -1)).hasSize(Math.max(1, sample(name).size()) + 1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void no_format_holds_what_a_terminal_obeys(String name) {
        for (LintFormat format : LintFormat.values()) {
            assertThat(format.write(sample(name)).codePoints())
                    .as(format.name())
                    .noneMatch(LintFormatsTest::isObeyed);
        }
    }

    private static boolean isObeyed(int c) {
        boolean control = c < ' ' && c != '\n';
        boolean control1 = c >= 0x7f && c < 0xa0;
        boolean half = c >= 0xd800 && c < 0xe000;
        return control
                || control1
                || half
                || List.of(0x202e, 0x2066, 0x2028, 0xfeff).contains(c);
    }

    @Test
    void the_schema_of_sarif_refuses_what_is_broken() throws IOException {
        String sarif = LintFormat.SARIF.write(List.of(MISTAKE));
        assertThat(sarifProblems(sarif)).isEmpty();
        assertThat(sarifProblems(broken(sarif, "\"startLine\": 3", "\"startLine\": 0")))
                .anyMatch(problem -> problem.contains("startLine"));
        assertThat(sarifProblems(broken(sarif, "\"version\": \"2.1.0\"", "\"version\": \"2.2\"")))
                .anyMatch(problem -> problem.contains("version"));
        assertThat(sarifProblems(broken(sarif, "\"level\": \"error\"", "\"level\": \"bad\"")))
                .anyMatch(problem -> problem.contains("level"));
        assertThat(sarifProblems(broken(sarif, "\"name\"", "\"nmae\""))).anyMatch(problem -> problem.contains("name"));
        assertThat(sarifProblems(broken(sarif, "ssh/a.drl", "a b.drl"))).anyMatch(problem -> problem.contains("uri"));
    }

    @Test
    void the_schema_of_json_refuses_what_is_broken() throws IOException {
        String json = LintFormat.JSON.write(List.of(MISTAKE));
        for (String[] edit : List.of(
                new String[] {"\"line\": 3", "\"line\": -1"},
                new String[] {"\"line\": 3", "\"line\": \"3\""},
                new String[] {"\"level\": \"error\"", "\"level\": \"fatal\""},
                new String[] {"\"category\": \"condition\"", "\"category\": \"other\""},
                new String[] {"\"file\"", "\"flie\""})) {
            assertThat(Schemas.problems(
                            SpecificationVersion.DRAFT_2020_12, Schemas.text("lint"), broken(json, edit[0], edit[1])))
                    .as(edit[1])
                    .isNotEmpty();
        }
        assertThat(Schemas.json("lint")
                        .at("/$defs/problem/properties/category/enum")
                        .values())
                .extracting(JsonNode::asString)
                .containsExactlyElementsOf(Arrays.stream(LintCategory.values())
                        .map(LintCategory::label)
                        .toList());
        assertThat(Schemas.properties(Schemas.json("lint").at("/$defs/problem")))
                .noneMatch(property -> property.contains("no description"));
    }

    @Test
    void the_schema_of_junit_xml_refuses_what_is_broken() throws Exception {
        String xml = LintFormat.JUNIT.write(List.of(MISTAKE));
        checkJunit(xml);
        for (String[] edit : List.of(
                new String[] {"tests=\"1\"", "tests=\"one\""},
                new String[] {" failures=\"1\"", ""},
                new String[] {" type=\"condition\"", ""},
                new String[] {"<testsuites ", "<testsuites skipped=\"0\" "},
                new String[] {"failure", "fialure"},
                new String[] {"</failure>", "</failure><skipped message=\"x\"/>"})) {
            assertThatThrownBy(() -> checkJunit(broken(xml, edit[0], edit[1])))
                    .as(edit[1])
                    .isInstanceOf(SAXException.class);
        }
    }

    private static String broken(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }
}

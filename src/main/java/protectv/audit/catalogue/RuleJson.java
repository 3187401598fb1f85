package protectv.audit.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Span;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rules for programs: an array of objects in the order of the ids. What a rule does not say is left out. */
public final class RuleJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private RuleJson() {}

    /** In short: what a list of rules is searched for. */
    public static String list(List<Rule> rules) {
        return JSON.writeValueAsString(rules.stream().map(RuleJson::brief).toList());
    }

    /** All that is known of some rules. */
    public static String sheets(List<RuleSheet> sheets) {
        return JSON.writeValueAsString(sheets.stream().map(RuleJson::full).toList());
    }

    private static Map<String, Object> brief(Rule rule) {
        RuleMetadata metadata = rule.metadata();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", rule.id().value());
        fields.put("title", metadata.title());
        fields.put("severity", metadata.severity().label());
        fields.put("status", metadata.status().label());
        fields.put("since", metadata.since().toString());
        fields.put("source", RuleFilter.source(rule));
        fields.put("file", rule.file());
        fields.put(
                "controls",
                metadata.controls().stream().map(ControlRef::toString).toList());
        return fields;
    }

    private static Map<String, Object> full(RuleSheet sheet) {
        Rule rule = sheet.rule();
        RuleMetadata metadata = rule.metadata();
        Map<String, Object> fields = brief(rule);
        fields.put("controls", sheet.controls().stream().map(RuleJson::control).toList());
        fields.put("cause", metadata.cause());
        fields.put("remedy", metadata.remedy());
        fields.put("subject", metadata.subject());
        put(fields, "message", metadata.message());
        put(fields, "falsepositives", metadata.falsePositives());
        put(fields, "guide", metadata.source());
        put(fields, "span", metadata.span().isZero() ? null : Span.print(metadata.span()));
        put(fields, "grace", metadata.grace().isZero() ? null : Span.print(metadata.grace()));
        put(fields, "anchor", metadata.anchor());
        fields.put("timing", sheet.timing());
        fields.put("facts", new TreeSet<>(rule.facts()));
        fields.put("lists", new TreeSet<>(rule.lists()));
        fields.put(
                "remembers",
                sheet.remembers().stream().map(RuleJson::remembered).toList());
        fields.put("condition", rule.shownCondition());
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("file", sheet.test().file());
        put(
                test,
                "problem",
                sheet.test().problem().isEmpty() ? null : sheet.test().problem());
        test.put("cases", sheet.test().cases().stream().map(RuleJson::testCase).toList());
        fields.put("test", test);
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Map<String, String> control(RuleSheet.Control control) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("control", control.ref().toString());
        fields.put("title", control.title());
        return fields;
    }

    private static Map<String, Object> remembered(RuleSheet.Remembered remembered) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("fact", remembered.fact());
        fields.put("events", remembered.events().isEmpty() ? "all" : remembered.events());
        fields.put("lookBack", Span.print(remembered.lookBack()));
        return fields;
    }

    private static Map<String, Object> testCase(TestCases.Case each) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", each.name());
        fields.put("findings", each.findings());
        return fields;
    }
}

package protectv.audit.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.explain.FactFields;
import protectv.audit.explain.RuleExplanation;
import protectv.audit.explain.RuleExplanation.Leaf;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What {@code explain --format json} writes: one object for the lines, or one for each explanation of a rule. */
final class ExplainJson {

    /** Everything beyond ASCII is escaped: a terminal that shows the output does what we say, not what a log says. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ExplainJson() {}

    static String write(Map<String, ?> object) {
        return JSON.writeValueAsString(object);
    }

    /** @param text knows where the zone came from */
    static Map<String, @Nullable Object> line(LineStory story, ExplainText text) {
        ExplainedInput.Line line = story.line();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("line", line.number());
        object.put("text", line.text());
        object.put("fate", ExplainText.fate(line.fate()));
        object.put("yearFrom", line.year());
        object.put("zoneFrom", line.year() == null ? null : text.zoneOf(line.anatomy()));
        object.put("readAs", line.anatomy().parser());
        object.put(
                "parts",
                ExplainText.parts(story).stream()
                        .map(part -> Map.of(
                                "name", part.name(),
                                "from", part.from() + 1,
                                "to", part.to(),
                                "text", line.text().substring(part.from(), part.to())))
                        .toList());
        Event event = story.event();
        if (event != null) {
            object.put("fact", event.getClass().getSimpleName());
            object.put("fields", FactFields.of(event));
            object.put(
                    "rules",
                    story.found().stream()
                            .map(finding -> Map.of("rule", finding.rule().id().value(), "subject", finding.subject()))
                            .toList());
            object.put(
                    "nearly",
                    story.near().stream()
                            .map(near -> Map.of("rule", near.rule().id().value(), "why", near.why()))
                            .toList());
        }
        return object;
    }

    static Map<String, @Nullable Object> rule(RuleExplanation explanation) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("rule", explanation.rule().id().value());
        object.put("matches", explanation.verdict().label());
        object.put("reason", explanation.reason());
        object.put(
                "found",
                explanation.found().stream()
                        .map(found -> Map.of("subject", found.subject(), "lines", found.lines()))
                        .toList());
        object.put("condition", leaves(explanation.tree()));
        object.put("limits", explanation.limits());
        return object;
    }

    private static List<Map<String, Object>> leaves(List<Leaf> leaves) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Leaf leaf : leaves) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("holds", leaf.truth().label());
            object.put("text", leaf.text());
            object.put("why", leaf.why());
            if (!leaf.parts().isEmpty()) {
                object.put("parts", leaves(leaf.parts()));
            }
            list.add(object);
        }
        return list;
    }
}

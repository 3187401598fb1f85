package protectv.audit.export;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Derives the schema of a line from that of the report: the same members, and the type before them. */
final class NdjsonSchema {

    private static final Map<String, String> OF_TYPE = Map.of(
            "input", "input",
            "source", "source",
            "finding", "finding",
            "gone", "pastFinding",
            "control", "control",
            "waiver", "waiver");

    private static final List<String> ORDER = List.of("run", "input", "source", "finding", "gone", "control", "waiver");

    private NdjsonSchema() {}

    static ObjectNode of(ObjectNode report) {
        ObjectNode definitions = (ObjectNode) report.path("$defs");
        ObjectNode run = report.objectNode();
        run.put("description", "The run itself; always the first line.");
        run.put("type", "object");
        ObjectNode members = run.putObject("properties");
        ArrayNode required = run.putArray("required");
        for (String name : List.of("schemaVersion", "period", "rules", "program", "summary", "notes")) {
            members.set(name, report.path("properties").path(name));
            required.add(name);
        }
        run.put("additionalProperties", false);
        definitions.set("run", run);
        ObjectNode line = report.objectNode();
        line.set("$schema", report.path("$schema"));
        line.put("$id", report.path("$id").asString().replace(":report:", ":ndjson:"));
        line.put("title", "A line of report.ndjson");
        line.put("description", "The members are those of report.json, with the type of the line before them.");
        ArrayNode choice = line.putArray("oneOf");
        for (String type : ORDER) {
            ObjectNode of = (ObjectNode) definitions.path(OF_TYPE.getOrDefault(type, type));
            typed(of, type);
            choice.addObject().put("$ref", "#/$defs/" + OF_TYPE.getOrDefault(type, type));
        }
        ObjectNode finding = (ObjectNode) definitions.path("finding");
        for (String edge : List.of("windowStart", "windowEnd")) {
            ObjectNode time = ((ObjectNode) finding.path("properties")).putObject(edge);
            time.put(
                    "description",
                    edge.equals("windowStart") ? "Start of its window." : "End of its window, exclusive.");
            time.put("$ref", "#/$defs/time");
            ((ArrayNode) finding.path("required")).add(edge);
        }
        definitions.remove("window");
        definitions.remove("changes");
        line.set("$defs", definitions);
        return line;
    }

    private static void typed(ObjectNode definition, String type) {
        ObjectNode properties = definition.objectNode();
        properties.putObject("type").put("description", "What the line is.").put("const", type);
        JsonNode old = definition.path("properties");
        for (String name : old.propertyNames()) {
            properties.set(name, old.path(name));
        }
        definition.set("properties", properties);
        ((ArrayNode) definition.path("required")).insert(0, "type");
    }
}

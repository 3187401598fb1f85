package protectv.audit.compare;

import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RunFacts.Input;
import protectv.audit.compare.RunFacts.Line;
import protectv.audit.compare.RunFacts.Told;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Goes through a report once; of its windows it holds one finding at a time. The file may come from anybody. */
final class ReportReader {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String name;
    private final Map<String, JsonNode> members = new TreeMap<>();
    private final SortedMap<String, Told> findings = new TreeMap<>();

    ReportReader(String name) {
        this.name = name;
    }

    RunFacts read(InputStream in) throws ComparisonException {
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw noReport("it is not one JSON object");
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String member = json.currentName();
                json.nextToken();
                switch (member) {
                    case "schemaVersion", "period", "rules", "program", "inputs" ->
                        members.put(member, json.readValueAsTree());
                    case "windows" -> windows(json);
                    default -> json.skipChildren();
                }
            }
        }
        JsonNode rules = member("rules");
        JsonNode period = member("period");
        JsonNode program = member("program");
        return new RunFacts(
                name,
                "a report of schema version " + member("schemaVersion").asString("?") + " does not say",
                time(period.path("from")),
                time(period.path("to")),
                period.path("zone").asString("?"),
                period.path("window").asString("?"),
                rules.path("digest").asString("?"),
                rules.path("besideDigest").asString("?"),
                texts(rules.path("notRun"), node -> node.asString("")),
                known(rules.path("digests"), node -> node.asString("")),
                null,
                known(rules.path("beside"), node -> node.asString("")),
                known(
                        rules.path("asks"),
                        node -> node.values().stream().map(n -> n.asString("")).toList()),
                program.path("version").isString() ? program.path("version").asString() : null,
                known(program.path("options"), node -> node.asString("")),
                inputs(),
                findings);
    }

    private JsonNode member(String member) {
        JsonNode node = members.get(member);
        return node == null ? JSON.createObjectNode() : node;
    }

    private ComparisonException noReport(String why) {
        return new ComparisonException(name + ": this is no report: " + why + "; name the report.json of a run");
    }

    private List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (JsonNode node : member("inputs").values()) {
            inputs.add(new Input(
                    node.path("path").asString("?"),
                    node.path("sha256").asString("?"),
                    node.path("first").asString(""),
                    node.path("last").asString(""),
                    node.path("problem").asString("")));
        }
        return inputs;
    }

    private void windows(JsonParser json) throws ComparisonException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw noReport("\"windows\" is no list");
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean ofFindings = json.currentName().equals("findings");
                json.nextToken();
                if (ofFindings && json.currentToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        Told told = told(json.readValueAsTree());
                        findings.merge(told.fingerprint(), told, Told::and);
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private Told told(JsonNode node) throws ComparisonException {
        Instant first = time(node.path("firstSeen"));
        Instant last = time(node.path("lastSeen"));
        String fingerprint = node.path("fingerprint").asString("");
        if (first == null || last == null || fingerprint.isEmpty()) {
            throw noReport("a finding has no times or no fingerprint");
        }
        TreeSet<Line> lines = new TreeSet<>();
        for (JsonNode line : node.path("evidence").values()) {
            lines.add(new Line(
                    line.path("file").asString("?"),
                    line.path("line").asLong(0),
                    line.path("text").asString("")));
        }
        return new Told(
                fingerprint,
                node.path("rule").asString("?"),
                node.path("title").asString(""),
                node.path("severity").asString("?"),
                node.path("subject").asString("?"),
                node.path("message").asString(""),
                node.path("count").asLong(0),
                first,
                last,
                lines,
                node.path("waived").isObject() ? 1L : 0L,
                1);
    }

    private static @Nullable Instant time(JsonNode node) {
        try {
            return node.isString() ? Instant.parse(node.asString()) : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static <T> @Nullable Map<String, T> known(JsonNode node, Function<JsonNode, T> value) {
        return node.isObject() ? texts(node, value) : null;
    }

    private static <T> Map<String, T> texts(JsonNode node, Function<JsonNode, T> value) {
        Map<String, T> map = new TreeMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
        return map;
    }
}

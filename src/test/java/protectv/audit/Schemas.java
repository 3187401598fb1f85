package protectv.audit;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The JSON Schemas of the files that staff write. */
public final class Schemas {

    private static final YAMLMapper YAML = new YAMLMapper();

    private Schemas() {}

    public static String text(String name) throws IOException {
        try (InputStream in = Schemas.class.getResourceAsStream("schema/" + name + ".schema.json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    public static JsonNode json(String name) throws IOException {
        return new JsonMapper().readTree(text(name));
    }

    /** What is wrong with a YAML text by a schema. */
    public static List<String> problems(String name, String yaml) throws IOException {
        JsonNode content = YAML.readTree(yaml);
        String json = content.isMissingNode() ? "null" : content.toString();
        return problems(SpecificationVersion.DRAFT_2020_12, text(name), json);
    }

    /** What is wrong with a JSON text by the text of a schema. */
    public static List<String> problems(SpecificationVersion version, String schema, String json) {
        Schema read = SchemaRegistry.withDefaultDialect(version).getSchema(schema, InputFormat.JSON);
        return read
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(String::valueOf)
                .toList();
    }

    /** The names that an object of a schema may have, and whether each says what it means. */
    public static Set<String> properties(JsonNode object) {
        Set<String> names = new TreeSet<>();
        for (String name : object.path("properties").propertyNames()) {
            String description =
                    object.path("properties").path(name).path("description").asString("");
            names.add(description.isBlank() ? name + " has no description" : name);
        }
        return names;
    }

    public static Set<String> required(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.path("required").forEach(name -> names.add(name.asString()));
        return names;
    }
}

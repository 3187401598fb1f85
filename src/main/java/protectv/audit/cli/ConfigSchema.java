package protectv.audit.cli;

import java.util.List;
import protectv.audit.settings.SettingKey;
import tools.jackson.core.JsonGenerator;

/** The JSON Schema of a configuration file, made of the options themselves so that the two cannot differ. */
final class ConfigSchema {

    private ConfigSchema() {}

    static void write(JsonGenerator json, List<SettingKey> keys) {
        json.writeStartObject();
        json.writeStringProperty("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.writeStringProperty("title", "Configuration of protectv-audit");
        json.writeStringProperty("description", "Options of run that are not on its command line.");
        json.writeArrayPropertyStart("type");
        json.writeString("object");
        // A file of comments alone sets nothing.
        json.writeString("null");
        json.writeEndArray();
        json.writeObjectPropertyStart("properties");
        for (SettingKey key : keys) {
            json.writeObjectPropertyStart(key.name());
            json.writeStringProperty("description", key.description());
            switch (key.shape()) {
                case SWITCH -> json.writeStringProperty("type", "boolean");
                case TEXT -> value(json);
                case LIST -> list(json);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeBooleanProperty("additionalProperties", false);
        json.writeEndObject();
    }

    private static void value(JsonGenerator json) {
        json.writeArrayPropertyStart("type");
        json.writeString("string");
        json.writeString("number");
        json.writeEndArray();
    }

    private static void list(JsonGenerator json) {
        json.writeArrayPropertyStart("anyOf");
        json.writeStartObject();
        value(json);
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringProperty("type", "array");
        json.writeObjectPropertyStart("items");
        value(json);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
    }
}

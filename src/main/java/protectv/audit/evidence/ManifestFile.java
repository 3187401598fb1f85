package protectv.audit.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import protectv.audit.escape.SafeJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A manifest as a file: JSON, and behind it a line with the digest of all before, so that a change of any byte shows. That is
 * no protection from somebody who changes both; the chain of nights and a signature are.
 */
final class ManifestFile {

    private static final String VERSION = "1.0";
    private static final String SEAL = "sha256 of all above: ";
    private static final JsonMapper JSON = new JsonMapper();

    private ManifestFile() {}

    static String text(NightManifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafeJson.document(out, json -> write(json, manifest));
        return out.toString(StandardCharsets.UTF_8) + SEAL + FileDigest.of(out.toByteArray()) + "\n";
    }

    private static void write(JsonGenerator json, NightManifest manifest) {
        json.writeStartObject();
        json.writeStringProperty("manifestVersion", VERSION);
        json.writeNumberProperty("sequence", manifest.sequence());
        if (manifest.previous() != null) {
            json.writeName("previous");
            named(json, manifest.previous());
        }
        json.writeStringProperty("version", manifest.version());
        json.writeStringProperty("workingFolder", manifest.workingFolder());
        json.writeArrayPropertyStart("arguments");
        manifest.arguments().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("files");
        manifest.files().forEach(file -> named(json, file));
        json.writeEndArray();
        json.writeArrayPropertyStart("inputs");
        for (NightManifest.Input input : manifest.inputs()) {
            json.writeStartObject();
            json.writeStringProperty("path", input.path());
            json.writeNumberProperty("bytes", input.bytes());
            json.writeStringProperty("sha256", input.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("rulesDigest", manifest.rulesDigest());
        digests(json, "rules", manifest.rules());
        digests(json, "beside", manifest.beside());
        json.writeArrayPropertyStart("reports");
        for (NightManifest.Report report : manifest.reports()) {
            json.writeStartObject();
            json.writeStringProperty("format", report.format());
            json.writeStringProperty("file", report.file());
            json.writeNumberProperty("bytes", report.bytes());
            json.writeStringProperty("sha256", report.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void named(JsonGenerator json, NightManifest.Named file) {
        json.writeStartObject();
        json.writeStringProperty("file", file.file());
        json.writeStringProperty("sha256", file.sha256());
        json.writeEndObject();
    }

    private static void digests(JsonGenerator json, String name, SortedMap<String, String> digests) {
        json.writeObjectPropertyStart(name);
        digests.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    /** @throws EvidenceException where it is not as it was written */
    static NightManifest read(Path file) throws EvidenceException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new EvidenceException("the manifest " + file + " cannot be read: " + e);
        }
        int seal = text.lastIndexOf(SEAL);
        String body = seal < 0 ? "" : text.substring(0, seal);
        if (seal < 0
                || !text.substring(seal + SEAL.length())
                        .equals(FileDigest.of(body.getBytes(StandardCharsets.UTF_8)) + "\n")) {
            throw new EvidenceException(
                    "the manifest " + file + " was changed since it was written: its own digest is another");
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.path("manifestVersion").asString("").equals(VERSION)) {
                throw new EvidenceException(
                        "the manifest " + file + " is of a version that this program does not read");
            }
            return manifest(json);
        } catch (JacksonException e) {
            throw new EvidenceException("the manifest " + file + " is no JSON: " + e.getOriginalMessage());
        }
    }

    private static NightManifest manifest(JsonNode json) {
        return new NightManifest(
                json.path("sequence").asLong(),
                json.path("previous").isMissingNode() ? null : named(json.path("previous")),
                json.path("version").asString(""),
                json.path("workingFolder").asString(""),
                all(json.path("arguments"), JsonNode::asString),
                all(json.path("files"), ManifestFile::named),
                all(
                        json.path("inputs"),
                        input -> new NightManifest.Input(
                                input.path("path").asString(""),
                                input.path("bytes").asLong(),
                                input.path("sha256").asString(""))),
                json.path("rulesDigest").asString(""),
                digests(json.path("rules")),
                digests(json.path("beside")),
                all(
                        json.path("reports"),
                        report -> new NightManifest.Report(
                                report.path("format").asString(""),
                                report.path("file").asString(""),
                                report.path("bytes").asLong(),
                                report.path("sha256").asString(""))));
    }

    private static NightManifest.Named named(JsonNode node) {
        return new NightManifest.Named(
                node.path("file").asString(""), node.path("sha256").asString(""));
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>();
        array.forEach(node -> values.add(read.apply(node)));
        return values;
    }

    private static SortedMap<String, String> digests(JsonNode object) {
        SortedMap<String, String> digests = new TreeMap<>();
        object.propertyNames()
                .forEach(name -> digests.put(name, object.path(name).asString("")));
        return digests;
    }
}

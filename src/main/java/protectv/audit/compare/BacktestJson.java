package protectv.audit.compare;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import tools.jackson.core.JsonGenerator;

/**
 * A backtest for programs; {@code src/site/markdown/changes.md} describes its members.
 *
 * @param maxEvidence lines given of each finding and direction
 */
public record BacktestJson(int maxEvidence) {

    /** Writes it as one object. */
    public void write(JsonGenerator json, Backtest test) {
        json.writeStartObject();
        side(json, "rules", test.now());
        side(json, "against", test.before());
        json.writeObjectPropertyStart("findings");
        for (FindingChange.Kind kind : FindingChange.Kind.values()) {
            json.writeNumberProperty(kind.name().toLowerCase(Locale.ROOT), test.count(kind));
        }
        json.writeNumberProperty("same", test.same());
        json.writeEndObject();
        json.writeArrayPropertyStart("ruleChanges");
        for (RuleChange change : test.rules()) {
            json.writeStartObject();
            json.writeStringProperty("rule", change.id());
            json.writeStringProperty("kind", change.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("file", change.file());
            json.writeArrayPropertyStart("what");
            change.what().forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        map(json, "filesBeside", test.beside());
        map(json, "notRun", test.notRun());
        json.writeArrayPropertyStart("changes");
        test.findings().forEach(change -> change(json, change));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void side(JsonGenerator json, String name, Backtest.Side side) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("name", side.name());
        json.writeNumberProperty("count", side.rules().size());
        json.writeStringProperty("digest", side.report().rules().digest());
        json.writeStringProperty("besideDigest", side.report().rules().besideDigest());
        json.writeEndObject();
    }

    private static void map(JsonGenerator json, String name, SortedMap<String, String> map) {
        json.writeObjectPropertyStart(name);
        map.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private void change(JsonGenerator json, FindingChange change) {
        Finding finding = change.latest();
        json.writeStartObject();
        json.writeStringProperty("kind", change.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("rule", finding.rule().id().value());
        json.writeStringProperty("subject", finding.subject());
        json.writeStringProperty("window", finding.window().start().toString());
        json.writeStringProperty("fingerprint", finding.fingerprint());
        json.writeArrayPropertyStart("differences");
        change.differences().forEach(json::writeString);
        json.writeEndArray();
        told(json, "before", change.before());
        told(json, "now", change.now());
        lines(json, "linesGained", change.linesGained());
        lines(json, "linesLost", change.linesLost());
        json.writeEndObject();
    }

    private static void told(JsonGenerator json, String name, @Nullable Finding finding) {
        if (finding == null) {
            return;
        }
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("severity", finding.rule().severity().label());
        json.writeNumberProperty("count", finding.count());
        String message = finding.message();
        if (message != null) {
            json.writeStringProperty("message", message);
        }
        json.writeStringProperty("firstSeen", finding.firstSeen().toString());
        json.writeStringProperty("lastSeen", finding.lastSeen().toString());
        json.writeBooleanProperty("waived", finding.waiver() != null);
        json.writeEndObject();
    }

    private void lines(JsonGenerator json, String name, List<Evidence> lines) {
        json.writeNumberProperty(name + "Count", lines.size());
        json.writeArrayPropertyStart(name);
        lines.stream().limit(maxEvidence).forEach(line -> {
            json.writeStartObject();
            json.writeStringProperty("file", line.file());
            json.writeNumberProperty("line", line.line());
            json.writeStringProperty("text", line.text());
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}

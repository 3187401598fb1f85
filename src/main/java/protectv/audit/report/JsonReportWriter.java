package protectv.audit.report;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code report.json}: UTF-8, LF, two spaces of indent; {@code report.schema.json} beside this class says what each member
 * means. Members that do not apply are left out, never {@code null}.
 *
 * <p>What {@link VisibleText} would write out is escaped here as {@code \}{@code uXXXX}, so that the exact text of a log
 * line survives and the file can still be shown on a terminal.
 */
public final class JsonReportWriter implements ReportWriter {

    /** Grows by one in its second part with each new member, in its first where an old one changes or goes. */
    public static final String SCHEMA_VERSION = "1.0";

    private static final ObjectWriter JSON = JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(new TerminalSafe())
                    // Escaped one by one, also a half without its other half makes valid JSON.
                    .disable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build())
            .build()
            .writer()
            .with(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withArrayEmptySeparator("")
                            .withObjectEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            report(json, report);
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new IOException("the report cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
        out.write('\n');
        out.flush();
    }

    private static void report(JsonGenerator json, AuditReport report) {
        json.writeStartObject();
        json.writeStringProperty("schemaVersion", SCHEMA_VERSION);
        period(json, report.period());
        json.writeObjectPropertyStart("rules");
        json.writeStringProperty("digest", report.rules().digest());
        json.writeNumberProperty("count", report.rules().count());
        json.writeEndObject();
        json.writeArrayPropertyStart("inputs");
        report.inputs().forEach(i -> input(json, i));
        json.writeEndArray();
        summary(json, report.summary());
        json.writeArrayPropertyStart("windows");
        report.windows().forEach(w -> window(json, w));
        json.writeEndArray();
        strings(json, "notes", report.notes());
        json.writeEndObject();
    }

    private static void period(JsonGenerator json, AuditReport.Period period) {
        json.writeObjectPropertyStart("period");
        time(json, "from", period.from());
        time(json, "to", period.to());
        json.writeStringProperty("zone", period.zone().getId());
        json.writeStringProperty("window", period.window().toString());
        json.writeNumberProperty("windows", period.windows());
        json.writeEndObject();
    }

    private static void input(JsonGenerator json, AuditReport.Input input) {
        json.writeStartObject();
        json.writeStringProperty("path", input.path());
        json.writeStringProperty("sha256", input.sha256());
        json.writeNumberProperty("bytes", input.bytes());
        json.writeNumberProperty("lines", input.lines());
        json.writeNumberProperty("events", input.events());
        json.writeNumberProperty("other", input.other());
        json.writeNumberProperty("malformed", input.malformed());
        json.writeNumberProperty("outside", input.outside());
        json.writeNumberProperty("cutLines", input.cutLines());
        json.writeNumberProperty("undecodableLines", input.undecodableLines());
        time(json, "first", input.first());
        time(json, "last", input.last());
        counts(json, "malformedReasons", input.malformedReasons());
        string(json, "yearFrom", input.yearFrom());
        string(json, "problem", input.problem());
        json.writeEndObject();
    }

    private static void summary(JsonGenerator json, AuditReport.Summary summary) {
        json.writeObjectPropertyStart("summary");
        json.writeNumberProperty("lines", summary.lines());
        json.writeNumberProperty("events", summary.events());
        json.writeNumberProperty("other", summary.other());
        json.writeNumberProperty("malformed", summary.malformed());
        json.writeNumberProperty("outside", summary.outside());
        counts(json, "eventsByKind", summary.eventsByKind());
        json.writeObjectPropertyStart("findingsBySeverity");
        for (Severity severity : Verdict.WORST_FIRST) {
            json.writeNumberProperty(
                    severity.label(), summary.findingsBySeverity().getOrDefault(severity, 0L));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void window(JsonGenerator json, AuditReport.WindowResult result) {
        json.writeStartObject();
        time(json, "start", result.window().start());
        time(json, "end", result.window().end());
        counts(json, "eventsByKind", result.eventsByKind());
        json.writeArrayPropertyStart("findings");
        result.findings().forEach(f -> finding(json, f));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void finding(JsonGenerator json, Finding finding) {
        RuleMetadata rule = finding.rule();
        json.writeStartObject();
        json.writeStringProperty("rule", rule.id().value());
        json.writeStringProperty("title", rule.title());
        json.writeStringProperty("severity", rule.severity().label());
        json.writeStringProperty("subject", finding.subject());
        string(json, "message", finding.message());
        json.writeNumberProperty("count", finding.count());
        time(json, "firstSeen", finding.firstSeen());
        time(json, "lastSeen", finding.lastSeen());
        json.writeStringProperty("cause", rule.cause());
        json.writeStringProperty("remedy", rule.remedy());
        strings(
                json,
                "controls",
                rule.controls().stream().map(ControlRef::toString).toList());
        string(json, "falsePositives", rule.falsePositives());
        string(json, "source", rule.source());
        json.writeArrayPropertyStart("evidence");
        for (Evidence evidence : finding.evidence()) {
            json.writeStartObject();
            json.writeStringProperty("file", evidence.file());
            json.writeNumberProperty("line", evidence.line());
            json.writeStringProperty("text", evidence.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("fingerprint", finding.fingerprint());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> json.writeNumberProperty(e.getKey(), e.getValue().longValue()));
        json.writeEndObject();
    }

    private static void string(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time) {
        string(json, name, time == null ? null : time.toString());
    }

    /** The standard escapes, and those of all else that a terminal would obey or hide. */
    private static final class TerminalSafe extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private static final int DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
            return codes;
        }

        @Override
        @SuppressWarnings("NullAway") // Jackson's way to say that the character may stay as it is.
        public SerializableString getEscapeSequence(int character) {
            return VisibleText.isHidden(character)
                    ? new SerializedString(String.format(Locale.ROOT, "\\u%04X", character))
                    : null;
        }
    }
}

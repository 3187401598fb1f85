package protectv.audit.report;

import static protectv.audit.report.JsonMembers.counts;
import static protectv.audit.report.JsonMembers.objects;
import static protectv.audit.report.JsonMembers.string;
import static protectv.audit.report.JsonMembers.strings;
import static protectv.audit.report.JsonMembers.time;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.SortedMap;
import protectv.audit.escape.SafeJson;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.Severity;
import tools.jackson.core.JsonGenerator;

/**
 * {@code report.json}: UTF-8, LF, two spaces of indent; {@code report.schema.json} beside this class says what each member
 * means. Members that do not apply are left out, never {@code null}.
 *
 * <p>What {@link VisibleText} would write out is escaped here as {@code \}{@code uXXXX}, so that the exact text of a log
 * line survives and the file can still be shown on a terminal.
 */
public final class JsonReportWriter implements ReportWriter {

    /** Grows by one in its second part with each new member, in its first where an old one changes or goes. */
    public static final String SCHEMA_VERSION = "1.4";

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        SafeJson.document(out, json -> report(json, report));
    }

    private static void report(JsonGenerator json, AuditReport report) {
        json.writeStartObject();
        json.writeStringProperty("schemaVersion", SCHEMA_VERSION);
        period(json, report.period());
        rules(json, report.rules());
        program(json, report.program());
        objects(json, "inputs", report.inputs(), input -> input(json, input));
        objects(json, "sources", report.sources(), source -> JsonVerdicts.source(json, source));
        summary(json, report.summary());
        JsonFindings.windows(json, report);
        objects(json, "controls", report.controls(), control -> JsonVerdicts.control(json, control));
        objects(json, "waivers", report.waivers(), waiver -> JsonFindings.waiver(json, waiver));
        JsonFindings.changes(json, report.changes());
        strings(json, "notes", report.notes());
        json.writeEndObject();
    }

    static void rules(JsonGenerator json, AuditReport.Rules rules) {
        json.writeObjectPropertyStart("rules");
        json.writeStringProperty("digest", rules.digest());
        json.writeStringProperty("besideDigest", rules.besideDigest());
        json.writeNumberProperty("count", rules.count());
        json.writeObjectPropertyStart("notRun");
        rules.notRun().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> json.writeStringProperty(e.getKey(), e.getValue()));
        json.writeEndObject();
        strings(json, "troubles", rules.troubles());
        AuditReport.SignedBy signer = rules.signedBy();
        if (signer != null) {
            json.writeObjectPropertyStart("signedBy");
            json.writeStringProperty("principal", signer.principal());
            json.writeStringProperty("keyType", signer.keyType());
            json.writeStringProperty("fingerprint", signer.fingerprint());
            json.writeStringProperty("namespace", signer.namespace());
            json.writeEndObject();
        }
        texts(json, "digests", rules.texts().rules());
        texts(json, "beside", rules.texts().beside());
        json.writeObjectPropertyStart("asks");
        rules.texts().asks().forEach((id, asked) -> strings(json, id, asked));
        json.writeEndObject();
        json.writeEndObject();
    }

    static void program(JsonGenerator json, AuditReport.Program program) {
        json.writeObjectPropertyStart("program");
        json.writeStringProperty("version", program.version());
        texts(json, "options", program.options());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, SortedMap<String, String> texts) {
        json.writeObjectPropertyStart(name);
        texts.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    static void period(JsonGenerator json, AuditReport.Period period) {
        json.writeObjectPropertyStart("period");
        time(json, "from", period.from());
        time(json, "to", period.to());
        json.writeStringProperty("zone", period.zone().getId());
        json.writeStringProperty("window", period.window().toString());
        json.writeNumberProperty("windows", period.windows());
        json.writeEndObject();
    }

    static void input(JsonGenerator json, AuditReport.Input input) {
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
    }

    static void severities(JsonGenerator json, Map<Severity, Long> findings) {
        json.writeObjectPropertyStart("findingsBySeverity");
        for (Severity severity : Verdict.WORST_FIRST) {
            json.writeNumberProperty(severity.label(), findings.getOrDefault(severity, 0L));
        }
        json.writeEndObject();
    }

    static void summary(JsonGenerator json, AuditReport.Summary summary) {
        json.writeObjectPropertyStart("summary");
        json.writeNumberProperty("lines", summary.lines());
        json.writeNumberProperty("events", summary.events());
        json.writeNumberProperty("other", summary.other());
        json.writeNumberProperty("malformed", summary.malformed());
        json.writeNumberProperty("outside", summary.outside());
        counts(json, "eventsByKind", summary.eventsByKind());
        severities(json, summary.findingsBySeverity());
        json.writeNumberProperty("waivedFindings", summary.waivedFindings());
        json.writeEndObject();
    }
}

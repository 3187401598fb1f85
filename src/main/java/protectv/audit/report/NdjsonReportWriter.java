package protectv.audit.report;

import static protectv.audit.report.JsonMembers.strings;
import static protectv.audit.report.JsonMembers.time;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import protectv.audit.escape.SafeJson;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import tools.jackson.core.JsonGenerator;

/**
 * The report as JSON lines: one object a line, with {@code type} first. The members are those of {@code report.json}; a
 * finding says its window as {@code windowStart} and {@code windowEnd}. {@code ndjson.schema.json} describes a line.
 *
 * <p>The first line is of type {@code run}: a report without findings is not an empty file.
 */
public final class NdjsonReportWriter implements ReportWriter {

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        line(out, "run", json -> run(json, report));
        lines(out, "input", report.inputs(), JsonReportWriter::input);
        lines(out, "source", report.sources(), JsonVerdicts::source);
        for (AuditReport.WindowResult window : report.windows()) {
            lines(out, "finding", window.findings(), (json, finding) -> finding(json, finding, report));
        }
        Changes changes = report.changes();
        if (changes != null) {
            lines(out, "gone", changes.absent(), JsonFindings::past);
        }
        lines(out, "control", report.controls(), JsonVerdicts::control);
        lines(out, "waiver", report.waivers(), JsonFindings::waiver);
        out.flush();
    }

    private static void run(JsonGenerator json, AuditReport report) {
        json.writeStringProperty("schemaVersion", JsonReportWriter.SCHEMA_VERSION);
        JsonReportWriter.period(json, report.period());
        JsonReportWriter.rules(json, report.rules());
        JsonReportWriter.program(json, report.program());
        JsonReportWriter.summary(json, report.summary());
        strings(json, "notes", report.notes());
    }

    private static void finding(JsonGenerator json, Finding finding, AuditReport report) {
        time(json, "windowStart", finding.window().start());
        time(json, "windowEnd", finding.window().end());
        JsonFindings.finding(json, finding, report);
    }

    private static <T> void lines(OutputStream out, String type, List<T> values, BiConsumer<JsonGenerator, T> members)
            throws IOException {
        for (T value : values) {
            line(out, type, json -> members.accept(json, value));
        }
    }

    private static void line(OutputStream out, String type, Consumer<JsonGenerator> members) throws IOException {
        SafeJson.line(out, json -> {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            members.accept(json);
            json.writeEndObject();
        });
    }
}

package protectv.audit.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportWriter;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;

/**
 * {@code report.csv}: semicolons and the column names of Prowler, so that what reads the one reads the other. A row for
 * each finding, then one for each control, so that a quiet night is no empty table. UTF-8, LF, RFC 4180 quotes.
 *
 * <p>No cell begins with what a spreadsheet takes for a formula: such a text gets a {@code '} before it.
 */
final class CsvReportWriter implements ReportWriter {

    private static final List<String> COLUMNS = List.of(
            "TIMESTAMP",
            "FINDING_UID",
            "PROVIDER",
            "CHECK_ID",
            "CHECK_TITLE",
            "STATUS",
            "STATUS_EXTENDED",
            "MUTED",
            "SERVICE_NAME",
            "SEVERITY",
            "RESOURCE_TYPE",
            "RESOURCE_UID",
            "RESOURCE_NAME",
            "DESCRIPTION",
            "RISK",
            "REMEDIATION_RECOMMENDATION_TEXT",
            "REMEDIATION_RECOMMENDATION_URL",
            "COMPLIANCE",
            "CATEGORIES",
            "NOTES",
            "WINDOW_START",
            "WINDOW_END",
            "COUNT",
            "FIRST_SEEN",
            "LAST_SEEN",
            "STATE",
            "EVIDENCE",
            "TOOL_VERSION");

    private static final String FORMULA = "=+-@\t\r";

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        // The writer flushes what it holds and leaves the stream open.
        CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(';')
                .lineDelimiter(LineDelimiter.LF)
                .build(text);
        csv.writeRecord(COLUMNS);
        try {
            Occurrence.of(report).forEach(found -> csv.writeRecord(cells(finding(found, report))));
            for (ControlVerdict control : report.controls()) {
                csv.writeRecord(cells(control(control, report)));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        csv.flush();
    }

    private static Members finding(Occurrence found, AuditReport report) {
        Finding finding = found.finding();
        RuleMetadata rule = finding.rule();
        LifeState state = found.state();
        return row(report, finding.window().start(), finding.window().end())
                .and("TIMESTAMP", finding.lastSeen())
                .and("FINDING_UID", found.id())
                .and("CHECK_ID", rule.id())
                .and("CHECK_TITLE", rule.title())
                .and("STATUS", "FAIL")
                .and("STATUS_EXTENDED", found.sentence())
                .and("MUTED", found.isWaived() ? "True" : "False")
                .and("SERVICE_NAME", rule.id().area())
                .and("SEVERITY", rule.severity().label())
                .and("RESOURCE_TYPE", found.subjectType())
                .and("RESOURCE_UID", finding.fingerprint())
                .and("RESOURCE_NAME", finding.subject())
                .and("DESCRIPTION", rule.title())
                .and("RISK", rule.cause())
                .and("REMEDIATION_RECOMMENDATION_TEXT", rule.remedy())
                .and("COMPLIANCE", joined(rule.controls().stream().map(ControlRef::toString)))
                .and("CATEGORIES", rule.source())
                .and("NOTES", notes(finding))
                .and("COUNT", finding.count())
                .and("FIRST_SEEN", finding.firstSeen())
                .and("LAST_SEEN", finding.lastSeen())
                .and("STATE", state == null ? null : state.label())
                .and("EVIDENCE", joined(finding.evidence().stream().map(line -> line.file() + ":" + line.line())));
    }

    private static @Nullable String notes(Finding finding) {
        Waiver waiver = finding.waiver();
        return waiver == null
                ? finding.rule().falsePositives()
                : "waived by " + waiver.owner() + " until " + waiver.expires() + ": " + waiver.reason();
    }

    private static Members control(ControlVerdict control, AuditReport report) {
        return row(report, report.period().from(), report.period().to())
                .and("TIMESTAMP", report.period().to())
                .and("FINDING_UID", control.control())
                .and("CHECK_ID", control.control())
                .and("CHECK_TITLE", control.title())
                .and("STATUS", status(control.outcome()))
                .and("STATUS_EXTENDED", joined(control.reasons().stream()))
                .and("MUTED", "False")
                .and("SERVICE_NAME", control.control().catalogue())
                .and("RESOURCE_TYPE", "control")
                .and("RESOURCE_UID", control.control())
                .and("RESOURCE_NAME", control.control().id())
                .and("DESCRIPTION", control.title())
                .and("COMPLIANCE", control.control())
                .and("CATEGORIES", joined(control.rules().stream()))
                .and(
                        "NOTES",
                        "windows: " + control.passed() + " pass, " + control.failed() + " fail, "
                                + control.notEvaluable() + " not evaluable");
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "PASS";
            case FAIL -> "FAIL";
            // It is neither: somebody must look.
            case NOT_EVALUABLE -> "MANUAL";
        };
    }

    private static Members row(AuditReport report, @Nullable Instant from, @Nullable Instant to) {
        return Members.of("PROVIDER", "protectv")
                .and("WINDOW_START", from)
                .and("WINDOW_END", to)
                .and("TOOL_VERSION", report.program().version());
    }

    private static String joined(Stream<String> parts) {
        return parts.collect(Collectors.joining(" | "));
    }

    private static List<String> cells(Members row) {
        return COLUMNS.stream()
                .map(column -> cell(String.valueOf(row.map().getOrDefault(column, ""))))
                .toList();
    }

    private static String cell(String text) {
        String shown = VisibleText.escape(text);
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + shown : shown;
    }
}

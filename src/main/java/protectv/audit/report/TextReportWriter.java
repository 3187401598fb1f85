package protectv.audit.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@code report.txt}: the terminal's summary with every finding in it. UTF-8, LF. */
public final class TextReportWriter implements ReportWriter {

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        out.write(TextSummary.full(report).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

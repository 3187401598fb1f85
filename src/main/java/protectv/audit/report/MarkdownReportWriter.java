package protectv.audit.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** {@code report.md}: for tickets, merge requests and wikis that show GitHub's Markdown. UTF-8, LF. */
public final class MarkdownReportWriter implements ReportWriter {

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        out.write(new MarkdownSummary(report).text().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

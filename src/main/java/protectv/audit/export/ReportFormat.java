package protectv.audit.export;

import protectv.audit.report.HtmlReportWriter;
import protectv.audit.report.JsonReportWriter;
import protectv.audit.report.ReportWriter;
import protectv.audit.report.TextReportWriter;

/** The formats, and the name that a report of each has in its folder. */
public enum ReportFormat {
    JSON("report.json", new JsonReportWriter()),
    HTML("report.html", new HtmlReportWriter()),
    TEXT("report.txt", new TextReportWriter());

    private final String fileName;
    // No enum constant is ever serialized, and the writers hold no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ReportWriter writer;

    ReportFormat(String fileName, ReportWriter writer) {
        this.fileName = fileName;
        this.writer = writer;
    }

    public String fileName() {
        return fileName;
    }

    public ReportWriter writer() {
        return writer;
    }
}

package protectv.audit.export;

import java.util.Arrays;
import java.util.stream.Collectors;
import protectv.audit.report.HtmlReportWriter;
import protectv.audit.report.JsonReportWriter;
import protectv.audit.report.MarkdownReportWriter;
import protectv.audit.report.NdjsonReportWriter;
import protectv.audit.report.ReportWriter;
import protectv.audit.report.TextReportWriter;
import protectv.audit.report.Wording;

/** The formats, the name that a report of each has in its folder, and who reads it. */
public enum ReportFormat {
    JSON("report.json", "programs: all that a report says", new JsonReportWriter()),
    HTML("report.html", "people: one page, without a network", new HtmlReportWriter()),
    TEXT("report.txt", "people at a terminal", new TextReportWriter()),
    MARKDOWN("report.md", "tickets, merge requests and wikis", new MarkdownReportWriter()),
    NDJSON("report.ndjson", "programs that read line by line: DuckDB, jq, log shippers", new NdjsonReportWriter()),
    CSV("report.csv", "spreadsheets, in Prowler's columns", new CsvReportWriter()),
    JUNIT("report.junit.xml", "build servers: Jenkins, GitLab", new JunitReportWriter()),
    SARIF("report.sarif", "code hosts and viewers of SARIF 2.1.0", new SarifReportWriter()),
    OCSF("report.ocsf.ndjson", "SIEMs that take OCSF 1.8.0", new OcsfReportWriter(OcsfReportWriter.Classes.BOTH)),
    OCSF_2003(
            "report.ocsf-2003.ndjson",
            "the same, all as Compliance Finding",
            new OcsfReportWriter(OcsfReportWriter.Classes.COMPLIANCE)),
    OCSF_2004(
            "report.ocsf-2004.ndjson",
            "the same, findings alone, as Detection Finding",
            new OcsfReportWriter(OcsfReportWriter.Classes.DETECTION)),
    OSCAL("report.oscal.json", "GRC tools that take OSCAL 1.1.3 assessment results", new OscalReportWriter()),
    ECS("report.ecs.ndjson", "Elasticsearch, in the Elastic Common Schema", new EcsReportWriter());

    private final String fileName;
    private final String readers;
    // No enum constant is ever serialized, and the writers hold no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ReportWriter writer;

    ReportFormat(String fileName, String readers, ReportWriter writer) {
        this.fileName = fileName;
        this.readers = readers;
        this.writer = writer;
    }

    public String fileName() {
        return fileName;
    }

    /** Who reads it. */
    public String readers() {
        return readers;
    }

    public ReportWriter writer() {
        return writer;
    }

    /** As it is asked for: {@code ocsf-2003}. */
    public String label() {
        return Wording.name(this);
    }

    /** @throws IllegalArgumentException where there is no such format; the message names all */
    public static ReportFormat of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no format " + label + "; there are "
                        + Arrays.stream(values()).map(ReportFormat::label).collect(Collectors.joining(", "))));
    }
}

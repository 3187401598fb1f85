package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.compare.ComparisonException;
import protectv.audit.compare.ReportFacts;
import protectv.audit.compare.WhyChanged;
import protectv.audit.compare.WhyChangedText;
import protectv.audit.history.BaselineException;
import protectv.audit.history.BaselineReport;

/** {@code why-changed}: what two reports differ in, and what that comes from. */
@Command(
        name = "why-changed",
        description = "Compares two reports, and says for each finding that differs what it comes from: the logs, the"
                + " rule, what stands beside the rules, waivers, options or the program. Ends with 1 where a finding"
                + " differs.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  protectv-audit why-changed reports/2026-11-22/report.json reports/2026-11-23/report.json",
            "  protectv-audit why-changed before.json after.json --format json"
        })
final class WhyChangedCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The report.json of the earlier run.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "The report.json of the later run.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path after;

    @Option(
            names = "--max-findings",
            paramLabel = "N",
            defaultValue = "100",
            description = "Findings shown; all are counted, and JSON has all. Default: ${DEFAULT-VALUE}.")
    private int maxFindings;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private TextOrJson format;

    @Override
    public Integer call() throws IOException {
        if (maxFindings < 0) {
            throw new UsageException("--max-findings " + maxFindings + " is less than none; give 0 or more");
        }
        WhyChanged why = WhyChanged.of(read(before), read(after));
        Output out = new Output(spec.commandLine().getOut());
        switch (format) {
            case TEXT -> out.text(new WhyChangedText(maxFindings).text(why));
            case JSON -> out.json(json -> WhyChangedText.json(json, why));
        }
        return (why.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS).code();
    }

    private static ReportFacts read(Path file) {
        try {
            // Says where a file that is no report is broken, and which version it would have to be.
            BaselineReport.read(file);
            return ReportFacts.read(file);
        } catch (BaselineException | ComparisonException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}

package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.compare.ComparisonException;
import protectv.audit.compare.RunFacts;
import protectv.audit.compare.WhyChanged;
import protectv.audit.compare.WhyChangedText;
import protectv.audit.history.BaselineException;
import protectv.audit.history.BaselineReport;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;

/** {@code why-changed}: what two reports or nights differ in, and what that comes from. */
@Command(
        name = "why-changed",
        description = "Compares two reports, or two nights of a history, and says for each finding that differs what it"
                + " comes from: the logs, the rule, its thresholds and spans, what stands beside the rules, waivers,"
                + " options or the program. Ends with 1 where a finding differs.",
        customSynopsis = {
            "protectv-audit why-changed [OPTIONS] BEFORE AFTER",
            "       protectv-audit why-changed [OPTIONS] [--history=FILE|URL] [--night=NIGHT]..."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  protectv-audit why-changed reports/2026-11-22/report.json reports/2026-11-23/report.json",
            "  protectv-audit why-changed before.json after.json --format json",
            "  protectv-audit why-changed --history /var/lib/protectv-audit/history.db",
            "  protectv-audit why-changed --history history.db --night 2026-11-20 --night 2026-11-22"
        })
final class WhyChangedCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "BEFORE", description = "The report.json of the earlier run.")
    private @Nullable Path before;

    @Parameters(index = "1", arity = "0..1", paramLabel = "AFTER", description = "The report.json of the later run.")
    private @Nullable Path after;

    @Mixin
    private final HistoryOption historyOption = new HistoryOption();

    @Option(
            names = "--night",
            paramLabel = "NIGHT",
            description = "A run of the history: the day on which its period begins, as 2026-11-22, or its number as"
                    + " messages show it. Two are compared in this order, one with the run before it. Default: the"
                    + " last two runs.")
    private List<String> nights = new ArrayList<>();

    @Option(
            names = "--max-findings",
            paramLabel = "N",
            defaultValue = "100",
            description = "Findings shown; all are counted, and JSON has all. Default: ${DEFAULT-VALUE}.")
    private int maxFindings;

    @Mixin
    private final TextOrJsonOption format = new TextOrJsonOption();

    @Override
    public Integer call() throws IOException {
        if (maxFindings < 0) {
            throw new UsageException("--max-findings " + maxFindings + " is less than none; give 0 or more");
        }
        WhyChanged why = before == null ? ofNights() : ofReports(before);
        format.print(
                new Output(spec.commandLine().getOut()),
                () -> new WhyChangedText(maxFindings).text(why),
                json -> WhyChangedText.json(json, why));
        return (why.findings().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS).code();
    }

    private WhyChanged ofReports(Path first) {
        // The environment may name a history for all commands: that is no question about it.
        if (!nights.isEmpty() || spec.commandLine().getParseResult().hasMatchedOption("--history")) {
            throw new UsageException("name two reports, or a history and its nights, but not both");
        }
        if (after == null) {
            throw new UsageException("name a second report, to compare " + first + " with");
        }
        return WhyChanged.of(read(first), read(after));
    }

    private WhyChanged ofNights() {
        try (History history = historyOption.existing()) {
            NightChoice choice = NightChoice.of(history, nights);
            return WhyChanged.of(NightFacts.of(history, choice.before()), NightFacts.of(history, choice.after()));
        } catch (HistoryException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static RunFacts read(Path file) {
        try {
            // Says where a file that is no report is broken, and which version it would have to be.
            BaselineReport.read(file);
            return RunFacts.read(file);
        } catch (BaselineException | ComparisonException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}

package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.activity.Heard;
import protectv.audit.deliver.Outcome;
import protectv.audit.deliver.Stopwatch;
import protectv.audit.event.SourceRole;
import protectv.audit.export.ReportFormat;
import protectv.audit.history.BaselineException;
import protectv.audit.history.BaselineReport;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;
import protectv.audit.input.Inputs;
import protectv.audit.report.AuditReport;
import protectv.audit.report.TextSummary;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Span;
import protectv.audit.run.Audit;
import protectv.audit.run.AuditSettings;
import protectv.audit.run.LoadedRules;
import protectv.audit.run.Site;

/** {@code run INPUT...}: audits logs and writes the report. */
@Command(
        name = "run",
        description = "Audits logs: writes reports, prints a summary, and says by its exit code how it went.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  protectv-audit run /var/log/protectv --zone Europe/Berlin",
            "  protectv-audit run 'logs/**/*.gz' --from 2017-10-12 --to 2017-10-13 --fail-on high",
            "  zcat syslog.gz | protectv-audit run - --reference 2017-12-31",
            "  protectv-audit run /var/log/protectv --out /srv/reports --out ocsf:/var/spool/siem/night.ndjson",
            "  protectv-audit run /var/log/protectv --allowed-signers /etc/protectv-audit/allowed_signers"
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    /** When the summary has colours. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER;

        boolean isOn() {
            // Knows terminals from pipes, and NO_COLOR.
            return this == ALWAYS || (this == AUTO && CommandLine.Help.Ansi.AUTO.enabled());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RunInputs runInputs = new RunInputs();

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Mixin
    private final RulesOfRun rules = new RulesOfRun();

    @Mixin
    private final ReportOptions reportOptions = new ReportOptions();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            defaultValue = "medium",
            description = "Exit code 1 where a finding is at least that bad, of ${COMPLETION-CANDIDATES}."
                    + " Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private FailOn failOn;

    @Mixin
    private final UnparsedOption unparsed = new UnparsedOption();

    @Option(
            names = "--max-evidence",
            paramLabel = "N",
            defaultValue = "20",
            description = "Lines that a finding shows; all are counted. Default: ${DEFAULT-VALUE}.")
    private int maxEvidence;

    @Mixin
    private final HistoryOption historyOption = new HistoryOption();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "An earlier report.json: says what is new, gone and changed since then, without a history.")
    private @Nullable Path baseline;

    @Option(
            names = "--max-gap",
            paramLabel = "LENGTH",
            defaultValue = "30m",
            description =
                    "A control is not evaluable where a Manager was silent for longer, unless the inventory says how"
                            + " long it may be. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String maxGap;

    @Option(
            names = "--max-client-gap",
            paramLabel = "LENGTH",
            defaultValue = "1d",
            description = "The same for Clients. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String maxClientGap;

    @Option(
            names = "--max-window-time",
            paramLabel = "LENGTH",
            defaultValue = "15m",
            description = "A rule that takes longer in a window is stopped and named, and the audit goes on without it:"
                    + " exit code 4. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String maxWindowTime;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Windows judged at a time; the result is the same. Default: as many as there are processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--quiet",
            description =
                    "Prints no summary. Where a report goes to standard output, the summary goes to standard error.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "Colours of the summary, of ${COMPLETION-CANDIDATES}; auto: at a terminal, unless NO_COLOR is set."
                            + " Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Color color;

    @Option(
            names = "--block-bytes",
            hidden = true,
            description = "Plain files larger than this are read in blocks, several at a time. The result is the same.")
    private @Nullable Long blockBytes;

    @Option(
            names = "--room-bytes",
            hidden = true,
            description = "How many bytes of events are held in memory while lines are read. The result is the same.")
    private @Nullable Long room;

    @Option(
            names = "--keep-all",
            hidden = true,
            description = "Gives the rules also the events that none of them can match. The result is the same.")
    private boolean keepAll;

    @Mixin
    private final DeliveryOptions deliveryOptions = new DeliveryOptions();

    @Mixin
    private final EvidenceOptions evidenceOptions = new EvidenceOptions();

    private final Stopwatch stopwatch = new Stopwatch();

    private final Site site;

    RunCommand(Site site) {
        this.site = site;
    }

    @Override
    public Integer call() throws IOException, RulesException {
        AuditSettings settings = settings();
        ReportOptions.Reports reports = reportOptions.reports();
        UnparsedLimit limit = unparsed.limit();
        deliveryOptions.check();
        evidenceOptions.check();
        LoadedRules loaded = rules.load();
        try (History history = historyOption.open()) {
            Nights nights = nights(history);
            try (Audit.Result result = audit(settings, loaded, nights, reports.has(ReportFormat.HTML))) {
                return finish(result, reports, limit, nights, loaded);
            }
        } catch (HistoryException | BaselineException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private int finish(
            Audit.Result result, ReportOptions.Reports reports, UnparsedLimit limit, Nights nights, LoadedRules loaded)
            throws IOException, HistoryException {
        ExitCode code = tell(result.report(), reports, limit);
        evidenceOptions.add(spec.commandLine().getParseResult(), runInputs.names(), result.report(), reports.files());
        // Last of all: a run that was killed or failed before has changed nothing.
        nights.record(result, loaded.catalog(), code);
        return deliver(code, result.report(), null, reports.paths()).code();
    }

    /** The report once more, as it was asked for: nothing is written, told or remembered. */
    AuditReport again() throws IOException, RulesException {
        AuditSettings settings = settings();
        LoadedRules loaded = rules.load();
        try (History history = historyOption.open()) {
            return audit(settings, loaded, nights(history), true).report();
        } catch (HistoryException | BaselineException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    List<String> inputs() {
        return runInputs.names();
    }

    private Nights nights(@Nullable History history) throws BaselineException {
        return new Nights(history, baseline == null ? null : BaselineReport.read(baseline));
    }

    private Audit.Result audit(AuditSettings settings, LoadedRules loaded, Nights nights, boolean page)
            throws IOException {
        try (Inputs inputs = runInputs.find(site);
                Progress progress = Progress.of(quiet)) {
            Problems.log(LOG, inputs);
            Audit.Result result = Audit.of(site, inputs, settings, loaded, nights, progress);
            return page ? result.withSurroundings(inputs, settings) : result;
        }
    }

    /** Tells those who wait for it that there will be no report. */
    void failed(ExitCode code, String why) {
        deliver(code, null, why, List.of());
    }

    /** Tells those who wait for it how the run went; that they could not be told is worse than findings. */
    private ExitCode deliver(ExitCode code, @Nullable AuditReport report, @Nullable String failure, List<Path> files) {
        Stopwatch.Reading time = stopwatch.read();
        Outcome outcome = new Outcome(code.code(), code.meaning(), report, failure, time.now(), time.since());
        if (!CommandLine.Help.Ansi.AUTO.enabled()) {
            // For the journal of the job; at a terminal the summary says the same.
            LOG.info("result: {}", outcome.line());
        }
        List<String> problems = deliveryOptions.tell(outcome, files);
        problems.forEach(LOG::error);
        return problems.isEmpty() ? code : ExitCode.USAGE;
    }

    /** Writes the reports, prints the summary, and says how it went. */
    private ExitCode tell(AuditReport report, ReportOptions.Reports reports, UnparsedLimit limit) {
        Completeness.tellProblems(LOG, report);
        PrintWriter out = spec.commandLine().getOut();
        try {
            reports.write(report, out);
        } catch (IOException e) {
            LOG.debug("the report was not written", e);
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (!quiet) {
            PrintWriter told =
                    reports.printed() == null ? out : spec.commandLine().getErr();
            told.print(TextSummary.terminal(report, reports.paths(), color.isOn()));
            told.flush();
        }
        return exitCode(report, limit);
    }

    private ExitCode exitCode(AuditReport report, UnparsedLimit limit) {
        boolean incomplete = !Completeness.check(LOG, report, limit);
        if (incomplete) {
            return ExitCode.INCOMPLETE;
        }
        boolean findings = report.summary().findingsBySeverity().entrySet().stream()
                .anyMatch(entry -> entry.getValue() > 0 && failOn.includes(entry.getKey()));
        return findings ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private AuditSettings settings() {
        PeriodOptions.Period audited = period.of(logs);
        if (maxEvidence < 1) {
            throw new UsageException(
                    "--max-evidence " + maxEvidence + " would leave findings without a line; give 1 or more");
        }
        if (threads < 1) {
            throw new UsageException("--threads " + threads + " would judge nothing; give 1 or more");
        }
        return new AuditSettings(
                logs.parseOptions(),
                audited.grid(),
                audited.from(),
                audited.to(),
                logs.zoneIsAssumed(),
                logs.maxLineBytes(),
                maxEvidence,
                Map.of(SourceRole.MANAGER, silence(maxGap), SourceRole.CLIENT, silence(maxClientGap)),
                threads,
                windowTime(),
                blockBytes == null ? site.blockBytes() : blockBytes,
                room == null ? AuditSettings.roomFor(threads) : room,
                keepAll);
    }

    private Duration windowTime() {
        try {
            return Span.parse(maxWindowTime);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--max-window-time: " + e.getMessage());
        }
    }

    private static Duration silence(String text) {
        Duration gap;
        try {
            gap = Span.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--max-gap or --max-client-gap: " + e.getMessage());
        }
        if (gap.compareTo(Heard.JOIN) < 0) {
            throw new UsageException("gaps are told from a minute on; " + text + " is less");
        }
        return gap;
    }
}

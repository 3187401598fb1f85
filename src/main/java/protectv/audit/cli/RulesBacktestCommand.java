package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.compare.Backtest;
import protectv.audit.compare.BacktestJson;
import protectv.audit.compare.BacktestText;
import protectv.audit.compare.ComparisonException;
import protectv.audit.compare.FindingChange;
import protectv.audit.compare.RulesRevision;
import protectv.audit.input.Inputs;
import protectv.audit.rule.RulesException;
import protectv.audit.run.Audit;
import protectv.audit.run.AuditSettings;
import protectv.audit.run.LoadedRules;
import protectv.audit.run.PastNights;

/** {@code rules backtest}: what the same logs give by two sets of rules. */
@Command(
        name = "backtest",
        description = "Judges the same logs by two sets of rules, and says which findings are gained, lost and changed."
                + " Each set is a folder, or a git revision of it: git:REV, git:REV:path/to/rules."
                + " Ends with 1 where findings differ.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  protectv-audit rules backtest --against git:HEAD /var/log/protectv",
            "  protectv-audit rules backtest --rules new/rules --against rules logs --window 1d",
            "  protectv-audit rules backtest --rules git:HEAD --against git:main --format markdown logs"
        })
final class RulesBacktestCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RulesBacktestCommand.class);

    /** Lines of a finding that are compared: what differs only behind these is told by the count. */
    private static final int COMPARED_LINES = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Paths paths = new LogOptions.Paths();

    @Option(
            names = "--rules",
            paramLabel = "NEW",
            description = "The new rules. Without it: rules/ of the working folder, else that of the distribution.")
    private @Nullable String now;

    @Option(names = "--against", paramLabel = "OLD", required = true, description = "The old rules, to compare with.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String against;

    @Mixin
    private final PeriodOptions period = new PeriodOptions();

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The machines that are expected, for both sides. Default: inventory.yaml of each, if there.")
    private @Nullable Path inventory;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            defaultValue = "any",
            description = "Exit code 1 where findings are: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private FailOnChange failOn;

    @Mixin
    private final UnparsedOption unparsed = new UnparsedOption();

    @Option(
            names = "--max-evidence",
            paramLabel = "N",
            defaultValue = "5",
            description = "Lines shown of what a finding gained, and of what it lost. Default: ${DEFAULT-VALUE}.")
    private int maxEvidence;

    @Option(
            names = "--max-findings",
            paramLabel = "N",
            defaultValue = "50",
            description = "Findings shown of each rule; all are counted, and JSON has all. Default: ${DEFAULT-VALUE}.")
    private int maxFindings;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    /** Forms of the answer. */
    enum Format {
        TEXT,
        JSON,
        MARKDOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which differences make the exit code 1. */
    enum FailOnChange {
        GAINED,
        LOST,
        ANY,
        NEVER;

        boolean isMetBy(Backtest test) {
            return switch (this) {
                case GAINED -> test.count(FindingChange.Kind.GAINED) > 0;
                case LOST -> test.count(FindingChange.Kind.LOST) > 0;
                case ANY -> !test.findings().isEmpty();
                case NEVER -> false;
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A side's rules, and the copy that they were read from. */
    private record Loaded(String name, LoadedRules rules) {}

    @Override
    public Integer call() throws IOException, RulesException {
        if (maxEvidence < 0 || maxFindings < 1) {
            throw new UsageException("--max-evidence is 0 or more, --max-findings 1 or more");
        }
        UnparsedLimit limit = unparsed.limit();
        AuditSettings settings = PlainSettings.of(logs, period.of(logs), Math.max(maxEvidence, COMPARED_LINES));
        String young = now == null ? RulesFolder.find().toString() : now;
        Loaded before = load("--against", against, young);
        Loaded after = load("--rules", young, against);
        try (Inputs inputs = paths.find()) {
            Problems.log(LOG, inputs);
            Backtest.Side old = judged(inputs, settings, before);
            Backtest.Side current = judged(inputs, settings, after);
            Backtest test = Backtest.of(old, current);
            print(test);
            Completeness.tellProblems(LOG, current.report());
            if (!Completeness.check(LOG, current.report(), limit)) {
                return ExitCode.INCOMPLETE.code();
            }
            return (failOn.isMetBy(test) ? ExitCode.FINDINGS : ExitCode.OK).code();
        }
    }

    private static Backtest.Side judged(Inputs inputs, AuditSettings settings, Loaded side) {
        Audit.Result result = Audit.of(inputs, settings, side.rules(), PastNights.NONE);
        return new Backtest.Side(side.name(), side.rules().catalog().rules(), result.report());
    }

    private void print(Backtest test) throws IOException {
        Output out = new Output(spec.commandLine().getOut());
        switch (format) {
            case JSON -> out.json(json -> new BacktestJson(maxEvidence).write(json, test));
            case TEXT -> out.text(new BacktestText(maxEvidence, maxFindings).text(test));
            case MARKDOWN -> out.text(new BacktestText(maxEvidence, maxFindings).markdown(test));
        }
    }

    private Loaded load(String option, String named, String other) throws RulesException {
        try {
            if (!named.startsWith(RulesRevision.PREFIX)) {
                return new Loaded(named, LoadedRules.load(Path.of(named), inventory, CacheFolder.open()));
            }
            try (RulesRevision revision = RulesRevision.copy(within(named, other), named)) {
                String name = named + " (" + revision.commit().substring(0, 12) + ")";
                return new Loaded(name, LoadedRules.load(revision.folder(), inventory, CacheFolder.open()));
            }
        } catch (ComparisonException e) {
            throw new UsageException(option + " " + e.getMessage());
        } catch (RulesException e) {
            throw new RulesException("those of " + option + " " + named + ":\n" + e.getMessage());
        }
    }

    /** A folder of the repository that a revision is of: that of the other side, else of the rules that would be found. */
    private static Path within(String named, String other) {
        if (!other.startsWith(RulesRevision.PREFIX) && Files.isDirectory(Path.of(other))) {
            return Path.of(other);
        }
        boolean pathNamed = named.indexOf(':', RulesRevision.PREFIX.length()) >= 0;
        return pathNamed ? Path.of("") : RulesFolder.find();
    }
}

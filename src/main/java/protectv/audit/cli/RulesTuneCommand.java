package protectv.audit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.compare.ComparisonException;
import protectv.audit.compare.RuleNumbers;
import protectv.audit.compare.RuleVariant;
import protectv.audit.compare.Tuning;
import protectv.audit.compare.TuningCurve;
import protectv.audit.compare.TuningPlan;
import protectv.audit.compare.TuningText;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.input.InputFinder;
import protectv.audit.input.Inputs;
import protectv.audit.policy.Policy;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Span;
import protectv.audit.run.Audit;
import protectv.audit.run.AuditSettings;
import protectv.audit.run.LoadedRules;
import protectv.audit.run.PastNights;

/** {@code rules tune}: how findings follow the numbers of a rule. */
@Command(
        name = "tune",
        description = "Judges past logs by a rule with other thresholds and spans, and shows how many findings a night"
                + " would have had, and what one more or one less would change. The rule itself stays as it is.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  protectv-audit rules tune PV-SSH-050 /var/log/protectv --zone Europe/Berlin",
            "  protectv-audit rules tune PV-SSH-050 logs --threshold 3,5,8 --span 5m,10m,30m --svg curve.svg"
        })
final class RulesTuneCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RulesTuneCommand.class);

    private static final String NIGHT = "1d";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ID", description = "The rule: PV-SSH-050.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String id;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "INPUT",
            description =
                    "Log files, folders (with all below), globs, or - for standard input; plain, gz, bz2, xz or zst.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--threshold",
            split = ",",
            paramLabel = "N",
            description = "Thresholds to try: 3,5,8. Without it: from half of the present one to its double.")
    private List<Long> thresholds = new ArrayList<>();

    @Option(
            names = "--span",
            split = ",",
            paramLabel = "LENGTH",
            description = "Spans to try: 5m,10m,1h. Without it: half of the present one, itself, its double.")
    private List<String> spans = new ArrayList<>();

    @Option(
            names = "--place",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which numbers to vary, where the rule has several: as the answer counts them."
                    + " Default: ${DEFAULT-VALUE}.")
    private int place;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Start of the first night: 2017-10-12. Without it: the day of the first event.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "End of the last night, exclusive. Without it: the end of the last event's day.")
    private @Nullable String to;

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Mixin
    private final UnparsedOption unparsed = new UnparsedOption();

    @Option(
            names = "--max-evidence",
            paramLabel = "N",
            defaultValue = "5",
            description = "Lines shown of each near miss. Default: ${DEFAULT-VALUE}.")
    private int maxEvidence;

    @Option(
            names = "--max-findings",
            paramLabel = "N",
            defaultValue = "20",
            description = "Near misses shown; all are counted, and JSON has all. Default: ${DEFAULT-VALUE}.")
    private int maxFindings;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Also draws a curve: findings per night against the threshold, a line for each span.")
    private @Nullable Path svg;

    @Mixin
    private final TextOrJsonOption format = new TextOrJsonOption();

    @Override
    public Integer call() throws IOException, RulesException {
        if (maxEvidence < 1 || maxFindings < 0) {
            throw new UsageException("--max-evidence is 1 or more, --max-findings 0 or more");
        }
        UnparsedLimit limit = unparsed.limit();
        // One more than is shown tells that there are more.
        AuditSettings settings =
                PlainSettings.of(logs, PeriodOptions.Period.of(logs, NIGHT, from, to), maxEvidence + 1);
        RuleCatalog catalog = RuleSelection.one(rules.folder(), id);
        Rule rule = catalog.rules().get(0);
        List<RuleNumbers.Place> places = RuleNumbers.of(rule);
        if (place < 1 || place > places.size()) {
            throw new UsageException(
                    places.isEmpty()
                            ? id + " has no number that can be tuned: no threshold, span or wait"
                            : "--place " + place + ": " + id + " has places 1 to " + places.size());
        }
        TuningPlan plan = plan(rule, places.get(place - 1));
        LoadedRules variants = variants(catalog, plan);
        try (Inputs found = InputFinder.find(inputs, System.in)) {
            Problems.log(LOG, found);
            try (Audit.Result result = Audit.of(found, settings, variants, PastNights.NONE)) {
                AuditReport report = result.report();
                tell(Tuning.of(plan, report, nights(settings, report)), places);
                Completeness.tellProblems(LOG, report);
                return (Completeness.check(LOG, report, limit) ? ExitCode.OK : ExitCode.INCOMPLETE).code();
            }
        }
    }

    private TuningPlan plan(Rule rule, RuleNumbers.Place varied) throws RulesException {
        List<Duration> lengths = new ArrayList<>();
        for (String span : spans) {
            try {
                lengths.add(Span.parse(span));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--span " + e.getMessage());
            }
        }
        try {
            return TuningPlan.of(rule, varied, thresholds, lengths, FactVocabulary.VOCABULARY);
        } catch (ComparisonException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** All variants as one set of rules, so that they are compiled at once and the logs are read once. */
    private LoadedRules variants(RuleCatalog catalog, TuningPlan plan) throws RulesException {
        List<Rule> all = plan.variants().stream().map(RuleVariant::rule).toList();
        LoadedRules loaded = LoadedRules.of(
                new RuleCatalog(catalog.folder(), all, plan.rule().digest()),
                Policy.load(catalog.folder()),
                CacheFolder.open());
        if (!loaded.notRun().isEmpty()) {
            throw new UsageException(
                    id + " cannot judge: " + loaded.notRun().get(loaded.notRun().firstKey()));
        }
        return loaded;
    }

    private static List<Instant> nights(AuditSettings settings, AuditReport report) {
        List<Instant> nights = new ArrayList<>();
        Instant start = report.period().from();
        Instant end = report.period().to();
        if (start != null && end != null) {
            settings.grid().between(start, end).forEach(window -> nights.add(window.start()));
        }
        return nights;
    }

    private void tell(Tuning tuning, List<RuleNumbers.Place> places) throws IOException {
        Path picture = svg;
        if (picture != null) {
            try {
                Files.writeString(picture, TuningCurve.svg(tuning), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UsageException("--svg " + picture + " cannot be written: " + e.getMessage());
            }
        }
        Output out = new Output(spec.commandLine().getOut());
        TuningText text = new TuningText(logs.zone(), maxEvidence, maxFindings);
        format.print(out, () -> text.text(tuning, places), json -> text.json(json, tuning, places));
    }
}

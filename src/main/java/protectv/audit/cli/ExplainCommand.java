package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
import protectv.audit.explain.Explainer;
import protectv.audit.explain.RuleExplanation;
import protectv.audit.explain.World;
import protectv.audit.finding.Finding;
import protectv.audit.parse.Parsed;
import protectv.audit.policy.Policy;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.LineTrial;
import protectv.audit.run.LoadedRules;

/** {@code explain [LINE]}: what lines become, and why a rule matches them or does not. */
@Command(
        name = "explain",
        description = {
            "Shows what log lines become: fate, time and how it was decided, the parts of the line, the fact with all"
                    + " fields, the rules that match, and those that nearly do.",
            "With --rule: why that rule matches the lines, or what is missing."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Examples:",
            "  protectv-audit explain --reference 2017-12-31 \\",
            "    'Oct 12 08:29:57 192.0.2.7 sshd[7]: Failed password for root from 203.0.113.9 port 22 ssh2'",
            "  protectv-audit explain --input auth.log --line 17,18",
            "  protectv-audit explain --input auth.log --rule PV-SSH-050",
            "  protectv-audit explain --input auth.log --rule PV-SSH-050 --line 17 --format json"
        })
final class ExplainCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ExplainCommand.class);

    /** Each rule is searched for each line; past this it would take minutes. */
    private static final int MOST_LINES_WITH_NEAR_RULES = 200;

    private static final long MOST_COMPARISONS = 5_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "LINE",
            description = "Lines to explain, each in quotes. Without one, and without --input: standard input.")
    private List<String> lines = new ArrayList<>();

    @Option(names = "--input", paramLabel = "FILE", description = "The log whose lines are to be explained.")
    private @Nullable String input;

    @Option(
            names = "--line",
            paramLabel = "N",
            split = ",",
            description = "Explains these lines only, among all the others: 17 or 17,18.")
    private Set<Long> selected = new LinkedHashSet<>();

    @Option(names = "--rule", paramLabel = "ID", description = "Explains this rule, as PV-SSH-050, over the lines.")
    private @Nullable String rule;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "What is judged begins here; earlier lines are what a night remembers. Without it: all.")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When the logs end. Without it: the longest wait of a rule behind the last line.")
    private @Nullable String until;

    @Option(
            names = "--file",
            paramLabel = "NAME",
            description = "Name of the file that the lines stand in: web01/protectvl.log is a log of the Client web01.")
    private @Nullable String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    enum Format {
        text,
        json
    }

    @Override
    public Integer call() throws IOException, RulesException {
        if (selected.stream().anyMatch(number -> number < 1)) {
            throw new UsageException("--line counts from 1");
        }
        try (ExplainedInput.Opened opened = ExplainedInput.open(lines, input, file)) {
            LoadedRules loaded = loaded();
            ExplainedInput explained = ExplainedInput.of(opened.source(), selected, logs);
            if (rule == null) {
                explainLines(explained, loaded);
            } else {
                explainRule(explained, loaded);
            }
            if (explained.problem() != null) {
                LOG.error("{}: {}", explained.name(), explained.problem());
                return ExitCode.INCOMPLETE.code();
            }
        }
        return ExitCode.OK.code();
    }

    /** All rules, or only the one that is asked for: compiling all takes seconds. */
    private LoadedRules loaded() throws RulesException {
        String wanted = rule;
        if (wanted == null) {
            return LoadedRules.load(rules.folder(), CacheFolder.open());
        }
        return LoadedRules.of(
                RuleSelection.one(rules.folder(), wanted), Policy.load(rules.folder()), CacheFolder.open());
    }

    private LineTrial.Setting setting(Policy policy) {
        Instant start = from == null ? null : logs.instant("--from", from);
        Instant end = until == null ? null : logs.instant("--until", until);
        return new LineTrial.Setting(policy.lists(), policy.inventory(), start, end);
    }

    private void explainLines(ExplainedInput explained, LoadedRules loaded) {
        LineTrial.Setting setting = setting(loaded.policy());
        List<Finding> findings = explained.all().findings(loaded.compiled(), setting);
        World world = world(explained.all().scene(loaded.compiled(), setting));
        long size = explained.lines().size();
        boolean few = size <= MOST_LINES_WITH_NEAR_RULES
                && size * explained.all().fates().size() <= MOST_COMPARISONS;
        Map<Rule, Explainer> explainers = new LinkedHashMap<>();
        for (Rule each : loaded.catalog().rules()) {
            if (few && !loaded.notRun().containsKey(each.id().value())) {
                explainers.put(each, new Explainer(each));
            }
        }
        ExplainText text =
                new ExplainText(logs.zoneIsAssumed() ? null : logs.zone().toString());
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        PrintWriter out = spec.commandLine().getOut();
        boolean first = true;
        for (ExplainedInput.Line line : explained.lines()) {
            LineStory story = LineStory.of(line, findings, world, explainers);
            if (format == Format.json) {
                json.add(ExplainJson.line(story, text));
                continue;
            }
            out.print((first ? "" : "\n") + text.line(story));
            first = false;
        }
        if (format == Format.json) {
            out.println(ExplainJson.write(Map.of("input", explained.name(), "lines", json)));
        }
        if (!few) {
            LOG.warn("rules that nearly match are not shown for so many lines; name some with --line");
        }
    }

    private static @Nullable World world(LineTrial.@Nullable Scene scene) {
        return scene == null ? null : World.of(scene.window(), scene.events(), scene.facts());
    }

    private void explainRule(ExplainedInput explained, LoadedRules loaded) {
        Rule asked = loaded.catalog().rules().get(0);
        PrintWriter out = spec.commandLine().getOut();
        String notRun = loaded.notRun().get(asked.id().value());
        if (notRun != null) {
            throw new UsageException(asked.id() + " does not run: " + notRun);
        }
        LineTrial.Setting setting = setting(loaded.policy());
        World world = world(explained.all().scene(loaded.compiled(), setting));
        if (world == null) {
            throw new UsageException(
                    "none of the lines is an event, so no rule can match; explain them without --rule");
        }
        Explainer explainer = new Explainer(asked);
        RuleExplanation whole = explainer.explain(world);
        String differs = differs(whole, explained.all().findings(loaded.compiled(), setting));
        List<RuleExplanation> explanations = new ArrayList<>();
        if (selected.isEmpty()) {
            explanations.add(whole);
        }
        for (ExplainedInput.Line line : selected.isEmpty() ? List.<ExplainedInput.Line>of() : explained.lines()) {
            explanations.add(of(line, explainer, world));
        }
        for (RuleExplanation each : explanations) {
            RuleExplanation honest = differs.isEmpty() ? each : each.withLimit(differs);
            out.print(
                    format == Format.json
                            ? ExplainJson.write(ExplainJson.rule(honest)) + "\n"
                            : ExplainText.rule(honest));
        }
    }

    private static RuleExplanation of(ExplainedInput.Line line, Explainer explainer, World world) {
        RuleExplanation explanation =
                line.fate() instanceof Parsed.Found found ? explainer.explain(world, found.event()) : null;
        if (explanation == null) {
            throw new UsageException("line " + line.number() + " is no event that the rule asks for; see it with"
                    + " explain --line " + line.number() + " and without --rule");
        }
        return explanation;
    }

    /** The engine has the last word: where it finds other subjects than the explanation, that is said. */
    private static String differs(RuleExplanation explanation, List<Finding> findings) {
        Set<String> engine = new TreeSet<>();
        findings.forEach(finding -> engine.add(finding.subject()));
        Set<String> explained = new TreeSet<>();
        explanation.found().forEach(found -> explained.add(found.subject()));
        return engine.equals(explained) ? "" : "the engine finds other than this explanation says: " + engine;
    }
}

package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
import protectv.audit.engine.RuleCompiler;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.JunitReport;
import protectv.audit.ruletest.Recorder;
import protectv.audit.ruletest.RuleTestRunner;

/** {@code rules test}: runs the tests beside the rules. */
@Command(
        name = "test",
        description = "Runs the tests beside the rules; ends with 3 where one fails or none ran.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "A case that fails is shown with - for what was expected, + for what was found, and the log",
            "lines that they speak of.",
            "",
            "Example:",
            "  protectv-audit rules test PV-KEY-001 rules/ssh --junit target/rules.xml"
        })
final class RulesTestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Parameters(
            arity = "0..*",
            paramLabel = "ID|FILE",
            description = "Rules to test: ids as PV-KEY-001, rule or test files, or folders. Without one: all.")
    private List<String> names = List.of();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Also writes the results as JUnit XML, a testsuite for each rule file.")
    private @Nullable Path junit;

    @Option(
            names = "--update",
            description = "Writes what the rules find now into the expect: of the cases that differ, and says what it"
                    + " changed. Read that as you would read a change of the rule.")
    private boolean update;

    @Override
    public Integer call() throws RulesException {
        RuleCatalog asked = RuleSelection.of(rules.folder(), names);
        RuleTestRunner runner = new RuleTestRunner(asked, RuleCompiler.compile(asked, CacheFolder.open()));
        List<RuleTestRunner.Result> results = new ArrayList<>();
        int failed = 0;
        for (Rule rule : asked.rules()) {
            List<RuleTestRunner.Result> ofRule = runner.run(rule);
            failed += update ? recorded(rule, ofRule, asked) : shown(ofRule);
            results.addAll(ofRule);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (results.isEmpty()) {
            out.println("no test ran");
            return ExitCode.RULES.code();
        }
        long passed = results.stream().filter(RuleTestRunner.Result::passed).count();
        long updated = results.size() - passed - failed;
        out.println(passed + " passed, " + failed + " failed" + (update ? ", " + updated + " recorded" : ""));
        if (junit != null) {
            write(junit, results);
        }
        return (failed == 0 ? ExitCode.OK : ExitCode.RULES).code();
    }

    private int shown(List<RuleTestRunner.Result> results) {
        int failed = 0;
        for (RuleTestRunner.Result result : results) {
            if (!result.passed()) {
                failed++;
                show("FAILED   ", result);
            }
        }
        return failed;
    }

    /** @return how many cases still fail */
    private int recorded(Rule rule, List<RuleTestRunner.Result> results, RuleCatalog catalog) {
        try {
            Recorder.Recorded recorded = new Recorder(catalog).record(rule, results);
            recorded.changed().forEach(result -> show("RECORDED ", result));
            PrintWriter out = spec.commandLine().getOut();
            recorded.refused().forEach(refused -> out.println("FAILED   " + VisibleText.escape(refused)));
            return recorded.refused().size();
        } catch (IOException e) {
            throw new UsageException("cannot write " + RuleCatalog.testOf(rule.file()) + ": " + e
                    + "; it is unchanged. Give yourself write access to its folder");
        }
    }

    private void show(String what, RuleTestRunner.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what + result.file() + ":" + result.line() + ": " + VisibleText.escape(result.name()));
        result.failure().forEach(line -> out.println("         " + VisibleText.escape(line)));
    }

    private static void write(Path file, List<RuleTestRunner.Result> results) {
        try {
            JunitReport.write(file, results);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot write --junit " + file + ": " + e + "; name a file in a folder that is there");
        }
    }
}

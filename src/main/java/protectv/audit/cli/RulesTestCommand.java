package protectv.audit.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.RuleTestRunner;

/** {@code rules test}: runs the tests beside the rules. */
@Command(
        name = "test",
        description = "Runs the tests beside the rules; ends with 3 where one fails or none ran.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit rules test --rules rules PV-KEY-001 PV-SSH-050"})
final class RulesTestCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Rules to test, as PV-KEY-001. Without one: all.")
    private List<String> ids = List.of();

    @Override
    public Integer call() throws RulesException {
        RuleCatalog catalog = LoadedRules.catalog(rules.folder());
        RuleTestRunner runner = new RuleTestRunner(catalog, RuleCompiler.compile(catalog, CacheFolder.open()));
        PrintWriter out = spec.commandLine().getOut();
        int passed = 0;
        int failed = 0;
        for (Rule rule : catalog.rules()) {
            if (!ids.isEmpty() && !ids.contains(rule.id().value())) {
                continue;
            }
            for (RuleTestRunner.Result result : runner.run(rule)) {
                if (result.passed()) {
                    passed++;
                } else {
                    failed++;
                    out.println("FAILED  " + result.file() + ": " + result.name());
                    result.failure().lines().forEach(line -> out.println("        " + line));
                }
            }
        }
        if (passed + failed == 0) {
            throw new UsageException("no test ran: no rule has the id " + String.join(", ", ids));
        }
        out.println(passed + " passed, " + failed + " failed");
        return (failed == 0 ? ExitCode.OK : ExitCode.RULES).code();
    }
}

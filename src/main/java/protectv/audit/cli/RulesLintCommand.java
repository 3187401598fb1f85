package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.escape.VisibleText;
import protectv.audit.lint.LintFormat;
import protectv.audit.lint.RulesLinter;
import protectv.audit.rule.RuleProblem;

/** {@code rules lint}: what is wrong with rules, where, and what to do. */
@Command(
        name = "lint",
        description =
                "Looks at rules, their metadata and what stands beside them, compiles them, and says what is wrong,"
                        + " where, and what to do. Ends with 3 where something is.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Warnings are about rules that load and do not do what it seems: they can match nothing, say the",
            "same as another, remember a frequent event for long, or name a control that is not listed.",
            "",
            "Examples:",
            "  protectv-audit rules lint",
            "  protectv-audit rules lint --fix",
            "  protectv-audit rules lint --rules rules --strict --format sarif > lint.sarif"
        })
final class RulesLintCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Option(names = "--format", paramLabel = "FORMAT", description = "One of ${COMPLETION-CANDIDATES}. Default: TEXT.")
    private LintFormat format = LintFormat.TEXT;

    @Option(names = "--strict", description = "Ends with 3 for warnings, too.")
    private boolean strict;

    @Option(
            names = "--fix",
            description = "First mends what needs no person: = for ==, a slip in a @key or an event's name, a @span or"
                    + " @grace that is shorter than the condition.")
    private boolean fix;

    @Override
    public Integer call() throws IOException {
        if (fix && rules.mustBeSigned()) {
            throw new UsageException("--fix changes files, and --require-signed wants them as they were signed");
        }
        RulesLinter linter = new RulesLinter(rules.folder(), CacheFolder.open());
        if (fix) {
            mend(linter);
        }
        List<RuleProblem> problems = linter.problems();
        PrintWriter out = spec.commandLine().getOut();
        out.print(format.write(problems));
        out.flush();
        boolean failed = strict
                ? !problems.isEmpty()
                : problems.stream().anyMatch(problem -> problem.category().isError());
        return (failed ? ExitCode.RULES : ExitCode.OK).code();
    }

    /** What was mended goes to the log: standard output may be read by a program. */
    private void mend(RulesLinter linter) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            for (RuleProblem problem : linter.fix()) {
                err.println(VisibleText.escape("mended " + problem.file() + ":" + problem.line() + ":"
                        + problem.column() + ": " + problem.message()));
            }
            err.flush();
        } catch (IOException e) {
            throw new UsageException("the rules cannot be mended: " + e.getMessage());
        }
    }
}

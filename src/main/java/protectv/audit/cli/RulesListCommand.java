package protectv.audit.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RulesException;

/** {@code rules list}: id, severity and title. */
@Command(
        name = "list",
        description = "Lists the rules: id, severity, title, file.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit rules list | grep critical"})
final class RulesListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Override
    public Integer call() throws RulesException {
        PrintWriter out = spec.commandLine().getOut();
        for (Rule rule : LoadedRules.catalog(rules.folder()).rules()) {
            out.printf(
                    "%-11s  %-13s  %-60s  %s%n",
                    rule.id(),
                    rule.metadata().severity().label(),
                    rule.metadata().title(),
                    rule.file());
        }
        return ExitCode.OK.code();
    }
}

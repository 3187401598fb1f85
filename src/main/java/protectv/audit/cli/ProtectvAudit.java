package protectv.audit.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: asks for one. */
@Command(
        name = "protectv-audit",
        description = "Checks the logs of SafeNet ProtectV 4.x: what went wrong, why, and what to do first.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            ExplainCommand.class,
            ParseCommand.class,
            EventsCommand.class,
            RulesCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0   done; nothing at or above --fail-on",
            "  1   done; findings at or above --fail-on",
            "  2   usage or configuration",
            "  3   the rules do not load, or a rule test failed",
            "  4   done, but the input was incomplete",
            "  70  a fault of the program",
            "",
            "First run:  protectv-audit run /var/log/protectv --zone Europe/Berlin"
        })
final class ProtectvAudit implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: run, explain, parse, events or rules");
    }
}

package protectv.audit.cli;

import java.util.ArrayList;
import java.util.List;
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
        synopsisSubcommandLabel = "COMMAND")
final class ProtectvAudit implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Lists the exit codes below the help text. */
    static void addExitCodes(CommandSpec spec) {
        List<String> lines = new ArrayList<>();
        for (ExitCode code : ExitCode.values()) {
            lines.add(code.helpLine());
        }
        lines.add("");
        lines.add("Example:");
        lines.add("  protectv-audit run /var/log/protectv --zone Europe/Berlin");
        spec.usageMessage().footerHeading("%nExit codes:%n").footer(lines.toArray(String[]::new));
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: run, explain, parse, events, rules, history, verify, why-changed, config, schema or completion");
    }
}

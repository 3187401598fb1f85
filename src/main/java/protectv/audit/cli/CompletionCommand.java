package protectv.audit.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion bash|zsh}: a script that lets the shell complete commands and options. */
@Command(
        name = "completion",
        description = "Prints a script by which bash or zsh completes commands, options and their values.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Examples:",
            "  source <(protectv-audit completion bash)",
            "  protectv-audit completion zsh > ~/.protectv-audit.zsh && echo 'source ~/.protectv-audit.zsh' >> ~/.zshrc"
        })
final class CompletionCommand implements Callable<Integer> {

    private enum Shell {
        BASH,
        ZSH
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Shell shell;

    @Override
    public Integer call() {
        if (shell == Shell.ZSH) {
            // The script asks for zsh's emulation of bash by itself, but only where completion has been set up.
            spec.commandLine().getOut().println("whence compdef >/dev/null || { autoload -Uz compinit && compinit; }");
        }
        spec.commandLine().getOut().print(script());
        return ExitCode.OK.code();
    }

    static String script() {
        CommandLine all = Commands.all();
        return AutoComplete.bash(all.getCommandName(), all);
    }
}

package protectv.audit.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.escape.VisibleText;
import protectv.audit.signature.SignedRules;
import protectv.audit.signature.Signer;

/** {@code rules verify}: who signed the rules, and whether they are still what he signed. */
@Command(
        name = "verify",
        description =
                "Says who signed the rules; ends with 3 where they are not what somebody who may sign has signed.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Example:",
            "  echo \"alice@example.org $(cat alice.pub)\" > /etc/protectv-audit/allowed_signers",
            "  protectv-audit rules verify --allowed-signers /etc/protectv-audit/allowed_signers"
        })
final class RulesVerifyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RulesFolderOption folder = new RulesFolderOption();

    @Option(
            names = "--allowed-signers",
            required = true,
            paramLabel = "FILE",
            description = "Who may sign, as ssh-keygen(1) describes below ALLOWED SIGNERS; not in the folder of the"
                    + " rules.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path allowedSigners;

    @Override
    public Integer call() {
        SignedRules rules = RulesTrust.verify(folder.given(), allowedSigners);
        Signer signer = rules.signer();
        spec.commandLine()
                .getOut()
                .printf(
                        "%d files are as %s signed them, with the %s key %s (namespace %s).%n",
                        rules.files(),
                        VisibleText.escape(signer.principal()),
                        signer.keyType(),
                        signer.fingerprint(),
                        signer.namespace());
        return ExitCode.OK.code();
    }
}

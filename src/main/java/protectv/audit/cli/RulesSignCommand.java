package protectv.audit.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.signature.SignedRules;
import protectv.audit.signature.SigningException;
import protectv.audit.signature.SshKeygen;
import protectv.audit.signature.UntrustedRulesException;

/** {@code rules sign}: writes {@code MANIFEST} and {@code MANIFEST.sig} into the folder of the rules. */
@Command(
        name = "sign",
        description = "Signs the rules, their tests and what stands beside them, with an OpenSSH key.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Example:",
            "  ssh-keygen -t ed25519 -f ~/.ssh/rules -C alice@example.org",
            "  protectv-audit rules sign --key ~/.ssh/rules"
        })
final class RulesSignCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final RulesFolderOption folder = new RulesFolderOption();

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "A private key of OpenSSH, or a public one whose private one ssh-agent holds.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path key;

    @Override
    public Integer call() {
        Path rules = folder.given();
        try {
            SignedRules.Signed signed = SignedRules.sign(rules, key, new SshKeygen());
            spec.commandLine()
                    .getOut()
                    .printf(
                            "Signed %d files with the %s key %s; MANIFEST and MANIFEST.sig are in %s.%n",
                            signed.files(), signed.keyType(), signed.fingerprint(), rules);
            return ExitCode.OK.code();
        } catch (SigningException e) {
            throw new UsageException(RulesTrust.shown(e));
        } catch (UntrustedRulesException e) {
            throw new UntrustedException(RulesTrust.shown(e));
        }
    }
}

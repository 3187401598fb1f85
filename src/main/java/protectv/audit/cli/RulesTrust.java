package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import protectv.audit.escape.VisibleText;
import protectv.audit.signature.SignedRules;
import protectv.audit.signature.Signer;
import protectv.audit.signature.SigningException;
import protectv.audit.signature.SshKeygen;
import protectv.audit.signature.UntrustedRulesException;

/** Whether rules must be signed, and by whom. */
final class RulesTrust {

    private static final Logger LOG = LoggerFactory.getLogger(RulesTrust.class);

    @Option(
            names = "--require-signed",
            description = "Ends with 3, before a rule is compiled, where the rules are not what somebody of"
                    + " --allowed-signers signed (see rules sign).")
    private boolean required;

    @Option(
            names = "--allowed-signers",
            paramLabel = "FILE",
            description =
                    "Who may sign the rules, as ssh-keygen(1) describes below ALLOWED SIGNERS; not in the folder of the"
                            + " rules. Asks for signed rules, too.")
    private @Nullable Path allowedSigners;

    private @Nullable Signer signer;

    boolean isAsked() {
        return required || allowedSigners != null;
    }

    /** Who signed; null where nobody asked. */
    @Nullable Signer signer() {
        return signer;
    }

    /**
     * The folder to load the rules from: a private copy of the bytes that were verified, so that what is written to the
     * rules meanwhile changes nothing. It goes when the program ends.
     */
    Path verified(Path folder) {
        if (allowedSigners == null) {
            throw new UsageException("--require-signed needs to know who may sign: name their keys with"
                    + " --allowed-signers FILE, one line each: alice@example.org ssh-ed25519 AAAA...");
        }
        SignedRules signed = verify(folder, allowedSigners);
        signer = signed.signer();
        try {
            Path copy = Files.createTempDirectory("protectv-audit-verified-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copy)));
            signed.writeTo(copy);
            return copy;
        } catch (IOException e) {
            throw new UsageException("the verified rules cannot be copied to the temporary folder: " + e.getMessage());
        }
    }

    static SignedRules verify(Path folder, Path allowedSigners) {
        try {
            return SignedRules.verify(folder, allowedSigners, new SshKeygen());
        } catch (SigningException e) {
            throw new UsageException(shown(e));
        } catch (UntrustedRulesException e) {
            throw new UntrustedException(shown(e));
        }
    }

    /** File names are written by whoever can write to the folder. */
    static String shown(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(VisibleText::escape)
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.debug("the copy of the rules stays in {}", folder, e);
        }
    }
}

package protectv.audit.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.escape.VisibleText;
import protectv.audit.evidence.Evidence;
import protectv.audit.evidence.EvidenceException;
import protectv.audit.evidence.Verification;
import protectv.audit.rule.RulesException;
import protectv.audit.signature.SignedFile;
import protectv.audit.signature.Signer;
import protectv.audit.signature.SigningException;
import protectv.audit.signature.SshKeygen;
import protectv.audit.signature.UntrustedRulesException;

/** {@code verify MANIFEST}: makes a night's report again, and says what is not as it was. */
@Command(
        name = "verify",
        description =
                "Makes the report of a night again from what it was made from, compares it byte for byte, and names"
                        + " what is not as it was. Ends with 0 where all is, with 1 where something is not.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Examples:",
            "  protectv-audit verify /var/lib/protectv-audit/evidence",
            "  protectv-audit verify evidence/000012.json --allowed-signers /etc/protectv-audit/allowed_signers"
        })
final class VerifyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MANIFEST|DIR",
            description = "A manifest that run left with --evidence, or their folder for the last one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path manifest;

    @Option(
            names = "--allowed-signers",
            paramLabel = "FILE",
            description =
                    "Who may sign manifests, as ssh-keygen(1) describes below ALLOWED SIGNERS: ends with 3 where the"
                            + " manifest is not signed by one of them.")
    private @Nullable Path allowedSigners;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Verification night;
        Path file;
        try {
            file = Evidence.latest(manifest);
            if (allowedSigners != null) {
                Signer signer = signer(file, allowedSigners);
                out.println("Signed by " + VisibleText.escape(signer.principal()) + ", " + signer.keyType() + " "
                        + signer.fingerprint());
            }
            night = Verification.of(file);
        } catch (EvidenceException e) {
            out.println(VisibleText.escape(String.valueOf(e.getMessage())));
            return ExitCode.FINDINGS.code();
        }
        List<String> differences = new ArrayList<>();
        again(night, differences);
        differences.addAll(0, night.differences());
        if (differences.isEmpty()) {
            out.println("The night of " + file + " is as it was, and its report, made again, the same to the byte.");
            return ExitCode.OK.code();
        }
        out.println("The night of " + file + " is not as it was:");
        differences.forEach(difference -> out.println("  - " + VisibleText.escape(difference)));
        return ExitCode.FINDINGS.code();
    }

    private static Signer signer(Path file, Path allowedSigners) {
        try {
            return SignedFile.verify(file, allowedSigners, new SshKeygen(SshKeygen.Purpose.EVIDENCE));
        } catch (SigningException e) {
            throw new UsageException(RulesTrust.shown(e));
        } catch (UntrustedRulesException e) {
            throw new UntrustedException(RulesTrust.shown(e));
        }
    }

    private static void again(Verification night, List<String> differences) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(night.arguments());
        CommandLine program = Commands.named("run");
        program.parseArgs(arguments.toArray(String[]::new));
        CommandLine command = requireNonNull(program.getSubcommands().get("run"));
        RunCommand run = (RunCommand) command.getCommandSpec().userObject();
        boolean relative =
                run.inputs().stream().anyMatch(input -> !Path.of(input).isAbsolute());
        if (relative && !night.workingFolder().equals(EvidenceOptions.workingFolder())) {
            throw new UsageException(
                    "the night's inputs are named from " + night.workingFolder() + "; run verify there");
        }
        try {
            night.compare(run.again());
        } catch (RulesException e) {
            differences.add("the report cannot be made again: the rules do not load: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (UsageException | UntrustedException e) {
            differences.add("the report cannot be made again: " + e.getMessage());
        }
    }
}

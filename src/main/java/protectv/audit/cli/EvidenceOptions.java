package protectv.audit.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import protectv.audit.evidence.Evidence;
import protectv.audit.evidence.EvidenceException;
import protectv.audit.export.ReportFiles;
import protectv.audit.report.AuditReport;
import protectv.audit.signature.SignedFile;
import protectv.audit.signature.SigningException;
import protectv.audit.signature.SshKeygen;

/** Whether a night leaves a manifest by which its report can be derived again. */
final class EvidenceOptions {

    /** Options that say where a report goes, who is told of it, and how fast it is made: none of them changes it. */
    private static final Set<String> NOT_OF_THE_REPORT = Set.of(
            "color",
            "config",
            "evidence",
            "evidence-key",
            "fail-on",
            "format",
            Configuration.INPUTS,
            "keep-all",
            "mail-from",
            "mail-on",
            "mail-to",
            "max-unparsed",
            "metrics",
            "out",
            "quiet",
            "smtp",
            "smtp-ca",
            "smtp-password-file",
            "smtp-security",
            "smtp-user",
            "syslog",
            "threads");

    @Option(
            names = "--evidence",
            paramLabel = "DIR",
            description =
                    "Leaves a manifest of the night in this folder, chained to that of the night before: digests of"
                            + " inputs, rules, what stands beside them and reports. See verify.")
    private @Nullable Path folder;

    @Option(names = "--evidence-key", paramLabel = "FILE", description = "Signs the manifest with this key of OpenSSH.")
    private @Nullable Path key;

    void check() {
        if (key != null && folder == null) {
            throw new UsageException("--evidence-key signs a manifest; say where it goes with --evidence DIR");
        }
    }

    /** Adds the manifest of a night whose reports are written, where one was asked for. */
    void add(ParseResult parsed, List<String> inputs, AuditReport report, List<ReportFiles.Target> files) {
        if (folder == null) {
            return;
        }
        try {
            Path manifest = Evidence.add(folder, asked(parsed, inputs), report, files);
            if (key != null) {
                SignedFile.sign(manifest, key, new SshKeygen(SshKeygen.Purpose.EVIDENCE));
            }
        } catch (EvidenceException | SigningException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Evidence.Asked asked(ParseResult parsed, List<String> inputs) {
        List<String> arguments = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            String name = option.longestName().substring(2);
            if (option.getValue() instanceof Path file
                    && Files.isRegularFile(file)
                    && (name.equals("config") || !NOT_OF_THE_REPORT.contains(name))) {
                files.add(file);
            }
            if (NOT_OF_THE_REPORT.contains(name)) {
                continue;
            }
            if (option.arity().max() == 0) {
                arguments.add(option.longestName());
            } else {
                option.originalStringValues().forEach(value -> arguments.add(option.longestName() + "=" + value));
            }
        }
        arguments.add("--");
        arguments.addAll(inputs);
        return new Evidence.Asked(workingFolder(), arguments, files);
    }

    static String workingFolder() {
        return Path.of("").toAbsolutePath().toString();
    }
}

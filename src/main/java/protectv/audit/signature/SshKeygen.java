package protectv.audit.signature;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * OpenSSH's {@code ssh-keygen -Y}, started with arguments, never by a shell. It reads copies in a private folder only, so
 * that what one call saw is what the next one sees.
 *
 * @param program its name or path
 * @param environment added to this process's own
 * @param purpose what is signed: a signature for one purpose speaks for no other
 */
public record SshKeygen(String program, Map<String, String> environment, Purpose purpose) {

    /** What a signature is for. */
    public enum Purpose {
        RULES("protectv-audit-rules", "the rules are", "MANIFEST.sig does not hold for MANIFEST"),
        EVIDENCE(
                "protectv-audit-evidence",
                "the manifest of the night is",
                "does not hold for the manifest of the night");

        private final String namespace;
        private final String signed;
        private final String broken;
        // A pattern is immutable; the checker does not know.
        @SuppressWarnings("ImmutableEnumChecker")
        private final Pattern good;

        Purpose(String namespace, String signed, String broken) {
            this.namespace = namespace;
            this.signed = signed;
            this.broken = broken;
            this.good = Pattern.compile("Good \"" + namespace + "\" signature .*with (\\S+) key (SHA256:\\S+)");
        }
    }

    private static final long PATIENCE_SECONDS = 60;

    public SshKeygen {
        environment = Map.copyOf(environment);
    }

    public SshKeygen() {
        this("ssh-keygen", Map.of());
    }

    public SshKeygen(Purpose purpose) {
        this("ssh-keygen", Map.of(), purpose);
    }

    /** For rules. */
    public SshKeygen(String program, Map<String, String> environment) {
        this(program, environment, Purpose.RULES);
    }

    private record Ended(int code, String out, String err) {

        String told() {
            return Stream.of(err, out)
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("Signing "))
                    .distinct()
                    .reduce((a, b) -> a + "; " + b)
                    .orElse("it says nothing");
        }
    }

    /**
     * Signs.
     *
     * @param key a private key; a public one where ssh-agent holds the private one
     * @return the armoured signature
     */
    byte[] sign(byte[] data, Path key) throws SigningException {
        if (!Files.isReadable(key)) {
            throw new SigningException("the key " + key + " cannot be read; name a file with --key, one that"
                    + " ssh-keygen -t ed25519 made");
        }
        return inFolder(folder -> {
            Path file = folder.file("manifest", data);
            Ended ended = run(
                    folder,
                    Redirect.INHERIT,
                    0,
                    "-Y",
                    "sign",
                    "-f",
                    key.toAbsolutePath().toString(),
                    "-n",
                    purpose.namespace,
                    file.toString());
            Path signature = folder.path().resolve("manifest.sig");
            if (ended.code() != 0 || !Files.exists(signature)) {
                throw new SigningException("ssh-keygen did not sign with " + key + ": " + ended.told()
                        + "\nA key with a passphrase needs a terminal, ssh-agent (ssh-add " + key
                        + ") or a program in SSH_ASKPASS that asks for it.");
            }
            return Files.readAllBytes(signature);
        });
    }

    /** The key's kind and fingerprint of a signature that nobody vouches for; empty where it is not of this data. */
    Optional<Signer> keyOf(byte[] data, byte[] signature) throws SigningException {
        return inFolder(folder -> {
            Path sig = folder.file("signature", signature);
            Ended ended = run(
                    folder,
                    Redirect.from(folder.file("manifest", data).toFile()),
                    PATIENCE_SECONDS,
                    "-Y",
                    "check-novalidate",
                    "-n",
                    purpose.namespace,
                    "-s",
                    sig.toString());
            return signer("", ended);
        });
    }

    /**
     * Verifies.
     *
     * @param allowedSigners the text of a file as ssh-keygen(1) describes below ALLOWED SIGNERS
     * @param named how that file is named to people
     * @throws UntrustedRulesException where none of those made the signature, or not of this data
     */
    Signer verify(byte[] data, byte[] signature, byte[] allowedSigners, String named)
            throws SigningException, UntrustedRulesException {
        return inFolder(folder -> {
            Path sig = folder.file("signature", signature);
            Path allowed = folder.file("allowed_signers", allowedSigners);
            Path manifest = folder.file("manifest", data);
            Ended found = run(
                    folder,
                    Redirect.from(manifest.toFile()),
                    PATIENCE_SECONDS,
                    "-Y",
                    "find-principals",
                    "-s",
                    sig.toString(),
                    "-f",
                    allowed.toString());
            List<String> principals = found.out()
                    .lines()
                    .flatMap(line -> Arrays.stream(line.split(",", -1)))
                    .filter(principal -> !principal.isBlank())
                    .toList();
            if (found.code() != 0 || principals.isEmpty()) {
                throw new UntrustedRulesException(purpose.signed + " not signed by anybody whom " + named
                        + " allows (ssh-keygen: " + found.told() + ")");
            }
            String why = "";
            for (String principal : principals) {
                Ended ended = run(
                        folder,
                        Redirect.from(manifest.toFile()),
                        PATIENCE_SECONDS,
                        "-Y",
                        "verify",
                        "-f",
                        allowed.toString(),
                        "-I",
                        principal,
                        "-n",
                        purpose.namespace,
                        "-s",
                        sig.toString());
                Optional<Signer> signer = signer(principal, ended);
                if (signer.isPresent()) {
                    return signer.get();
                }
                why = ended.told();
            }
            throw new UntrustedRulesException("the signature " + purpose.broken + " (ssh-keygen: " + why
                    + "); it was changed since it was signed, or signed for something else");
        });
    }

    private Optional<Signer> signer(String principal, Ended ended) {
        Matcher good = purpose.good.matcher(ended.out());
        return ended.code() == 0 && good.find()
                ? Optional.of(new Signer(principal, good.group(1), good.group(2), purpose.namespace))
                : Optional.empty();
    }

    private interface Work<T, E extends Exception> {

        T in(PrivateFolder folder) throws IOException, SigningException, E;
    }

    private static <T, E extends Exception> T inFolder(Work<T, E> work) throws SigningException, E {
        try (PrivateFolder folder = PrivateFolder.create()) {
            return work.in(folder);
        } catch (IOException e) {
            throw new SigningException("the temporary folder cannot be used: " + e.getMessage());
        }
    }

    private Ended run(PrivateFolder folder, Redirect input, long patience, String... arguments)
            throws IOException, SigningException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        Path out = folder.path().resolve("out");
        Path err = folder.path().resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new SigningException("the program " + program + " cannot be started (" + e.getMessage()
                    + "); install OpenSSH 8.2 or newer (on Debian the package openssh-client)");
        }
        try {
            // Somebody who types a passphrase may take his time.
            if (patience == 0) {
                process.waitFor();
            } else if (!process.waitFor(patience, TimeUnit.SECONDS)) {
                throw new SigningException(program + " did not end within " + patience + " seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SigningException(program + " was interrupted");
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}

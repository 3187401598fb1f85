package protectv.audit.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Rules that somebody who may sign has signed, and that are what he signed. */
public final class SignedRules {

    private final RulesSnapshot snapshot;
    private final Signer signer;

    private SignedRules(RulesSnapshot snapshot, Signer signer) {
        this.snapshot = snapshot;
        this.signer = signer;
    }

    /**
     * What was signed.
     *
     * @param files how many the manifest lists
     * @param fingerprint of the key
     */
    public record Signed(int files, String keyType, String fingerprint) {}

    /**
     * Writes {@code MANIFEST} and {@code MANIFEST.sig} into a folder.
     *
     * @param key a private key; a public one where ssh-agent holds the private one
     */
    public static Signed sign(Path folder, Path key, SshKeygen ssh) throws SigningException, UntrustedRulesException {
        RulesSnapshot snapshot = RulesSnapshot.of(folder);
        if (snapshot.fileCount() == 0) {
            throw new SigningException("there is no rule in " + folder + " to sign; name another folder with --rules");
        }
        byte[] manifest = snapshot.manifest().bytes();
        byte[] signature = ssh.sign(manifest, key);
        Signer signer = ssh.keyOf(manifest, signature)
                .orElseThrow(() ->
                        new SigningException("ssh-keygen does not accept the signature that it made with " + key));
        try {
            replace(folder, RulesSnapshot.MANIFEST, manifest);
            replace(folder, RulesSnapshot.SIGNATURE, signature);
        } catch (IOException e) {
            throw new SigningException("the signature cannot be written to " + folder + ": " + e.getMessage());
        }
        return new Signed(snapshot.fileCount(), signer.keyType(), signer.fingerprint());
    }

    /** Whoever reads meanwhile sees the old file or the new one, never a half. */
    private static void replace(Path folder, String name, byte[] bytes) throws IOException {
        Path written = Files.write(folder.resolve("." + name + ".new"), bytes);
        Files.move(written, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads a folder and verifies what was read.
     *
     * @param allowedSigners who may sign, in a file as ssh-keygen(1) describes below ALLOWED SIGNERS; one within the folder
     *     is refused, since who may write rules could add himself
     * @throws UntrustedRulesException with every file that was changed, is missing or was added
     */
    public static SignedRules verify(Path folder, Path allowedSigners, SshKeygen ssh)
            throws SigningException, UntrustedRulesException {
        byte[] allowed = allowed(folder, allowedSigners);
        RulesSnapshot snapshot = RulesSnapshot.of(folder);
        byte[] manifest = snapshot.signedManifest();
        byte[] signature = snapshot.signature();
        if (manifest == null || signature == null) {
            throw new UntrustedRulesException("the rules in " + folder + " are not signed: there is no "
                    + (manifest == null ? RulesSnapshot.MANIFEST : RulesSnapshot.SIGNATURE)
                    + "; sign them with rules sign --key FILE");
        }
        Signer signer = ssh.verify(manifest, signature, allowed, allowedSigners.toString());
        List<String> differences = Manifest.parse(manifest).differences(snapshot.manifest());
        if (!differences.isEmpty()) {
            List<String> problems = new ArrayList<>();
            problems.add("the rules in " + folder + " are not what " + signer.principal() + " signed:");
            differences.forEach(difference -> problems.add("  " + difference));
            problems.add("Put back what was signed, or look at the differences and sign again with rules sign.");
            throw new UntrustedRulesException(problems);
        }
        return new SignedRules(snapshot, signer);
    }

    private static byte[] allowed(Path folder, Path file) throws SigningException {
        try {
            if (Files.isDirectory(folder) && isWithin(folder.toRealPath(), file)) {
                throw new SigningException(
                        "--allowed-signers " + file + " is in the folder of the rules: who may write rules could add"
                                + " himself to it; keep it elsewhere");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new SigningException(
                    "the list of those who may sign cannot be read: " + e + "; name a file with --allowed-signers");
        }
    }

    /** Whether the file, or a link of that name, is below the folder. */
    private static boolean isWithin(Path realFolder, Path file) throws IOException {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return (parent != null && Files.exists(parent) && parent.toRealPath().startsWith(realFolder))
                || (Files.isRegularFile(file) && file.toRealPath().startsWith(realFolder));
    }

    public Signer signer() {
        return signer;
    }

    public int files() {
        return snapshot.fileCount();
    }

    /** Writes the verified bytes below a folder; nothing is read a second time. */
    public void writeTo(Path folder) throws IOException {
        snapshot.writeTo(folder);
    }
}

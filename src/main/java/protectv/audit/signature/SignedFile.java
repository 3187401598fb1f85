package protectv.audit.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file with a signature beside it: {@code FILE.sig}, as {@code ssh-keygen -Y sign} makes it. */
public final class SignedFile {

    private SignedFile() {}

    public static Path signatureOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".sig");
    }

    /** @param key a private key; a public one where ssh-agent holds the private one */
    public static void sign(Path file, Path key, SshKeygen ssh) throws SigningException {
        try {
            Files.write(signatureOf(file), ssh.sign(Files.readAllBytes(file), key));
        } catch (IOException e) {
            throw new SigningException("the signature of " + file + " cannot be written: " + e.getMessage());
        }
    }

    /** @throws UntrustedRulesException where nobody of the list signed these bytes */
    public static Signer verify(Path file, Path allowedSigners, SshKeygen ssh)
            throws SigningException, UntrustedRulesException {
        Path signature = signatureOf(file);
        if (!Files.exists(signature)) {
            throw new UntrustedRulesException(file + " is not signed: there is no " + signature.getFileName());
        }
        try {
            return ssh.verify(
                    Files.readAllBytes(file),
                    Files.readAllBytes(signature),
                    Files.readAllBytes(allowedSigners),
                    allowedSigners.toString());
        } catch (IOException e) {
            throw new SigningException("the signature cannot be verified: " + e + "; see --allowed-signers");
        }
    }
}

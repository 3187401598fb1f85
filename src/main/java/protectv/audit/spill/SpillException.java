package protectv.audit.spill;

import java.io.IOException;

/** The temporary file cannot be written or read. The message says where it is, and what to do. */
public final class SpillException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SpillException(IOException cause) {
        super(
                "cannot keep what does not fit into memory in a temporary file in "
                        + System.getProperty("java.io.tmpdir")
                        + ": " + cause.getMessage() + ". Make room there, or name another folder:"
                        + " PROTECTV_AUDIT_TMPDIR=DIR; without the launcher, java -Djava.io.tmpdir=DIR",
                cause);
    }
}

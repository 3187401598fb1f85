package protectv.audit.evidence;

/** A manifest that cannot be written or read; the message says what to do. */
public final class EvidenceException extends Exception {

    private static final long serialVersionUID = 1L;

    EvidenceException(String message) {
        super(message);
    }
}

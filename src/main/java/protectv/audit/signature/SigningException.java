package protectv.audit.signature;

/** Signing or verifying could not be done at all: no program, no key, no folder. The message says what to do. */
public final class SigningException extends Exception {

    private static final long serialVersionUID = 1L;

    SigningException(String message) {
        super(message);
    }
}

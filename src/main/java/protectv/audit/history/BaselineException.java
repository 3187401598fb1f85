package protectv.audit.history;

/** An earlier report cannot serve for comparison. The message says what, where, and what to do, and is safe to print. */
public final class BaselineException extends Exception {

    private static final long serialVersionUID = 1L;

    BaselineException(String message) {
        super(message);
    }
}

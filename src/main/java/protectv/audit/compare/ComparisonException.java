package protectv.audit.compare;

/** What is to be compared cannot be had. The message says what, where, and what to do, and is safe to print. */
public final class ComparisonException extends Exception {

    private static final long serialVersionUID = 1L;

    public ComparisonException(String message) {
        super(message);
    }
}

package protectv.audit.engine;

/** A rule asks for more work than a window may cost. The message says of what it took too much. */
final class RunawayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunawayException(String message) {
        super(message);
    }
}

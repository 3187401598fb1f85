package protectv.audit.cli;

/** The command cannot be carried out as it was given. The message says what, where and what to do. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}

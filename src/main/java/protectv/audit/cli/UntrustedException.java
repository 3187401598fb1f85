package protectv.audit.cli;

/** The rules are not signed as was asked. The message names what differs. */
final class UntrustedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UntrustedException(String message) {
        super(message);
    }
}

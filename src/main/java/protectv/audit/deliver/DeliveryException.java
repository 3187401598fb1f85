package protectv.audit.deliver;

/** The outcome of a run could not be told; the message says to whom, why, and what to do. */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}

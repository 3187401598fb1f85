package protectv.audit.run;

/** The period has more windows than can be judged. The message says which, why, and what to do. */
public final class PeriodTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PeriodTooLongException(String message) {
        super(message);
    }
}

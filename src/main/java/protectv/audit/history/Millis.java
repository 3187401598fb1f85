package protectv.audit.history;

import java.time.Instant;

/** Epoch milliseconds of any moment, the far ends of time included. */
final class Millis {

    private Millis() {}

    static long of(Instant moment) {
        try {
            return moment.toEpochMilli();
        } catch (ArithmeticException e) {
            return moment.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}

package protectv.audit.event;

import java.io.Serializable;
import java.util.Comparator;

/** Something in a log that a finding can show: a line and its time. */
public interface Witness extends Serializable {

    /** By time, and at the same time by where the lines stood: the same order however the inputs were cut. */
    Comparator<Witness> BY_TIME = Comparator.comparingLong(Witness::time)
            .thenComparing(witness -> witness.source().file())
            .thenComparingLong(witness -> witness.source().line());

    /** Epoch milliseconds. */
    long time();

    SourceRef source();

    /** A line that is shown for what it is, event or not. */
    static Witness of(long time, SourceRef source) {
        return new SeenLine(time, source);
    }

    /** A line and its time, and nothing else about it. */
    record SeenLine(long time, SourceRef source) implements Witness {}
}

package protectv.audit.finding;

import java.util.Comparator;
import protectv.audit.event.Event;
import protectv.audit.event.Moment;
import protectv.audit.event.Witness;

/**
 * What made a finding true, and when.
 *
 * @param time epoch milliseconds
 * @param place of the line, for the order of those at one time; empty where there is none
 * @param identity tells the anchors of one rule and subject apart
 * @param count how often the finding is then counted
 */
public record Anchor(long time, String place, long line, long identity, int count) implements Comparable<Anchor> {

    private static final Comparator<Anchor> ORDER =
            Comparator.comparingLong(Anchor::time).thenComparing(Anchor::place).thenComparingLong(Anchor::line);

    public static Anchor of(Event event) {
        return new Anchor(event.time(), event.source().file(), event.source().line(), event.seq(), event.count());
    }

    /** A moment counts once, however many times its last line was said. */
    public static Anchor of(Moment moment) {
        Witness last = moment.witnesses().stream().max(Witness.BY_TIME).orElse(null);
        return new Anchor(
                moment.time(),
                last == null ? "" : last.source().file(),
                last == null ? 0 : last.source().line(),
                moment.identity(),
                1);
    }

    @Override
    public int compareTo(Anchor other) {
        return ORDER.compare(this, other);
    }
}

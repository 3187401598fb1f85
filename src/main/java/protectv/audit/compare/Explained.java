package protectv.audit.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RunFacts.Told;

/**
 * A finding that two runs do not share, or tell differently, and why.
 *
 * @param before as the first run tells it; null where it does not
 * @param after as the second run tells it; null where it does not
 */
public record Explained(@Nullable Told before, @Nullable Told after, List<Difference> differences) {

    public Explained {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change has a finding on one side at least");
        }
        differences = List.copyOf(differences);
    }

    /**
     * One thing that differs.
     *
     * @param what in words: {@code appeared}, {@code gone}, {@code count 3 -> 5}
     * @param causes all that changed and could explain it, the certain one first
     */
    public record Difference(String what, List<Possible> causes) {

        public Difference {
            causes = List.copyOf(causes);
        }
    }

    /**
     * A cause that could explain a difference.
     *
     * @param certain true where no other can
     * @param why in words
     */
    public record Possible(Cause cause, boolean certain, String why) {}

    /** The finding as it is, or as it was where it is gone. */
    public Told latest() {
        Told either = after == null ? before : after;
        if (either == null) {
            throw new IllegalStateException("the constructor has seen to it");
        }
        return either;
    }
}

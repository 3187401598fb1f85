package protectv.audit.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;

/**
 * A finding of a rule, a subject and a window that two audits of the same logs do not share, or tell differently.
 *
 * @param before as the old rules found it; null where they did not
 * @param now as the new rules find it; null where they do not
 * @param differences what they tell differently: {@code count 5 -> 7}; empty where one is null
 * @param linesGained lines that only the new finding rests on
 * @param linesLost lines that only the old finding rested on
 */
public record FindingChange(
        @Nullable Finding before,
        @Nullable Finding now,
        List<String> differences,
        List<Evidence> linesGained,
        List<Evidence> linesLost) {

    public FindingChange {
        if (before == null && now == null) {
            throw new IllegalArgumentException("a change has a finding on one side at least");
        }
        differences = List.copyOf(differences);
        linesGained = List.copyOf(linesGained);
        linesLost = List.copyOf(linesLost);
    }

    /** What became of it. */
    public enum Kind {
        GAINED,
        LOST,
        CHANGED
    }

    public Kind kind() {
        return before == null ? Kind.GAINED : now == null ? Kind.LOST : Kind.CHANGED;
    }

    /** The finding as it is, or as it was where it is gone. */
    public Finding latest() {
        Finding either = now == null ? before : now;
        if (either == null) {
            throw new IllegalStateException("the constructor has seen to it");
        }
        return either;
    }
}

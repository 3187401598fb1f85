package protectv.audit.input;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a file every {@link #EVERY}th line ends, so that a line in the middle is found without reading all before it.
 *
 * @param offsets bytes from the file's beginning, by line; empty where a text lies packed or in UTF-16: it can only be
 *     read from its beginning
 * @param lines how many there were; what a file gained since is none of them
 */
public record LineIndex(List<Long> offsets, long lines) implements Serializable {

    /** Every how many lines: near enough that reading on from there costs nothing, far enough that the index is small. */
    static final int EVERY = 4096;

    public static final LineIndex NONE = new LineIndex(List.of(), 0);

    public LineIndex {
        offsets = List.copyOf(offsets);
    }

    /** The same with the places of the lines that follow. */
    public LineIndex then(LineIndex next) {
        List<Long> both = new ArrayList<>(offsets);
        both.addAll(next.offsets);
        return new LineIndex(both, next.lines);
    }

    /** A place at which lines begin. */
    record Place(long offset, long linesBefore) {}

    /** The last known place not behind the beginning of this line. */
    Place before(long line) {
        int known = (int) Math.min((line - 1) / EVERY, offsets.size());
        return known == 0 ? new Place(0, 0) : new Place(offsets.get(known - 1), (long) known * EVERY);
    }
}

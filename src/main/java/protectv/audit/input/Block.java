package protectv.audit.input;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a plain text, so that several readers can share one file. Its lines are those that begin in it.
 *
 * @param from first byte
 * @param to exclusive
 * @param size of the file when it was cut; what it gained since belongs to no block
 */
public record Block(long from, long to, long size) implements Serializable {

    public Block {
        if (from < 0 || from >= to || to > size) {
            throw new IllegalArgumentException("no block of " + size + " bytes: " + from + " to " + to);
        }
    }

    /** The bytes just before it, at most so many; null where it is the first. */
    public @Nullable Block before(long bytes) {
        return from == 0 ? null : new Block(Math.max(0, from - bytes), from, size);
    }
}

package protectv.audit.event;

import java.io.Serializable;

/**
 * Where a line stood.
 *
 * @param file the input as the user named it, {@code /}-separated; {@code -} for standard input
 * @param line counted from 1 in the decompressed text; only LF ends a line
 * @param text the line as it was read, without its end
 */
public record SourceRef(String file, long line, String text) implements Serializable {

    /** {@code auth.log:12}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}

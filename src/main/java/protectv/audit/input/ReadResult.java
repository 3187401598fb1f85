package protectv.audit.input;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How the reading of one input went.
 *
 * @param sha256 of the stored bytes, lower-case hex; covers what could be read where there is a problem; empty where the
 *     sink wanted no more lines before the end, since a digest of some part would prove nothing
 * @param bytes stored bytes read
 * @param lines lines handed on
 * @param cutLines lines longer than the limit
 * @param undecodableLines lines with bytes that are not in the file's encoding
 * @param index where lines begin
 * @param problem why the input is incomplete ("gzip stream ends in the middle ..."); null where it was read to its end
 */
public record ReadResult(
        String sha256,
        long bytes,
        long lines,
        long cutLines,
        long undecodableLines,
        LineIndex index,
        @Nullable String problem)
        implements Serializable {

    /** Of an input that no line came from. */
    public static ReadResult nothing(String problem) {
        return new ReadResult("", 0, 0, 0, 0, LineIndex.NONE, problem);
    }
}

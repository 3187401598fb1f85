package protectv.audit.input;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;

/**
 * Reads the lines of one input. Compression (gzip, bzip2, xz, zstd, any number of members) is recognised by content;
 * text is UTF-8, or UTF-16 where a byte order mark or the zeros of Latin text say so. Only LF ends a line; one CR before
 * it is dropped, and a last line needs no LF. Memory stays bounded whatever the input holds. Has no state: safe for use
 * by many threads.
 */
public final class LineReader {

    /**
     * Past this a line is cut. The longest line that a log has a reason for is a syslog message of 64 KiB (rsyslog's and
     * syslog-ng's own ceiling in the field); all that a rule looks at stands in its first few hundred bytes.
     */
    public static final int DEFAULT_MAX_LINE_BYTES = 65_536;

    /** Below this a line might not hold one character of UTF-8. */
    private static final int MIN_LINE_BYTES = 4;

    /** Larger ones were not faster, and leave the processor's cache. */
    private static final int BUFFER_BYTES = 128 * 1024;

    private LineReader() {}

    /**
     * Hands each line to {@code sink}, in order and in the calling thread. What the sink throws passes through.
     *
     * @param maxLineBytes of the unpacked text, without the line's end; at least 4. A longer line is cut before the
     *     character that would pass the limit, and counted
     * @return what was read; damage and unreadable files are its {@code problem}, never an exception
     */
    public static ReadResult read(InputSource source, int maxLineBytes, LineSink sink) {
        return read(source, maxLineBytes, sink, BUFFER_BYTES);
    }

    static ReadResult read(InputSource source, int maxLineBytes, LineSink sink, int bufferBytes) {
        if (maxLineBytes < MIN_LINE_BYTES) {
            throw new IllegalArgumentException("maxLineBytes is " + maxLineBytes + ", but must be at least 4");
        }
        if (bufferBytes < TextEncoding.HEAD_BYTES) {
            throw new IllegalArgumentException("bufferBytes is " + bufferBytes + ", but must be at least 16");
        }
        LineSplitter lines = new LineSplitter(source.name(), maxLineBytes, bufferBytes, sink);
        try (StoredBytes stored = new StoredBytes(source.open())) {
            return readStored(source, stored, lines, bufferBytes);
        } catch (IOException e) {
            StoredBytes nothing = new StoredBytes(InputStream.nullInputStream());
            return result(nothing, lines, Packing.PLAIN, problem(e, 0, Packing.PLAIN));
        }
    }

    private static ReadResult readStored(InputSource source, StoredBytes stored, LineSplitter lines, int bufferBytes) {
        String problem = null;
        Packing packing = Packing.PLAIN;
        try (Unpacked text = Unpacked.of(source, new Uncloseable(stored))) {
            packing = text.packing();
            lines.split(text);
        } catch (IOException e) {
            problem = problem(e, stored.count(), packing);
        }
        if (!lines.stopped()) {
            try {
                stored.drain(new byte[bufferBytes]);
            } catch (IOException e) {
                problem = problem == null ? problem(e, stored.count(), Packing.PLAIN) : problem;
            }
        }
        return result(stored, lines, packing, problem);
    }

    private static ReadResult result(
            StoredBytes stored, LineSplitter lines, Packing packing, @Nullable String problem) {
        return new ReadResult(
                lines.stopped() ? "" : stored.sha256(),
                stored.count(),
                lines.lines(),
                lines.cutLines(),
                lines.undecodableLines(),
                lines.index(packing == Packing.PLAIN),
                problem);
    }

    /** The digest still needs the bytes behind the place where a decompressor gave up. */
    private static final class Uncloseable extends FilterInputStream {

        Uncloseable(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return in.read(target, offset, length);
        }

        @Override
        public void close() {
            // the owner of the stored bytes closes them
        }
    }

    private static String problem(IOException e, long near, Packing packing) {
        if (e instanceof AccessDeniedException) {
            return "permission denied: run as a user who may read it, or change its mode";
        }
        if (e instanceof NoSuchFileException) {
            return "it is gone since it was found: see whether log rotation moved it, and run again";
        }
        if (packing == Packing.PLAIN) {
            return "cannot be read near byte " + near + " (" + reason(e) + "): check the disk or copy the file again";
        }
        if (e instanceof MemoryLimitException limit) {
            return "xz data needs " + limit.getMemoryNeeded() / 1024
                    + " MiB of memory to unpack, more than is allowed: " + "unpack it first with xz -d";
        }
        String reason = reason(e);
        if (packing == Packing.ZSTD && reason.toLowerCase(Locale.ROOT).contains("window size")) {
            return "zstd data needs a window of more than 8 MiB: unpack it first with zstd -d --long=31";
        }
        // The bzip2 reader has no exception of its own for this.
        boolean endsEarly = e instanceof EOFException || reason.contains("end of stream");
        String what = reason.startsWith(packing.title()) || reason.startsWith("bytes that")
                ? reason
                : packing.title() + (endsEarly ? " ends in the middle" : " is corrupt (" + reason + ")");
        return what + ", near byte " + near
                + " of the file: what came before was read; copy the file again or restore it";
    }

    private static String reason(IOException e) {
        if (e.getMessage() == null) {
            return e.getClass().getSimpleName();
        }
        return e.getMessage();
    }
}

package protectv.audit.input;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one file in blocks, in any order and by several readers. All that they tell together is what {@link LineReader} tells
 * of the whole; where a read fails, that one is to be asked instead, since it says what is wrong.
 */
public final class BlockReader {

    private static final int BUFFER_BYTES = 128 * 1024;

    private BlockReader() {}

    /** The digest of a whole file. */
    public record Digest(String sha256, long bytes) implements Serializable {}

    /**
     * The blocks of an input, in order; none where it must be read whole: it is small, packed, not in UTF-8, or can be read
     * only from its beginning.
     *
     * @param bytes of a block
     */
    public static List<Block> blocks(InputSource source, long bytes) {
        long size = source.size();
        List<Block> blocks = new ArrayList<>();
        if (size <= bytes || !isPlain(source)) {
            return blocks;
        }
        for (long from = 0; from < size; from += bytes) {
            blocks.add(new Block(from, Math.min(size, from + bytes), size));
        }
        return blocks;
    }

    private static boolean isPlain(InputSource source) {
        try (InputStream in = source.open()) {
            byte[] head = in.readNBytes(Math.max(Packing.MAGIC_BYTES, TextEncoding.HEAD_BYTES));
            return Packing.of(head) == Packing.PLAIN && TextEncoding.of(head, head.length) == TextEncoding.UTF8;
        } catch (IOException e) {
            return false;
        }
    }

    /** How many lines begin in a block. */
    public static long count(InputSource source, Block block) throws IOException {
        // The first line of a file begins with it, any other one behind a line's end.
        long lines = block.from() == 0 ? 1 : 0;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = stretch(source, Math.max(0, block.from() - 1), block.to() - 1)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }

    /**
     * Hands the lines of a block to {@code sink}, in order and in the calling thread.
     *
     * @param linesBefore how many lines begin before the block
     * @return what was read, without a digest
     */
    public static ReadResult read(InputSource source, Block block, long linesBefore, int maxLineBytes, LineSink sink)
            throws IOException {
        LineSplitter lines = new LineSplitter(source.name(), maxLineBytes, BUFFER_BYTES, sink);
        try (InputStream in = stretch(source, Math.max(0, block.from() - 1), block.size())) {
            lines.split(in, block, linesBefore);
        }
        return new ReadResult(
                "",
                block.to() - block.from(),
                lines.lines() - linesBefore,
                lines.cutLines(),
                lines.undecodableLines(),
                lines.index(true),
                null);
    }

    /** The digest of a file as large as it was when it was cut. */
    public static Digest digest(InputSource source, long size) throws IOException {
        try (StoredBytes stored = new StoredBytes(stretch(source, 0, size))) {
            stored.drain(new byte[BUFFER_BYTES]);
            return new Digest(stored.sha256(), stored.count());
        }
    }

    private static InputStream stretch(InputSource source, long from, long to) throws IOException {
        return from == to ? new ByteArrayInputStream(new byte[0]) : new Bounded(source.open(from), to - from);
    }

    /** The first bytes of a stream. */
    private static final class Bounded extends FilterInputStream {

        private long left;

        Bounded(InputStream in, long bytes) {
            super(in);
            this.left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(0, n);
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = in.skip(Math.min(n, left));
            left -= skipped;
            return skipped;
        }
    }
}

package protectv.audit.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Compressed zstd data without its skippable frames, which the decompressor does not know (pzstd and seekable zstd write
 * them). Source: RFC 8878, section 3.
 *
 * <p>The decompressor keeps a window full of text back until the frame ends, up to 8 MiB, and would lose it with a
 * damaged frame. So the frames can also be ended early, after a given number of blocks, as if the writer had done so.
 */
final class ZstdFrames extends InputStream {

    static final long UNLIMITED = Long.MAX_VALUE;

    private static final int MAGIC = 0xFD2FB528;
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
    private static final int CHECKSUM_FLAG = 4;

    /** RFC 8878, 3.1.1.2.4. The decompressor does not check the size of a run. */
    private static final int MAX_BLOCK_BYTES = 128 * 1024;

    private enum Next {
        FRAME,
        BLOCK,
        CHECKSUM,
        END
    }

    private final InputStream in;
    private final long maxBlocks;
    private byte[] piece = new byte[0];
    private int position;
    private Next next = Next.FRAME;
    private boolean checksum;
    private int maxBlockBytes;
    private long blocks;

    ZstdFrames(InputStream in, long maxBlocks) {
        this.in = in;
        this.maxBlocks = maxBlocks;
    }

    static boolean isSkippable(int magic) {
        return (magic & 0xFFFF_FFF0) == 0x184D2A50;
    }

    /** Whole blocks given out so far. */
    long blocks() {
        return blocks;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (position == piece.length) {
            if (next == Next.END) {
                return -1;
            }
            position = 0;
            piece = nextPiece();
        }
        int n = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, target, offset, n);
        position += n;
        return n;
    }

    private byte[] nextPiece() throws IOException {
        return switch (next) {
            case FRAME -> frameHeader();
            case BLOCK -> block();
            case CHECKSUM -> {
                next = Next.FRAME;
                byte[] sum = exactly(4);
                yield maxBlocks == UNLIMITED ? sum : new byte[0];
            }
            case END -> new byte[0];
        };
    }

    private byte[] frameHeader() throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length == 0 || blocks >= maxBlocks) {
            next = Next.END;
            return new byte[0];
        }
        if (magic.length < 4) {
            throw endedEarly();
        }
        if (isSkippable(littleEndian(magic))) {
            in.skipNBytes(littleEndian(exactly(4)) & 0xFFFF_FFFFL);
            return new byte[0];
        }
        if (littleEndian(magic) != MAGIC) {
            throw new IOException("bytes that are not zstd follow the zstd data");
        }
        int flags = exactly(1)[0];
        boolean single = (flags & 0x20) != 0;
        int sizeCode = (flags >> 6) & 3;
        int rest = (single ? 0 : 1)
                + DICTIONARY_BYTES[flags & 3]
                + (sizeCode == 0 && single ? 1 : CONTENT_SIZE_BYTES[sizeCode]);
        byte[] header = new byte[5 + rest];
        System.arraycopy(magic, 0, header, 0, 4);
        checksum = (flags & CHECKSUM_FLAG) != 0;
        header[4] = (byte) (maxBlocks == UNLIMITED ? flags : flags & ~CHECKSUM_FLAG);
        System.arraycopy(exactly(rest), 0, header, 5, rest);
        maxBlockBytes = (int) Math.min(MAX_BLOCK_BYTES, window(header, single, sizeCode));
        next = Next.BLOCK;
        return header;
    }

    private static long window(byte[] header, boolean single, int sizeCode) {
        if (!single) {
            long base = 1L << (10 + ((header[5] & 0xFF) >> 3));
            return base + base / 8 * (header[5] & 7);
        }
        if (sizeCode > 1) {
            return MAX_BLOCK_BYTES;
        }
        int size = header.length - (sizeCode == 0 ? 1 : 2);
        return sizeCode == 0 ? header[size] & 0xFF : ((header[size] & 0xFF) | (header[size + 1] & 0xFF) << 8) + 256;
    }

    private byte[] block() throws IOException {
        if (blocks >= maxBlocks) {
            next = Next.END;
            return new byte[] {1, 0, 0};
        }
        byte[] head = exactly(3);
        int bits = (head[0] & 0xFF) | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16;
        int type = (bits >> 1) & 3;
        if (type == 3) {
            throw new IOException("zstd data is corrupt (unknown kind of block)");
        }
        if (bits >> 3 > maxBlockBytes) {
            throw new IOException("zstd data is corrupt (block larger than its window)");
        }
        int size = type == 1 ? 1 : bits >> 3;
        byte[] whole = new byte[3 + size];
        System.arraycopy(head, 0, whole, 0, 3);
        System.arraycopy(exactly(size), 0, whole, 3, size);
        blocks++;
        if ((bits & 1) != 0) {
            next = checksum ? Next.CHECKSUM : Next.FRAME;
        }
        return whole;
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw endedEarly();
        }
        return bytes;
    }

    private static EOFException endedEarly() {
        return new EOFException("zstd data ends in the middle");
    }

    private static int littleEndian(byte[] four) {
        return (four[0] & 0xFF) | (four[1] & 0xFF) << 8 | (four[2] & 0xFF) << 16 | four[3] << 24;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

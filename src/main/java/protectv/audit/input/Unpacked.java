package protectv.audit.input;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text of an input, unpacked. Decompressors drop what they had decoded in the call in which they meet damage; this
 * stream reads the input a second time then, goes to the same place and hands the rest on before it reports the damage.
 */
final class Unpacked extends InputStream {

    private static final int SCRATCH_BYTES = 64 * 1024;

    private final InputSource source;
    private final Packing packing;
    private final InputStream stored;
    private final @Nullable ZstdFrames frames;
    private @Nullable InputStream current;
    private @Nullable InputStream salvage;
    private @Nullable IOException failure;
    private long delivered;

    private Unpacked(InputSource source, Packing packing, InputStream stored) {
        this.source = source;
        this.packing = packing;
        this.stored = stored;
        this.frames = packing == Packing.ZSTD ? new ZstdFrames(stored, ZstdFrames.UNLIMITED) : null;
    }

    static Unpacked of(InputSource source, InputStream stored) {
        byte[] head = new byte[Packing.MAGIC_BYTES];
        int length = 0;
        InputStream rest = stored;
        try {
            while (length < head.length) {
                int n = stored.read(head, length, head.length - length);
                if (n < 0) {
                    break;
                }
                length += n;
            }
        } catch (IOException e) {
            rest = new Failing(e);
        }
        head = Arrays.copyOf(head, length);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), rest);
        return new Unpacked(source, Packing.of(head), whole);
    }

    /** Keeps a failure until the bytes before it are used up. */
    private static final class Failing extends InputStream {

        private final IOException reason;

        Failing(IOException reason) {
            this.reason = reason;
        }

        @Override
        public int read() throws IOException {
            throw reason;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw reason;
        }
    }

    Packing packing() {
        return packing;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (failure == null) {
            try {
                if (current == null) {
                    current = packing.unpack(frames == null ? stored : frames);
                }
                int n = current.read(target, offset, length);
                delivered += Math.max(n, 0);
                return n;
            } catch (IOException | RuntimeException e) {
                failure = asFailure(e);
                salvage = openSalvage();
            }
        }
        int n = salvage == null ? 0 : readSalvage(salvage, target, offset, length);
        if (n == 0 && length > 0) {
            throw failure;
        }
        return n;
    }

    private static IOException asFailure(Exception e) {
        return e instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }

    /** Byte by byte, since a larger read that fails does not say how far it came. */
    private static int readSalvage(InputStream in, byte[] target, int offset, int length) {
        int n = 0;
        try {
            while (n < length) {
                int b = in.read();
                if (b < 0) {
                    break;
                }
                target[offset + n++] = (byte) b;
            }
        } catch (IOException | RuntimeException e) {
            return n;
        }
        return n;
    }

    private @Nullable InputStream openSalvage() {
        return switch (packing) {
            case PLAIN, GZIP -> null;
            case BZIP2, XZ -> reopened(Long.MAX_VALUE);
            case ZSTD -> salvageFrames();
        };
    }

    /** The damage is in the block last given out, or in one before if the decompressor lagged. */
    private @Nullable InputStream salvageFrames() {
        long blocks = Objects.requireNonNull(frames).blocks();
        for (long end = blocks; end > Math.max(0, blocks - 3); end--) {
            try (InputStream trial = reopened(end)) {
                if (trial != null && decodes(trial)) {
                    return reopened(end);
                }
            } catch (IOException e) {
                return null;
            }
        }
        return null;
    }

    private static boolean decodes(InputStream in) {
        byte[] scratch = new byte[SCRATCH_BYTES];
        try {
            while (in.read(scratch) >= 0) {
                // only whether it comes to its end counts
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** A second stream at the place where the first failed; null where the input cannot be read again. */
    private @Nullable InputStream reopened(long maxBlocks) {
        InputStream bytes = null;
        try {
            bytes = source.open();
            InputStream again = packing.unpack(packing == Packing.ZSTD ? new ZstdFrames(bytes, maxBlocks) : bytes);
            skip(again);
            return again;
        } catch (IOException | RuntimeException e) {
            closeQuietly(bytes);
            return null;
        }
    }

    private void skip(InputStream in) throws IOException {
        byte[] scratch = new byte[SCRATCH_BYTES];
        for (long left = delivered; left > 0; ) {
            int n = in.read(scratch, 0, (int) Math.min(left, scratch.length));
            if (n < 0) {
                throw new EOFException("shorter than when it was read first");
            }
            left -= n;
        }
    }

    private static void closeQuietly(@Nullable InputStream in) {
        if (in != null) {
            try {
                in.close();
            } catch (IOException e) {
                // only read from: nothing can be lost
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(salvage);
        closeQuietly(current);
        closeQuietly(stored);
    }
}

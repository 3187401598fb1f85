package protectv.audit.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import protectv.audit.work.TemporaryFile;

/**
 * Something that can be read only once (standard input, a pipe, a device), copied to a private temporary file at its
 * first opening.
 */
final class SpooledInput implements InputSource, AutoCloseable {

    private static final int COPY_BYTES = 64 * 1024;

    private final String name;
    private final Origin origin;
    private @Nullable FileChannel spool;
    private @Nullable IOException failure;
    private boolean closed;

    SpooledInput(String name, Origin origin) {
        this.name = name;
        this.origin = origin;
    }

    /** Opens the thing that can be read once. */
    @FunctionalInterface
    interface Origin {
        InputStream open() throws IOException;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Instant lastModified() {
        return null;
    }

    /** What came before a failure is readable; the failure follows it, each time. */
    @Override
    public synchronized InputStream open() throws IOException {
        if (closed) {
            throw new IOException("the copy of " + name + " is gone already");
        }
        FileChannel channel = spool;
        if (channel == null) {
            channel = TemporaryFile.open(".spool");
            spool = channel;
            copyTo(channel);
        }
        return new SpoolReader(channel, failure);
    }

    private void copyTo(FileChannel channel) {
        byte[] buffer = new byte[COPY_BYTES];
        try (InputStream in = origin.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (spool != null) {
            spool.close();
        }
    }

    /** Has its own position, so that several can be open at once. Does not own the channel. */
    private static final class SpoolReader extends InputStream {

        private final FileChannel channel;
        private final @Nullable IOException failure;
        private long position;

        SpoolReader(FileChannel channel, @Nullable IOException failure) {
            this.channel = channel;
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            int n = channel.read(ByteBuffer.wrap(target, offset, length), position);
            if (n < 0 && failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            position += Math.max(n, 0);
            return n;
        }
    }
}

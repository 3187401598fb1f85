package protectv.audit.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** An input that tells how far it was read; what is read a second time is not told again. */
record WatchedInput(InputSource source, AtomicLong farthest, LongConsumer watcher) implements InputSource {

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public @Nullable Instant lastModified() {
        return source.lastModified();
    }

    @Override
    public InputStream open() throws IOException {
        return new Watched(source.open());
    }

    @Override
    public long size() {
        return source.size();
    }

    /** Who reads in several places tells by itself how far it is. */
    @Override
    public InputStream open(long offset) throws IOException {
        return source.open(offset);
    }

    private final class Watched extends FilterInputStream {

        private long position;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            moved(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = in.read(target, offset, length);
            moved(Math.max(0, n));
            return n;
        }

        @Override
        public long skip(long n) throws IOException {
            long skipped = in.skip(n);
            moved(skipped);
            return skipped;
        }

        private void moved(long bytes) {
            position += bytes;
            long before = farthest.getAndAccumulate(position, Math::max);
            if (position > before) {
                watcher.accept(position - before);
            }
        }
    }
}

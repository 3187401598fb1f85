package protectv.audit.input;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Bytes as an input; reads are short by chance where a random is given, and fail behind the bytes where told so. */
final class BytesInput implements InputSource {

    private final byte[] bytes;
    private final @Nullable Random shortReads;
    private final boolean failing;

    BytesInput(byte[] bytes, @Nullable Random shortReads, boolean failing) {
        this.bytes = bytes;
        this.shortReads = shortReads;
        this.failing = failing;
    }

    static BytesInput of(byte[] bytes) {
        return new BytesInput(bytes, null, false);
    }

    @Override
    public String name() {
        return "test.log";
    }

    @Override
    public @Nullable Instant lastModified() {
        return null;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int most = shortReads == null || length < 2 ? length : 1 + shortReads.nextInt(length);
                int n = in.read(target, offset, most);
                if (n < 0 && failing) {
                    throw new IOException("disk error");
                }
                return n;
            }
        };
    }
}

package protectv.audit.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * All members of a gzip file one after the other. Unlike the readers of the JDK and of commons-compress it hands every
 * byte on that could be inflated before it reports damage, and forgives zeros behind the last member (tapes pad so).
 */
final class GzipMembers extends InputStream {

    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private boolean first = true;
    private boolean inMember;
    private boolean ended;
    private @Nullable IOException failure;

    GzipMembers(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        try {
            while (inMember || startMember()) {
                int n = inflate(target, offset, length);
                if (n > 0) {
                    crc.update(target, offset, n);
                    return n;
                }
                if (failure != null) {
                    throw failure;
                }
                if (inflater.finished()) {
                    endMember();
                } else if (inflater.needsDictionary()) {
                    throw new IOException("gzip data is corrupt (asks for a dictionary)");
                } else if (inflater.needsInput()) {
                    if (!fill()) {
                        throw endedEarly();
                    }
                    inflater.setInput(buffer, position, limit - position);
                    position = limit;
                }
            }
            return -1;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    private int inflate(byte[] target, int offset, int length) {
        long before = inflater.getBytesWritten();
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            failure = new IOException("gzip data is corrupt (" + e.getMessage() + ")", e);
            return (int) (inflater.getBytesWritten() - before);
        }
    }

    private boolean startMember() throws IOException {
        if (ended || !hasByte()) {
            ended = true;
            return false;
        }
        if (!first && buffer[position] == 0) {
            skipPadding();
            return false;
        }
        if (next() != 0x1F || next() != 0x8B) {
            throw garbage();
        }
        if (next() != 8) {
            throw new IOException("gzip data is packed by an unknown method");
        }
        int flags = next();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(buffer, position, limit - position);
        position = limit;
        crc.reset();
        first = false;
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        inMember = false;
        position = limit - inflater.getRemaining();
        if (nextInt() != crc.getValue()) {
            throw new IOException("gzip data is corrupt (its checksum is wrong)");
        }
        if (nextInt() != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new IOException("gzip data is corrupt (its length is wrong)");
        }
    }

    private void skipPadding() throws IOException {
        while (hasByte()) {
            if (buffer[position++] != 0) {
                throw garbage();
            }
        }
        ended = true;
    }

    private static IOException garbage() {
        return new IOException("bytes that are not gzip follow the gzip data");
    }

    private static EOFException endedEarly() {
        return new EOFException("gzip data ends in the middle");
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(n, 0);
        return n > 0;
    }

    private boolean hasByte() throws IOException {
        return position < limit || fill();
    }

    private int next() throws IOException {
        if (!hasByte()) {
            throw endedEarly();
        }
        return buffer[position++] & 0xFF;
    }

    private long nextInt() throws IOException {
        long low = next() | next() << 8;
        long high = next() | next() << 8;
        return low | high << 16;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // the name and the comment are of no use here
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}

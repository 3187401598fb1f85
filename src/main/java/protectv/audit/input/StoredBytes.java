package protectv.audit.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and digests the bytes of an input as they lie on the disk. */
final class StoredBytes extends FilterInputStream {

    private final MessageDigest digest;
    private long count;

    StoredBytes(InputStream in) {
        super(in);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    long count() {
        return count;
    }

    /** Ends the digest. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads what a decompressor left, so that the digest is that of the whole file. */
    void drain(byte[] scratch) throws IOException {
        while (read(scratch, 0, scratch.length) >= 0) {
            // count and digest grow
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = in.read(target, offset, length);
        if (n > 0) {
            digest.update(target, offset, n);
            count += n;
        }
        return n;
    }

    /** Skipped bytes would be missing from the digest. */
    @Override
    public long skip(long n) throws IOException {
        byte[] scratch = new byte[(int) Math.max(0, Math.min(n, 8192))];
        return Math.max(0, read(scratch, 0, scratch.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

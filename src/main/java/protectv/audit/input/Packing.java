package protectv.audit.input;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How an input is compressed, told from its first bytes, never from its name. */
enum Packing {
    PLAIN("text"),
    GZIP("gzip data"),
    BZIP2("bzip2 data"),
    XZ("xz data"),
    ZSTD("zstd data");

    /** As many bytes as bzip2 needs: three letters, a digit and the block's mark. */
    static final int MAGIC_BYTES = 10;

    /** Room for {@code xz -9} (65 MiB); what asks for more would endanger a small machine. */
    private static final int XZ_MEMORY_KIB = 100 * 1024;

    private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B};
    private static final byte[] XZ_MAGIC = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    private static final byte[] BZIP2_BLOCK = {0x31, 0x41, 0x59, 0x26, 0x53, 0x59};
    private static final byte[] BZIP2_END = {0x17, 0x72, 0x45, 0x38, 0x50, (byte) 0x90};

    private final String title;

    Packing(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    static Packing of(byte[] head) {
        if (startsWith(head, GZIP_MAGIC)) {
            return GZIP;
        }
        if (startsWith(head, XZ_MAGIC)) {
            return XZ;
        }
        if (startsWith(head, ZSTD_MAGIC) || isSkippableFrame(head)) {
            return ZSTD;
        }
        return isBzip2(head) ? BZIP2 : PLAIN;
    }

    /** All members, streams or frames of {@code stored}. */
    InputStream unpack(InputStream stored) throws IOException {
        return switch (this) {
            case PLAIN -> stored;
            case GZIP -> new GzipMembers(stored);
            case BZIP2 -> new BZip2CompressorInputStream(stored, true);
            case XZ -> new XZInputStream(stored, XZ_MEMORY_KIB);
            case ZSTD -> new ZstdInputStream(stored);
        };
    }

    /** "BZh9" alone may begin a text; with the block's mark it does not. */
    private static boolean isBzip2(byte[] head) {
        if (head.length < MAGIC_BYTES || head[0] != 'B' || head[1] != 'Z' || head[2] != 'h') {
            return false;
        }
        byte[] mark = Arrays.copyOfRange(head, 4, MAGIC_BYTES);
        return head[3] >= '1' && head[3] <= '9' && (Arrays.equals(mark, BZIP2_BLOCK) || Arrays.equals(mark, BZIP2_END));
    }

    private static boolean isSkippableFrame(byte[] head) {
        return head.length >= 4 && (head[0] & 0xF0) == 0x50 && head[1] == 0x2A && head[2] == 0x4D && head[3] == 0x18;
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}

package protectv.audit.spill;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers and texts as bytes, one behind the other, in a buffer that grows. What {@link ByteReader} reads. */
final class ByteWriter {

    private static final int FIRST_BYTES = 64 * 1024;
    private static final int LONGEST_NUMBER = 10;

    private final Words words;
    private byte[] bytes;
    private int size;

    ByteWriter(Words words) {
        this(words, FIRST_BYTES);
    }

    ByteWriter(Words words, int room) {
        this.words = words;
        this.bytes = new byte[room];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** What another wrote, from one place to another. */
    void copy(byte[] written, int from, int end) {
        room(end - from);
        System.arraycopy(written, from, bytes, size, end - from);
        size += end - from;
    }

    /** Small ones, of either sign, take one byte. */
    void number(long value) {
        room(LONGEST_NUMBER);
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    void flag(boolean value) {
        number(value ? 1 : 0);
    }

    /** Null, too. */
    void optional(@Nullable Number value) {
        flag(value != null);
        if (value != null) {
            number(value.longValue());
        }
    }

    /** Any text, halves of surrogate pairs included: bytes where its characters fit, else two for each. */
    void text(String value) {
        int length = value.length();
        room(2 * LONGEST_NUMBER + length);
        int start = size;
        number(2L * length);
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c > 0xFF) {
                size = start;
                wide(value);
                return;
            }
            bytes[at++] = (byte) c;
        }
        size = at;
    }

    private void wide(String value) {
        int length = value.length();
        number(2L * length + 1);
        room(2 * length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            bytes[size++] = (byte) (c >> 8);
            bytes[size++] = (byte) c;
        }
    }

    /** A text that may come often, or null. */
    void word(@Nullable String value) {
        if (value == null) {
            number(ByteReader.NULL);
            return;
        }
        int known = words.number(value);
        if (known == Words.NONE) {
            number(ByteReader.LITERAL);
            text(value);
        } else {
            number(known + ByteReader.FIRST_WORD);
        }
    }
}

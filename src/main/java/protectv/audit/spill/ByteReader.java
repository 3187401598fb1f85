package protectv.audit.spill;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote, in the same order. */
final class ByteReader {

    static final int NULL = 0;
    static final int LITERAL = 1;
    static final int FIRST_WORD = 2;

    private final Words words;
    private final byte[] bytes;
    private int at;

    ByteReader(Words words, byte[] bytes, int from) {
        this.words = words;
        this.bytes = bytes;
        this.at = from;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    long number() {
        long value = 0;
        int shift = 0;
        byte part;
        do {
            part = bytes[at++];
            value |= (part & 0x7FL) << shift;
            shift += 7;
        } while (part < 0);
        return (value >>> 1) ^ -(value & 1);
    }

    int size() {
        return Math.toIntExact(number());
    }

    boolean flag() {
        return number() != 0;
    }

    @Nullable Long optional() {
        return flag() ? (Long) number() : null;
    }

    @Nullable Integer optionalInt() {
        return flag() ? (Integer) size() : null;
    }

    String text() {
        int code = size();
        int length = code >> 1;
        boolean wide = (code & 1) != 0;
        if (!wide) {
            String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
            at += length;
            return text;
        }
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) (((bytes[at++] & 0xFF) << 8) | (bytes[at++] & 0xFF));
        }
        return new String(chars);
    }

    @Nullable String word() {
        int code = size();
        if (code == NULL) {
            return null;
        }
        return code == LITERAL ? text() : words.word(code - FIRST_WORD);
    }

    /** A word that is never null. */
    String required() {
        return requireNonNull(word());
    }
}

package protectv.audit.input;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/** How the bytes of a text stand for characters. {@code unit} is the number of bytes that must stay together. */
enum TextEncoding {
    UTF8(UTF_8, 1),
    UTF16LE(UTF_16LE, 2),
    UTF16BE(UTF_16BE, 2);

    /** Eight letters of UTF-16: the shortest beginning that no other text has by chance. */
    static final int HEAD_BYTES = 16;

    private final Charset charset;
    private final int unit;

    TextEncoding(Charset charset, int unit) {
        this.charset = charset;
        this.unit = unit;
    }

    int unit() {
        return unit;
    }

    /** By the byte order mark, else by the zeros that half of the bytes of Latin text in UTF-16 are, else UTF-8. */
    static TextEncoding of(byte[] head, int length) {
        if (length >= 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
            return UTF16LE;
        }
        if (length >= 2 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
            return UTF16BE;
        }
        int end = Math.min(length, HEAD_BYTES) & ~1;
        boolean little = end >= 4;
        boolean big = end >= 4;
        for (int i = 0; i < end; i += 2) {
            little &= head[i] != 0 && head[i + 1] == 0;
            big &= head[i] == 0 && head[i + 1] != 0;
        }
        if (little) {
            return UTF16LE;
        }
        return big ? UTF16BE : UTF8;
    }

    /** Bytes of the byte order mark at the beginning; 0 where there is none. */
    int markLength(byte[] head, int length) {
        if (this == UTF8) {
            boolean mark =
                    length >= 3 && (head[0] & 0xFF) == 0xEF && (head[1] & 0xFF) == 0xBB && (head[2] & 0xFF) == 0xBF;
            return mark ? 3 : 0;
        }
        return length >= 2 && unitAt(head, 0) == 0xFEFF ? 2 : 0;
    }

    /** Index of the next line feed at or after {@code from}; -1 where there is none. Whole units only. */
    int indexOfLineFeed(byte[] bytes, int from, int to) {
        if (this == UTF8) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }
        for (int i = from; i + 1 < to; i += 2) {
            if (unitAt(bytes, i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    boolean endsWithCarriageReturn(byte[] bytes, int from, int to) {
        return to - from >= unit && (unit == 1 ? bytes[to - 1] : unitAt(bytes, to - 2)) == '\r';
    }

    private int unitAt(byte[] bytes, int i) {
        int first = bytes[i] & 0xFF;
        int second = bytes[i + 1] & 0xFF;
        return this == UTF16LE ? second << 8 | first : first << 8 | second;
    }

    /**
     * The largest end not above {@code end} that splits no character.
     *
     * @param known bytes up to here may be looked at; more than {@code end} by a unit
     */
    int characterBoundary(byte[] bytes, int from, int end, int known) {
        if (this != UTF8) {
            int even = from + ((end - from) & ~1);
            boolean splitsPair = even + 2 <= known
                    && even - 2 >= from
                    && Character.isHighSurrogate((char) unitAt(bytes, even - 2))
                    && Character.isLowSurrogate((char) unitAt(bytes, even));
            return splitsPair ? even - 2 : even;
        }
        if (end >= known || (bytes[end] & 0xC0) != 0x80) {
            return end;
        }
        for (int start = end - 1; start >= Math.max(from, end - 3); start--) {
            int lead = bytes[start] & 0xFF;
            if (lead < 0x80) {
                return end;
            }
            if (lead >= 0xC0) {
                int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return start + size > end ? start : end;
            }
        }
        return end;
    }

    /** With U+FFFD for what is not in this encoding. */
    String decode(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, charset);
    }

    /** Whether the replacement characters in {@code text} were not in the file. */
    boolean isDamaged(String text, byte[] bytes, int from, int to) {
        if (text.indexOf('\uFFFD') < 0) {
            return false;
        }
        try {
            var unused = charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return false;
        } catch (CharacterCodingException e) {
            return true;
        }
    }
}

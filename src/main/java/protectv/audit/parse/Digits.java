package protectv.audit.parse;

import org.jspecify.annotations.Nullable;

/** Decimal numbers as C's %d and %u write them: ASCII digits, no sign. */
final class Digits {

    private Digits() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Null where the text is not such a number or lies outside the bounds, both of which are allowed. */
    static @Nullable Integer between(String text, int low, int high) {
        // Eleven digits are no int, and need not be read to the end.
        if (text.isEmpty() || text.length() > 10) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return null;
            }
            value = value * 10 + (c - '0');
        }
        return value < low || value > high ? null : (int) value;
    }
}

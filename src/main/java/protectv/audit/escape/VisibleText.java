package protectv.audit.escape;

import gg.jte.Content;
import java.util.Locale;

/**
 * Makes text from logs fit to be looked at. Characters that a terminal or a browser would obey or hide are written out:
 * {@code ESC} as {@code \x1b}, a right-to-left override as {@code \}{@code u202e}. Everything else stays as it is, backslashes
 * too; the exact text is in {@code report.json}.
 *
 * <p>The set is listed here and not taken from the JDK's Unicode tables, so that a newer JDK writes the same bytes.
 */
public final class VisibleText {

    private VisibleText() {}

    /** Controls, line separators, bidirectional and zero-width marks, tags, lone surrogates, noncharacters. */
    public static boolean isHidden(int codePoint) {
        return codePoint < 0x20
                || (codePoint >= 0x7f && codePoint <= 0x9f)
                || codePoint == 0xad
                || codePoint == 0x34f
                || codePoint == 0x61c
                || codePoint == 0x115f
                || codePoint == 0x1160
                || (codePoint >= 0x180b && codePoint <= 0x180f)
                || (codePoint >= 0x200b && codePoint <= 0x200f)
                || (codePoint >= 0x2028 && codePoint <= 0x202e)
                || (codePoint >= 0x2060 && codePoint <= 0x206f)
                || codePoint == 0x3164
                || (codePoint >= 0xd800 && codePoint <= 0xdfff)
                || codePoint == 0xfeff
                || codePoint == 0xffa0
                || (codePoint >= 0xfff0 && codePoint <= 0xfffb)
                || (codePoint & 0xfffe) == 0xfffe
                || (codePoint >= 0xe0000 && codePoint <= 0xe0fff);
    }

    /** The text for a terminal or a text file. */
    public static String escape(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                shown.append(code(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** The text for the body of an HTML element, what was written out in a {@code <span class="ctl">}. */
    public static Content html(String text) {
        return output -> {
            int from = 0;
            int at = 0;
            while (at < text.length()) {
                int codePoint = text.codePointAt(at);
                int next = at + Character.charCount(codePoint);
                if (isHidden(codePoint)) {
                    output.writeUserContent(text.substring(from, at));
                    output.writeContent("<span class=\"ctl\">");
                    output.writeUserContent(code(codePoint));
                    output.writeContent("</span>");
                    from = next;
                }
                at = next;
            }
            output.writeUserContent(text.substring(from));
        };
    }

    /** {@code text}, written out and cut to {@code columns} of a terminal; {@code ...} at the end says that it was cut. */
    public static String fit(String text, int columns) {
        String shown = escape(text);
        if (width(shown) <= columns) {
            return shown;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int at = 0; at < shown.length(); ) {
            int codePoint = shown.codePointAt(at);
            used += width(codePoint);
            if (used > columns - 3) {
                break;
            }
            cut.appendCodePoint(codePoint);
            at += Character.charCount(codePoint);
        }
        return cut.append("...").toString();
    }

    /** How many columns of a terminal {@code text} takes. */
    public static int width(String text) {
        return text.codePoints().map(VisibleText::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (codePoint >= 0x1100 && codePoint <= 0x115f)
                || (codePoint >= 0x2e80 && codePoint <= 0xa4cf)
                || (codePoint >= 0xac00 && codePoint <= 0xd7a3)
                || (codePoint >= 0xf900 && codePoint <= 0xfaff)
                || (codePoint >= 0xfe30 && codePoint <= 0xfe6f)
                || (codePoint >= 0xff00 && codePoint <= 0xff60)
                || (codePoint >= 0x1f300 && codePoint <= 0x1faff)
                || (codePoint >= 0x20000 && codePoint <= 0x3fffd);
        return wide ? 2 : 1;
    }

    private static String code(int codePoint) {
        return switch (codePoint) {
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default ->
                String.format(
                        Locale.ROOT,
                        codePoint <= 0xff ? "\\x%02x" : codePoint <= 0xffff ? "\\u%04x" : "\\U%08x",
                        codePoint);
        };
    }
}

package protectv.audit.escape;

import java.util.regex.Pattern;

/** Text for a Markdown file, so that what stands in a rule cannot become markup, a link or HTML. */
public final class Markdown {

    private static final String SIGNS = "\\`*_[]<>|~&$";

    private static final Pattern LINKED = Pattern.compile("[@#]|://|(?i:www)\\.");

    private Markdown() {}

    /** A text as it is, on one line. */
    public static String text(String text) {
        StringBuilder out = new StringBuilder();
        VisibleText.escape(text).codePoints().forEach(c -> {
            if (SIGNS.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(c);
        });
        return out.toString();
    }

    /**
     * Text that a stranger wrote, on one line. Hosts of Markdown turn addresses, mentions and numbers of tickets into links
     * after they read the markup, so that no backslash helps: such a text becomes code, in which they don't.
     */
    public static String fromLog(String text) {
        return LINKED.matcher(text).find() ? code(text) : text(text);
    }

    /** Code within a line; in a table too. */
    public static String code(String text) {
        String shown = VisibleText.escape(text).replace("|", "\\|");
        String fence = "`";
        while (shown.contains(fence)) {
            fence += "`";
        }
        return shown.contains("`") ? fence + " " + shown + " " + fence : fence + shown + fence;
    }

    /** Our own words, in which code stands between backticks; a bar within a table is not its border. */
    public static String ours(String text) {
        return text.replace("|", "\\|");
    }

    /** Lines of code. */
    public static String block(String code) {
        String fence = "```";
        while (code.contains(fence)) {
            fence += "`";
        }
        StringBuilder out = new StringBuilder(fence).append('\n');
        code.lines().forEach(line -> out.append(VisibleText.escape(line)).append('\n'));
        return out.append(fence).append('\n').toString();
    }
}

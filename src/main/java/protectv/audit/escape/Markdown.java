package protectv.audit.escape;

/** Text for a Markdown file, so that what stands in a rule cannot become markup, a link or HTML. */
public final class Markdown {

    private static final String SIGNS = "\\`*_[]<>|~&$";

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

    /** Code within a line; in a table too. */
    public static String code(String text) {
        String shown = VisibleText.escape(text).replace("|", "\\|");
        String fence = shown.contains("`") ? "``" : "`";
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

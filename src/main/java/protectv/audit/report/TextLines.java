package protectv.audit.report;

import protectv.audit.escape.VisibleText;

/** Lines of text as they come, LF at the end of each. What comes in is fit to be shown, but for {@link #field}. */
final class TextLines {

    /** Of a terminal. */
    static final int COLUMNS = 100;

    private final StringBuilder text = new StringBuilder();
    private int count;

    void line(String line) {
        text.append(line.stripTrailing()).append('\n');
        count++;
    }

    void blank() {
        line("");
    }

    /** A name and a value, which may be text from logs. */
    void field(String name, String value) {
        line("  " + pad(name, 14) + VisibleText.escape(value));
    }

    void more(int size, int limit, String noun) {
        if (size > limit) {
            line("  and " + Wording.count(size - (long) limit, "more " + noun));
        }
    }

    /** How many lines there are. */
    int count() {
        return count;
    }

    /** On the terminal a line is one line; in a file, where the limit is the largest number, nothing is lost. */
    static String cut(String line, int limit) {
        return limit == Integer.MAX_VALUE ? VisibleText.escape(line) : VisibleText.fit(line, COLUMNS);
    }

    static String pad(String cell, int columns) {
        return cell + " ".repeat(Math.max(1, columns - VisibleText.width(cell)));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

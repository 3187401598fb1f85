package protectv.audit.rule;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong with a rule file.
 *
 * @param file relative to the folder of the rules
 * @param line counted from 1; 0 where the problem is the file's as a whole
 * @param column counted from 1
 * @param message what is wrong, and what to do
 * @param sourceLine the line's text; empty where there is none
 * @param fix what can be put in place of a part of the file without changing what was meant; null where a person must decide
 */
public record RuleProblem(
        String file,
        int line,
        int column,
        String message,
        String sourceLine,
        LintCategory category,
        @Nullable Fix fix) implements Comparable<RuleProblem> {

    private static final Comparator<RuleProblem> ORDER = Comparator.comparing(RuleProblem::file)
            .thenComparingInt(RuleProblem::line)
            .thenComparingInt(RuleProblem::column)
            .thenComparing(RuleProblem::message);

    /**
     * A change of the file's text.
     *
     * @param at index of its first letter
     * @param length how many letters are replaced
     */
    public record Fix(int at, int length, String replacement) {}

    public RuleProblem(String file, int line, int column, String message, String sourceLine) {
        this(file, line, column, message, sourceLine, LintCategory.FILE, null);
    }

    public RuleProblem in(LintCategory other) {
        return new RuleProblem(file, line, column, message, sourceLine, other, fix);
    }

    RuleProblem fixedBy(int at, int length, String replacement) {
        return new RuleProblem(file, line, column, message, sourceLine, category, new Fix(at, length, replacement));
    }

    /** A problem at an index of the file's text. */
    public static RuleProblem at(String file, String text, int index, String message) {
        int at = Math.max(0, Math.min(index, text.length()));
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int lineEnd = text.indexOf('\n', at);
        int line = (int) text.substring(0, lineStart)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        String sourceLine = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
        return new RuleProblem(file, line, at - lineStart + 1, message, sourceLine.replace('\t', ' '));
    }

    /** The index at which a line begins, counted from 1; 0 for a line that is none. */
    public static int indexOfLine(String text, long line) {
        int at = 0;
        for (long i = 1; i < line; i++) {
            at = text.indexOf('\n', at) + 1;
        }
        return at;
    }

    @Override
    public int compareTo(RuleProblem other) {
        return ORDER.compare(this, other);
    }

    /** {@code manager/key-not-found.drl:6:5: message}, then the line with a caret under the place. */
    @Override
    public String toString() {
        if (line == 0) {
            return file + ": " + message;
        }
        String caret = " ".repeat(Math.max(0, column - 1)) + "^";
        return file + ":" + line + ":" + column + ": " + message + "\n    " + sourceLine + "\n    " + caret;
    }
}

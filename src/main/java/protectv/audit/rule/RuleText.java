package protectv.audit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule file cut into its parts, each with its place. Comments are blanked out first, so that no word in one is taken
 * for code, nor a string for a comment.
 *
 * @param code the file's text with blanks for comments; indexes are those of the file
 * @param rules the rules in it; a good file has one
 */
record RuleText(String file, String text, String code, List<Part> rules) {

    /** One rule. Indexes are those of {@link #code}. */
    record Part(String id, int at, List<Annotation> annotations, int header, int when, int then, int end) {}

    /**
     * One {@code @key("value")}.
     *
     * @param value null where there is no single quoted text between the brackets
     */
    record Annotation(String key, @Nullable String value, int at) {}

    static RuleText of(String file, String text) {
        String code = withoutComments(text);
        String bare = withoutStrings(code);
        List<Part> rules = new ArrayList<>();
        int at = word(bare, "rule", 0);
        while (at >= 0) {
            int next = word(bare, "rule", at + 4);
            int limit = next < 0 ? bare.length() : next;
            rules.add(part(code, bare, at, limit));
            at = next;
        }
        return new RuleText(file, text, code, List.copyOf(rules));
    }

    private static Part part(String code, String bare, int at, int limit) {
        int open = code.indexOf('"', at);
        int close = open < 0 ? -1 : code.indexOf('"', open + 1);
        boolean named = open > 0
                && close > 0
                && close < limit
                && code.substring(at + 4, open).isBlank();
        String id = named ? code.substring(open + 1, close) : "";
        int header = named ? close + 1 : at + 4;
        int when = within(word(bare, "when", header), limit);
        int then = within(word(bare, "then", when), limit);
        int end = within(word(bare, "end", then), limit);
        return new Part(id, at, annotations(code, bare, header, when), header, when, then, end);
    }

    private static int within(int index, int limit) {
        return index < 0 ? limit : Math.min(index, limit);
    }

    private static List<Annotation> annotations(String code, String bare, int from, int to) {
        List<Annotation> annotations = new ArrayList<>();
        int at = bare.indexOf('@', from);
        while (at >= 0 && at < to) {
            int end = at + 1;
            while (end < to && Character.isJavaIdentifierPart(code.charAt(end))) {
                end++;
            }
            int next = bare.indexOf('@', end);
            String argument =
                    code.substring(end, next < 0 || next > to ? to : next).strip();
            annotations.add(new Annotation(code.substring(at + 1, end), quoted(argument), at));
            at = next;
        }
        return List.copyOf(annotations);
    }

    /** The text within {@code ("...")}; null for anything else. */
    private static @Nullable String quoted(String argument) {
        if (!argument.startsWith("(") || !argument.endsWith(")")) {
            return null;
        }
        String inner = argument.substring(1, argument.length() - 1).strip();
        boolean oneString =
                inner.length() >= 2 && inner.startsWith("\"") && inner.indexOf('"', 1) == inner.length() - 1;
        return oneString && inner.indexOf('\n') < 0 ? inner.substring(1, inner.length() - 1) : null;
    }

    /** Index of a whole word at or behind an index; -1 where there is none. */
    static int word(String text, String word, int from) {
        int at = text.indexOf(word, from);
        while (at >= 0) {
            int end = at + word.length();
            boolean starts = at == 0 || !isWordPart(text.charAt(at - 1));
            boolean ends = end == text.length() || !isWordPart(text.charAt(end));
            if (starts && ends) {
                return at;
            }
            at = text.indexOf(word, at + 1);
        }
        return -1;
    }

    /** The word that ends before an index, or before the blanks there; empty where none does. */
    static String wordBefore(String text, int index) {
        int end = index;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end);
    }

    private static boolean isWordPart(char c) {
        return Character.isJavaIdentifierPart(c) || c == '@' || c == '-';
    }

    /** The text with blanks for comments. */
    static String withoutComments(String text) {
        char[] chars = text.toCharArray();
        int i = 0;
        while (i < chars.length) {
            char c = chars[i];
            if (c == '"' || c == '\'') {
                i = endOfString(chars, i);
            } else if (c == '/' && i + 1 < chars.length && chars[i + 1] == '/') {
                while (i < chars.length && chars[i] != '\n') {
                    chars[i++] = ' ';
                }
            } else if (c == '/' && i + 1 < chars.length && chars[i + 1] == '*') {
                int end = text.indexOf("*/", i + 2);
                int stop = end < 0 ? chars.length : end + 2;
                for (; i < stop; i++) {
                    chars[i] = chars[i] == '\n' ? '\n' : ' ';
                }
            } else {
                i++;
            }
        }
        return new String(chars);
    }

    /** The text with blanks for what stands in quotes, so that words in messages are not taken for code. */
    static String withoutStrings(String code) {
        char[] chars = code.toCharArray();
        int i = 0;
        while (i < chars.length) {
            if (chars[i] == '"' || chars[i] == '\'') {
                int end = endOfString(chars, i);
                Arrays.fill(chars, i, end, ' ');
                i = end;
            } else {
                i++;
            }
        }
        return new String(chars);
    }

    /** Where a string begins that its line does not close; -1 where all are closed. */
    static int openQuote(String code) {
        char[] chars = code.toCharArray();
        int i = 0;
        while (i < chars.length) {
            if (chars[i] == '"' || chars[i] == '\'') {
                int end = endOfString(chars, i);
                if (end - 1 == i || chars[end - 1] != chars[i]) {
                    return i;
                }
                i = end;
            } else {
                i++;
            }
        }
        return -1;
    }

    /** Index behind a string that opens at an index; a string ends at its line's end at the latest. */
    private static int endOfString(char[] chars, int open) {
        int i = open + 1;
        while (i < chars.length && chars[i] != chars[open] && chars[i] != '\n') {
            // An escape does not carry a string over its line's end.
            i += chars[i] == '\\' && i + 1 < chars.length && chars[i + 1] != '\n' ? 2 : 1;
        }
        return Math.min(chars.length, i + 1);
    }

    RuleProblem problem(int index, String message) {
        return RuleProblem.at(file, text, index, message);
    }
}

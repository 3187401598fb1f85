package protectv.audit.ruletest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The condition of a rule that lint has passed, within its file's text. Indexes are those of the file. */
final class ConditionText {

    private static final Pattern WHEN = Pattern.compile("\\bwhen\\b");
    private static final Pattern THEN = Pattern.compile("\\bthen\\b");

    private final String text;
    private final String code;
    private final String bare;
    private final int from;
    private final int to;

    ConditionText(String text) {
        this.text = text;
        this.code = blanked(text, false);
        this.bare = blanked(text, true);
        Matcher when = WHEN.matcher(bare);
        Matcher then = THEN.matcher(bare);
        if (!when.find() || !then.find(when.end())) {
            throw new IllegalArgumentException("a rule has a when and a then: " + text);
        }
        this.from = when.end();
        this.to = then.start();
    }

    String text() {
        return text;
    }

    String text(int start, int end) {
        return text.substring(start, end);
    }

    /** Where a pattern occurs in the condition, comments apart. */
    List<MatchResult> all(Pattern pattern) {
        return all(pattern, code);
    }

    /** Where a pattern occurs in the condition, comments and strings apart. */
    List<MatchResult> allBare(Pattern pattern) {
        return all(pattern, bare);
    }

    private List<MatchResult> all(Pattern pattern, String where) {
        return pattern.matcher(where)
                .region(from, to)
                .useTransparentBounds(true)
                .results()
                .toList();
    }

    /** Behind an index, blanks apart, does this follow? The index behind it, else -1. */
    int behind(int at, Pattern follows) {
        Matcher matcher = follows.matcher(bare).region(at, to);
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** Index of the bracket that closes the one before an index. */
    int closing(int behindOpen) {
        int depth = 1;
        for (int i = behindOpen; i < to; i++) {
            char c = bare.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a bracket is open: " + text);
    }

    /** Starts and ends of what commas divide between two indexes. */
    List<int[]> constraints(int start, int end) {
        List<int[]> parts = new ArrayList<>();
        int depth = 0;
        int begin = start;
        for (int i = start; i < end; i++) {
            char c = bare.charAt(i);
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(new int[] {begin, i});
                begin = i + 1;
            }
        }
        parts.add(new int[] {begin, end});
        return parts;
    }

    int line(int at) {
        return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    int column(int at) {
        return at - text.lastIndexOf('\n', at - 1);
    }

    /** The text with blanks for comments, and for what stands in quotes where wanted. */
    private static String blanked(String text, boolean strings) {
        char[] chars = text.toCharArray();
        int i = 0;
        while (i < chars.length) {
            char c = chars[i];
            int end = i + 1;
            boolean blank = false;
            if (c == '"' || c == '\'') {
                while (end < chars.length && chars[end] != c && chars[end] != '\n') {
                    end += chars[end] == '\\' ? 2 : 1;
                }
                end = Math.min(end + 1, chars.length);
                blank = strings;
            } else if (text.startsWith("//", i)) {
                end = text.indexOf('\n', i) < 0 ? chars.length : text.indexOf('\n', i);
                blank = true;
            } else if (text.startsWith("/*", i)) {
                end = text.indexOf("*/", i) < 0 ? chars.length : text.indexOf("*/", i) + 2;
                blank = true;
            }
            for (; i < end; i++) {
                chars[i] = blank && chars[i] != '\n' ? ' ' : chars[i];
            }
        }
        return new String(chars);
    }
}

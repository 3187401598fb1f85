package protectv.audit.rule;

import java.util.List;
import java.util.Locale;

/**
 * Checks that a rule is of a size that a person reads. Readers of code go down a step for each bracket and each {@code ||};
 * a rule that is made to send one of them too deep is refused before any of them sees it.
 */
final class SizeLint {

    private static final int LONGEST_LINE = 2_000;

    /** The parser of Drools takes twice as long for each bracket more. */
    private static final int DEEPEST = 8;

    private static final int MOST_JOINTS = 100;
    private static final int MOST_PATTERNS = 24;
    private static final int SHOWN = 60;

    private final RuleText file;
    private final List<RuleProblem> problems;

    private SizeLint(RuleText file, List<RuleProblem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Adds the first thing that is too large; true where there is one, and nothing else may look at the file. */
    static boolean check(RuleText file, List<RuleProblem> problems) {
        SizeLint lint = new SizeLint(file, problems);
        return lint.longLine() || lint.deep();
    }

    private boolean longLine() {
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > LONGEST_LINE) {
                problems.add(new RuleProblem(
                        file.file(),
                        i + 1,
                        1,
                        say(
                                "this line has %,d characters, a line of a rule at most %,d; divide it",
                                line.length(), LONGEST_LINE),
                        line.substring(0, SHOWN) + "..."));
                return true;
            }
        }
        return false;
    }

    private boolean deep() {
        String bare = RuleText.withoutStrings(file.code());
        int depth = 0;
        int joints = 0;
        int patterns = 0;
        for (int at = 0; at < bare.length(); at++) {
            char letter = bare.charAt(at);
            boolean twice = at > 0 && bare.charAt(at - 1) == letter;
            if (letter == '(' || letter == '[' || letter == '{') {
                depth++;
            } else if (letter == ')' || letter == ']' || letter == '}') {
                depth = Math.max(0, depth - 1);
            } else if (twice && (letter == '|' || letter == '&')) {
                joints++;
            }
            if (letter == '(' && isFact(bare, at)) {
                patterns++;
            }
            if (depth > DEEPEST) {
                return tooMuch(at, say("brackets stand within brackets %d deep here, and nobody reads that", depth));
            }
            if (joints > MOST_JOINTS) {
                return tooMuch(at, say("the rule has more than %d of || and &&", MOST_JOINTS));
            }
            if (patterns > MOST_PATTERNS) {
                return tooMuch(at, say("the rule speaks of more than %d facts", MOST_PATTERNS));
            }
        }
        return false;
    }

    private boolean tooMuch(int at, String what) {
        problems.add(file.problem(at, what + "; make several rules of it, or use in ( ... ) or a file of lists/"));
        return true;
    }

    /** Whether the word before a bracket begins with a capital, as the names of facts do. */
    private static boolean isFact(String bare, int bracket) {
        int end = bracket;
        while (end > 0 && bare.charAt(end - 1) == ' ') {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(bare.charAt(start - 1))) {
            start--;
        }
        return start < end && Character.isUpperCase(bare.charAt(start));
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

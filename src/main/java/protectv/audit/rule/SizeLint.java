package protectv.audit.rule;

import java.util.ArrayDeque;
import java.util.Deque;
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

    private static final int MOST_JOINTS = 200;
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
        Deque<Boolean> lists = new ArrayDeque<>();
        int joints = 0;
        int patterns = 0;
        for (int at = 0; at < bare.length(); at++) {
            char letter = bare.charAt(at);
            boolean twice = at > 0 && bare.charAt(at - 1) == letter;
            if ("([{".indexOf(letter) >= 0) {
                String word = RuleText.wordBefore(bare, at);
                lists.push(word.equals("in"));
                patterns += !word.isEmpty() && Character.isUpperCase(word.charAt(0)) ? 1 : 0;
            } else if (")]}".indexOf(letter) >= 0) {
                lists.poll();
            } else if (isJoint(letter, twice) && !Boolean.TRUE.equals(lists.peek())) {
                joints++;
            }
            if (lists.size() > DEEPEST) {
                return tooMuch(
                        at, say("brackets stand within brackets %d deep here, and nobody reads that", lists.size()));
            }
            if (joints > MOST_JOINTS) {
                return tooMuch(at, say("the rule has more than %d commas, ||, && and +", MOST_JOINTS));
            }
            if (patterns > MOST_PATTERNS) {
                return tooMuch(at, say("the rule speaks of more than %d facts", MOST_PATTERNS));
            }
        }
        return false;
    }

    /** What goes on with a condition; the values of a list may be many. */
    private static boolean isJoint(char letter, boolean twice) {
        return letter == ',' || letter == '+' || (twice && (letter == '|' || letter == '&'));
    }

    private boolean tooMuch(int at, String what) {
        problems.add(file.problem(at, what + "; make several rules of it, or use in ( ... ) or a file of lists/"));
        return true;
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

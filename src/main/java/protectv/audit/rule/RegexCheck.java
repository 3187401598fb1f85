package protectv.audit.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Counts in how many ways a regular expression of {@code matches} can be tried on a text. Log text is written by
 * attackers; on {@code (a+)+b} a line of thirty letters takes minutes. What looks around or refers back is refused, as
 * nobody can count its ways.
 */
final class RegexCheck {

    private static final int LONGEST = 500;

    /** Repetitions without an end: each multiplies the time by the length of the text. */
    private static final int MOST_ENDLESS = 2;

    private static final double MOST_WAYS = 10_000;

    private static final Pattern TIMES = Pattern.compile("\\{(\\d{1,4})(?:(,)(\\d{0,4}))?}");

    private final String regex;
    private int at;

    private RegexCheck(String regex) {
        this.regex = regex;
    }

    /**
     * How a part can be tried.
     *
     * @param ways without the repetitions that have no end
     * @param endless how many of those there are
     */
    private record Cost(double ways, int endless) {

        static final Cost ONE = new Cost(1, 0);

        Cost then(Cost next) {
            return new Cost(ways * next.ways, endless + next.endless);
        }

        Cost or(Cost other) {
            return new Cost(ways + other.ways, Math.max(endless, other.endless));
        }
    }

    /** Leaves the recursion; never leaves this class. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** What is wrong with an expression as it is written in a rule; null where nothing is. */
    static @Nullable String fault(String written) {
        String regex = written.replace("\\\\", "\\");
        if (regex.length() > LONGEST) {
            return "the regular expression is longer than " + LONGEST + " letters; a shorter one must do";
        }
        try {
            Pattern.compile(regex);
            Cost cost = new RegexCheck(regex.startsWith("(?i)") ? regex.substring(4) : regex).alternatives();
            if (cost.endless() > MOST_ENDLESS) {
                return "the regular expression has more than " + MOST_ENDLESS
                        + " repetitions without an end (* or +); say how often, as in {1,20}";
            }
            return cost.ways() > MOST_WAYS
                    ? "the regular expression can be tried in too many ways; take repetitions or alternatives out"
                    : null;
        } catch (PatternSyntaxException e) {
            return "the regular expression cannot be read: " + e.getDescription() + " at letter "
                    + Math.max(1, e.getIndex() + 1);
        } catch (Refused e) {
            return e.getMessage();
        }
    }

    private Cost alternatives() {
        Cost cost = sequence();
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            cost = cost.or(sequence());
        }
        return cost;
    }

    private Cost sequence() {
        Cost cost = Cost.ONE;
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            cost = cost.then(repeated(piece()));
        }
        return cost;
    }

    private Cost piece() {
        char c = regex.charAt(at);
        if (c == '\\') {
            char escaped = at + 1 < regex.length() ? regex.charAt(at + 1) : ' ';
            if (Character.isDigit(escaped) || escaped == 'k') {
                throw new Refused("the regular expression refers back to a group (\\" + escaped
                        + "); nobody can tell how long that takes");
            }
            if (escaped == 'Q') {
                throw new Refused("\\Q has no place in a regular expression here; write \\ before each sign");
            }
            at += 2;
        } else if (c == '[') {
            at = behindClass();
        } else if (c == '(') {
            at++;
            if (regex.startsWith("?", at)) {
                if (!regex.startsWith("?:", at)) {
                    throw new Refused("the regular expression looks around, names a group or switches in its middle;"
                            + " (?: ), plain brackets and (?i) at the beginning may be used");
                }
                at += 2;
            }
            Cost inner = alternatives();
            at++;
            return inner;
        } else {
            at++;
        }
        return Cost.ONE;
    }

    private Cost repeated(Cost piece) {
        if (at >= regex.length()) {
            return piece;
        }
        Matcher times = TIMES.matcher(regex).region(at, regex.length());
        char c = regex.charAt(at);
        Cost cost;
        if (c == '?') {
            cost = new Cost(piece.ways() + 1, piece.endless());
            at++;
        } else if (c == '*' || c == '+') {
            cost = endless(piece);
            at++;
        } else if (times.lookingAt()) {
            boolean open = times.group(2) != null && times.group(3).isEmpty();
            cost = open ? endless(piece) : counted(piece, times);
            at = times.end();
        } else {
            return piece;
        }
        // Lazy and possessive marks belong to the repetition.
        if (at < regex.length() && (regex.charAt(at) == '?' || regex.charAt(at) == '+')) {
            at++;
        }
        return cost;
    }

    private static Cost endless(Cost piece) {
        if (piece.ways() > 1 || piece.endless() > 0) {
            throw new Refused(
                    "the regular expression repeats without an end what repeats or varies already, as in (a+)+;"
                            + " say how often, as in {1,5}");
        }
        return new Cost(1, 1);
    }

    private static Cost counted(Cost piece, Matcher times) {
        int least = Integer.parseInt(times.group(1));
        int most = times.group(2) == null ? least : Integer.parseInt(times.group(3));
        return new Cost(Math.pow(piece.ways(), most) * (most - least + 1), piece.endless() * Math.max(1, most));
    }

    private int behindClass() {
        int depth = 0;
        for (int i = at; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && i > at + 1) {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return regex.length();
    }
}

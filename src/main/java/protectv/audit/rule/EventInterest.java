package protectv.audit.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which events a condition can match at all, as far as its text tells. Errs on the side of too many: a pattern whose text
 * is not understood is taken to match every event of its fact class.
 */
public final class EventInterest {

    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final Pattern EQUALS =
            Pattern.compile("\\s*(?:\\$\\w+\\s*:\\s*)?event\\s*==\\s*(\"[^\"\\\\]*\")\\s*(?:,[\\s\\S]*)?");
    private static final Pattern IN = Pattern.compile(
            "\\s*(?:\\$\\w+\\s*:\\s*)?event\\s+in\\s*\\(((?:\\s*\"[^\"\\\\]*\"\\s*,?)+)\\)\\s*(?:,[\\s\\S]*)?");

    private final Set<String> whole = new HashSet<>();
    private final Map<String, Set<String>> events = new HashMap<>();

    private EventInterest() {}

    /** The events that at least one of some patterns can match. */
    static EventInterest of(Iterable<FactPattern> patterns) {
        EventInterest interest = new EventInterest();
        patterns.forEach(pattern -> interest.addPattern(pattern.fact(), pattern.constraints()));
        return interest;
    }

    /** The events that at least one of the rules can match. */
    public static EventInterest union(Iterable<Rule> rules) {
        EventInterest union = new EventInterest();
        for (Rule rule : rules) {
            EventInterest interest = rule.interest();
            union.whole.addAll(interest.whole);
            interest.events.forEach((fact, labels) ->
                    union.events.computeIfAbsent(fact, key -> new HashSet<>()).addAll(labels));
        }
        return union;
    }

    /** False where no rule can match such an event. */
    public boolean wants(String fact, String event) {
        return whole.contains(fact) || events.getOrDefault(fact, Set.of()).contains(event);
    }

    private void addPattern(String fact, String constraints) {
        // A comma must follow the event: an "or" behind it belongs to another constraint, which only narrows.
        Matcher equals = EQUALS.matcher(constraints);
        Matcher in = IN.matcher(constraints);
        String literals = equals.matches() ? equals.group(1) : in.matches() ? in.group(1) : null;
        if (literals == null) {
            whole.add(fact);
            return;
        }
        Matcher literal = LITERAL.matcher(literals);
        while (literal.find()) {
            events.computeIfAbsent(fact, key -> new HashSet<>()).add(literal.group(1));
        }
    }

    static int closing(String bare, int from) {
        int depth = 1;
        for (int i = from; i < bare.length(); i++) {
            char c = bare.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return bare.length();
    }
}

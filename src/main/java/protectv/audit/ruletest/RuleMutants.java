package protectv.audit.ruletest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import protectv.audit.rule.Rule;
import protectv.audit.rule.Span;

/** Small mistakes that somebody could make in a rule's condition. */
public final class RuleMutants {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.$\\[])(-?\\d+)(?![\\w.\\]])");
    private static final Pattern TIME = Pattern.compile("\"([1-9][0-9]*[smhd])\"");
    private static final Pattern RANGE_END = Pattern.compile("\\[[^,\\]]*,\\s*([0-9]+[smhd])\\s*]");
    private static final Pattern ORDER = Pattern.compile("\\bthis (after|before)\\b");
    private static final Pattern OPEN_ORDER = Pattern.compile("\\bthis (?:after|before)\\s*\\$");
    private static final Pattern SPAN = Pattern.compile("@span\\(\"([^\"]*)\"\\)");
    private static final Pattern OPERATOR = Pattern.compile("(?<=[\\w\\s)])(==|!=|>=|<=|>|<)(?=[\\s\\d\"$-])");
    private static final Pattern LIST = Pattern.compile("\\bin\\s*\\(");
    private static final Pattern PATTERN =
            Pattern.compile("(?m)^[ \\t]*(?:(?:not|exists)\\s+)?(?:\\$\\w+\\s*:\\s*)?[A-Z]\\w*\\s*\\(");
    private static final Pattern FROM = Pattern.compile("\\s*from\\s+\\$\\w+");
    private static final Pattern FACT = Pattern.compile("\\b[A-Z]\\w*\\s*\\(");
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:");
    private static final Pattern BOUND_TEST =
            Pattern.compile("\\s*\\$\\w+\\s*:\\s*\\w+(\\s*(?:[=!<>]=?|\\bin\\b).*)", Pattern.DOTALL);
    private static final Map<String, String> OPPOSITE =
            Map.of("==", "!=", "!=", "==", ">", ">=", ">=", ">", "<", "<=", "<=", "<");

    private final Rule rule;
    private final ConditionText condition;
    private final String text;
    private final List<Mutant> mutants = new ArrayList<>();
    private final Set<String> texts = new TreeSet<>();
    private final Map<String, Integer> names = new HashMap<>();

    private RuleMutants(Rule rule) {
        this.rule = rule;
        this.text = rule.text();
        this.condition = new ConditionText(text);
    }

    /** All mutants of a rule, each with a text of its own; some may be no rules at all. */
    public static List<Mutant> of(Rule rule) {
        RuleMutants mutants = new RuleMutants(rule);
        mutants.numbers();
        mutants.times();
        mutants.orders();
        mutants.operators();
        mutants.members();
        mutants.patterns();
        mutants.constraints();
        return List.copyOf(mutants.mutants);
    }

    private void numbers() {
        for (MatchResult number : condition.allBare(NUMBER)) {
            long value = Long.parseLong(number.group(1));
            replace(Mutant.Kind.NUMBER, number, String.valueOf(value + 1));
            replace(Mutant.Kind.NUMBER, number, String.valueOf(value - 1));
        }
    }

    private void times() {
        condition.all(TIME).forEach(this::longerAndShorter);
        condition.all(RANGE_END).forEach(this::longerAndShorter);
        Matcher span = SPAN.matcher(text);
        if (!condition.allBare(OPEN_ORDER).isEmpty() && span.find()) {
            // Where the condition has no end of its own, the rule's span is it.
            for (long change : new long[] {1, -1}) {
                long other = Span.parse(span.group(1)).plusSeconds(change).toSeconds();
                add(
                        Mutant.Kind.TIME,
                        "@span " + span.group(1) + " -> " + other + "s",
                        text.substring(0, span.start(1)) + other + "s" + text.substring(span.end(1)),
                        span.start(1),
                        false);
            }
        }
    }

    private void longerAndShorter(MatchResult time) {
        Duration was = Span.parse(time.group(1));
        replace(Mutant.Kind.TIME, time, was.toSeconds() + 1 + "s");
        if (was.toSeconds() > 1) {
            replace(Mutant.Kind.TIME, time, was.toSeconds() - 1 + "s");
        }
    }

    private void orders() {
        for (MatchResult order : condition.allBare(ORDER)) {
            replace(Mutant.Kind.ORDER, order, order.group(1).equals("after") ? "before" : "after");
        }
    }

    private void operators() {
        for (MatchResult operator : condition.allBare(OPERATOR)) {
            replace(Mutant.Kind.OPERATOR, operator, OPPOSITE.getOrDefault(operator.group(1), "=="));
        }
    }

    /** Leaves out each value of a list, where another is left. */
    private void members() {
        for (MatchResult list : condition.allBare(LIST)) {
            List<int[]> members = condition.constraints(list.end(), condition.closing(list.end()));
            for (int i = 0; members.size() > 1 && i < members.size(); i++) {
                int from = i == 0 ? members.get(0)[0] : members.get(i)[0] - 1;
                int to = members.get(i)[1] + (i == 0 ? 1 : 0);
                String rest = text.substring(0, from) + text.substring(to);
                String member =
                        text.substring(members.get(i)[0], members.get(i)[1]).strip();
                int at = text.indexOf(member, members.get(i)[0]);
                add(Mutant.Kind.MEMBER, "without " + member + " in the list", rest, at, false);
            }
        }
    }

    /** Leaves out each pattern that binds nothing the rest needs. */
    private void patterns() {
        for (MatchResult pattern : condition.allBare(PATTERN)) {
            int behind = condition.closing(pattern.end()) + 1;
            int source = condition.behind(behind, FROM);
            drop(pattern.start(), source < 0 ? behind : source, "");
        }
    }

    /** Leaves out each constraint; of one that binds what the rest needs, only what it asks. */
    private void constraints() {
        for (MatchResult fact : condition.allBare(FACT)) {
            List<int[]> constraints = condition.constraints(fact.end(), condition.closing(fact.end()));
            for (int i = 0; i < constraints.size(); i++) {
                int[] constraint = constraints.get(i);
                // Together with the comma before it, or behind it where it is the first.
                int from = i == 0 ? constraint[0] : constraint[0] - 1;
                int to = i == 0 && constraints.size() > 1 ? constraint[1] + 1 : constraint[1];
                if (!drop(from, to, "")) {
                    Matcher test = BOUND_TEST.matcher(text).region(constraint[0], constraint[1]);
                    if (test.matches()) {
                        drop(
                                test.start(1),
                                test.end(1),
                                " in " + oneLine(text.substring(constraint[0], constraint[1])));
                    }
                }
            }
        }
    }

    /** @return false where the rest needs what would be left out */
    private boolean drop(int from, int to, String of) {
        String dropped = text.substring(from, to);
        String rest = text.substring(0, from) + text.substring(to);
        boolean needed = BINDING.matcher(dropped)
                .results()
                .anyMatch(binding -> Pattern.compile(Pattern.quote(binding.group(1)) + "\\b")
                        .matcher(rest)
                        .find());
        if (needed) {
            return false;
        }
        if (!dropped.isBlank()) {
            String what = oneLine(dropped).replaceAll("^, ?|,$", "");
            add(Mutant.Kind.DROP, "without " + what + of, rest, text.indexOf(what.charAt(0), from), false);
        }
        return true;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private void replace(Mutant.Kind kind, MatchResult at, String by) {
        int from = at.start(1);
        int lineStart = text.lastIndexOf('\n', from) + 1;
        int lineEnd = text.indexOf('\n', from);
        String what = text.substring(lineStart, from) + "{" + at.group(1) + " -> " + by + "}"
                + text.substring(at.end(1), lineEnd);
        String mutant = text.substring(0, from) + by + text.substring(at.end(1));
        add(kind, what.strip(), mutant, from, kind == Mutant.Kind.TIME);
    }

    private void add(Mutant.Kind kind, String what, String mutant, int at, boolean reachesFurther) {
        if (!texts.add(mutant)) {
            return;
        }
        int before = names.merge(what, 1, Integer::sum);
        String name = before == 1 ? what : what + " (" + before + ")";
        mutants.add(new Mutant(rule, kind, name, mutant, condition.line(at), condition.column(at), reachesFurther));
    }
}

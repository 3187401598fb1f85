package protectv.audit.ruletest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import protectv.audit.rule.Rule;
import protectv.audit.rule.Span;

/** Small mistakes that somebody could make in a rule: each mutant is the rule's text with one of them. */
final class RuleMutants {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.$\"\\[])(-?\\d+)(?![\\w.\"\\]])");
    private static final Pattern SPAN = Pattern.compile("\"([1-9][0-9]*[smhd])\"");
    private static final Pattern RANGE_END = Pattern.compile("\\[[^,\\]]*,\\s*([0-9]+[smhd])\\s*]");
    private static final Pattern ORDER = Pattern.compile("\\bthis (after|before)\\b");
    private static final Pattern OPEN_ORDER = Pattern.compile("\\bthis (?:after|before)\\s*\\$");
    private static final Pattern BOUNDED =
            Pattern.compile("^,?\\s*this (?:after|before|coincides)\\s*\\[[^]]*]\\s*\\$\\w+\\s*$");
    private static final Pattern OPERATOR = Pattern.compile("(?<=[\\w\\s)])(==|!=|>=|<=|>|<)(?=[\\s\\d\"$-])");
    private static final Pattern PATTERN =
            Pattern.compile("(?m)^\\s*(?:not|exists)?\\s*(?:\\$\\w+\\s*:\\s*)?[A-Z]\\w*\\s*\\(");
    private static final Pattern BINDING = Pattern.compile("(\\$\\w+)\\s*:");
    private static final Map<String, String> OPPOSITE =
            Map.of("==", "!=", "!=", "==", ">", ">=", ">=", ">", "<", "<=", "<=", "<");

    private final String text;
    private final int when;
    private final int then;
    private final Map<String, String> mutants = new LinkedHashMap<>();

    private RuleMutants(String text) {
        this.text = text;
        this.when = text.indexOf("\nwhen") + 5;
        this.then = text.lastIndexOf("\nthen");
    }

    /** Texts by what is wrong with them. */
    static Map<String, String> of(Rule rule) {
        RuleMutants mutants = new RuleMutants(rule.text());
        mutants.numbers();
        mutants.spans();
        mutants.orders();
        mutants.operators();
        mutants.drops();
        return mutants.mutants;
    }

    private void numbers() {
        for (MatchResult number : all(NUMBER)) {
            long value = Long.parseLong(number.group(1));
            replace(number, 1, String.valueOf(value + 1));
            replace(number, 1, String.valueOf(value - 1));
        }
    }

    private void spans() {
        for (MatchResult span : all(SPAN)) {
            longerAndShorter(span);
        }
        for (MatchResult end : all(RANGE_END)) {
            longerAndShorter(end);
        }
        if (!all(OPEN_ORDER).isEmpty()) {
            // Where the condition has no end of its own, the rule's span is it.
            Matcher span = Pattern.compile("@span\\(\"([^\"]*)\"\\)").matcher(text);
            if (span.find()) {
                for (long change : new long[] {1, -1}) {
                    Duration other = Span.parse(span.group(1)).plusSeconds(change);
                    add(
                            "@span " + span.group(1) + " -> " + other.toSeconds() + "s",
                            text.substring(0, span.start(1)) + other.toSeconds() + "s" + text.substring(span.end(1)));
                }
            }
        }
    }

    private void longerAndShorter(MatchResult span) {
        long seconds = Span.parse(span.group(1)).toSeconds();
        replace(span, 1, seconds + 1 + "s");
        if (seconds > 1) {
            replace(span, 1, seconds - 1 + "s");
        }
    }

    private void orders() {
        for (MatchResult order : all(ORDER)) {
            replace(order, 1, order.group(1).equals("after") ? "before" : "after");
        }
    }

    private void operators() {
        for (MatchResult operator : all(OPERATOR)) {
            replace(operator, 1, OPPOSITE.getOrDefault(operator.group(1), "=="));
        }
    }

    /** Leaves out each constraint, and each pattern that binds nothing the rest needs. */
    private void drops() {
        for (MatchResult pattern : all(PATTERN)) {
            int close = closing(pattern.end());
            String dropped = text.substring(pattern.start(), close + 1);
            if (!dropped.contains("from")
                    && text.substring(close + 1).stripLeading().startsWith("from")) {
                continue;
            }
            drop(pattern.start(), close + 1);
        }
        for (MatchResult fact : all(Pattern.compile("\\b[A-Z]\\w*\\s*\\("))) {
            int close = closing(fact.end());
            List<int[]> constraints = constraints(fact.end(), close);
            for (int i = 0; i < constraints.size(); i++) {
                // Together with the comma before it, or behind it where it is the first.
                int from = i == 0 ? constraints.get(i)[0] : constraints.get(i)[0] - 1;
                int to = i == 0 && constraints.size() > 1
                        ? constraints.get(i)[1] + 1
                        : constraints.get(i)[1];
                drop(from, to);
            }
        }
    }

    private void drop(int from, int to) {
        String dropped = text.substring(from, to);
        String rest = text.substring(0, from) + text.substring(to);
        boolean needed = BINDING.matcher(dropped)
                .results()
                .anyMatch(binding -> Pattern.compile(Pattern.quote(binding.group(1)) + "\\b")
                        .matcher(rest)
                        .find());
        // Events further apart than the rule's span are no match: without its bounds such a constraint says the same.
        boolean bounded = BOUNDED.matcher(dropped).find();
        // Other events change no balance: without its list of events a timeline is only longer.
        // No event but these has an outcome and is accepted, or fails by a password: they are named so that others need
        // not
        // be looked at.
        boolean judged = dropped.contains("\"Other\"") && rest.contains("outcome ==");
        boolean neutral =
                (text.contains("balance(") || judged) && dropped.strip().startsWith("event in");
        if (!needed && !neutral && !bounded && !dropped.isBlank()) {
            add("without " + dropped.strip().replaceAll("\\s+", " "), rest);
        }
    }

    private List<int[]> constraints(int from, int to) {
        List<int[]> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0 && !quoted) {
                parts.add(new int[] {start, i});
                start = i + 1;
            }
        }
        parts.add(new int[] {start, to});
        return parts;
    }

    private int closing(int from) {
        int depth = 1;
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a bracket is open: " + text);
    }

    private List<MatchResult> all(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(when, then).useTransparentBounds(true);
        return matcher.results().toList();
    }

    private void replace(MatchResult at, int group, String by) {
        int lineStart = text.lastIndexOf('\n', at.start(group)) + 1;
        int lineEnd = text.indexOf('\n', at.start(group));
        String line = text.substring(lineStart, at.start(group)) + "{" + at.group(group) + " -> " + by + "}"
                + text.substring(at.end(group), lineEnd);
        add(line.strip(), text.substring(0, at.start(group)) + by + text.substring(at.end(group)));
    }

    /** Spans of the rule are made long enough for the mistake, so that lint does not see it. */
    private void add(String what, String mutant) {
        mutants.put(what, mutant);
    }
}

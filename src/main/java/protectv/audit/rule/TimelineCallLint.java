package protectv.audit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what a timeline is asked: {@code bursts( 5, "10m" )} takes a number and a span, each written in its own way. */
final class TimelineCallLint {

    private static final Pattern CALL = Pattern.compile("\\b(bursts|burstsOf|atLeast|balance)\\s*\\(");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern BARE_SPAN = Pattern.compile("\\d+[smhd]");

    /** Fields whose different values can be counted. */
    private static final Set<String> COUNTED = Set.of("user", "peer", "host", "manager", "clientName", "event");

    private enum Kind {
        NUMBER("a number"),
        SPAN("a span of time"),
        FIELD("a field"),
        EVENTS("events"),
        NAME("an event's $name");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private record Shape(List<Kind> kinds, String example) {

        String words() {
            List<String> words = kinds.stream().map(kind -> kind.words).toList();
            return String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
        }
    }

    private static final Map<String, Shape> SHAPES = Map.of(
            "bursts", new Shape(List.of(Kind.NUMBER, Kind.SPAN), "bursts( 5, \"10m\" )"),
            "burstsOf", new Shape(List.of(Kind.FIELD, Kind.NUMBER, Kind.SPAN), "burstsOf( \"user\", 5, \"10m\" )"),
            "atLeast", new Shape(List.of(Kind.NUMBER, Kind.SPAN, Kind.NAME), "atLeast( 5, \"10m\", $event )"),
            "balance",
                    new Shape(
                            List.of(Kind.EVENTS, Kind.EVENTS, Kind.SPAN, Kind.NAME),
                            "balance( \"A|B\", \"C\", \"30d\", $event )"));

    private final RuleText file;
    private final String condition;
    private final int offset;
    private final List<RuleProblem> problems;

    private TimelineCallLint(RuleText file, String condition, int offset, List<RuleProblem> problems) {
        this.file = file;
        this.condition = condition;
        this.offset = offset;
        this.problems = problems;
    }

    /** @param offset where the condition begins in the file */
    static void check(RuleText file, String condition, int offset, List<RuleProblem> problems) {
        TimelineCallLint lint = new TimelineCallLint(file, condition, offset, problems);
        String bare = RuleText.withoutStrings(condition);
        Matcher call = CALL.matcher(bare);
        while (call.find()) {
            lint.check(call.group(1), call.start(), call.end(), EventInterest.closing(bare, call.end()), bare);
        }
    }

    private void check(String name, int at, int from, int to, String bare) {
        Shape shape = Objects.requireNonNull(SHAPES.get(name));
        List<int[]> arguments = arguments(bare, from, to);
        if (arguments.size() != shape.kinds().size()) {
            problems.add(file.problem(
                    offset + at, name + " takes " + shape.words() + ", with commas between: " + shape.example()));
            return;
        }
        for (int i = 0; i < arguments.size(); i++) {
            check(shape.kinds().get(i), arguments.get(i)[0], arguments.get(i)[1], name, shape);
        }
    }

    private void check(Kind kind, int from, int to, String name, Shape shape) {
        String written = condition.substring(from, to);
        boolean quoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
        String value = quoted ? written.substring(1, written.length() - 1) : written;
        int at = offset + from;
        if (kind == Kind.NUMBER && quoted && NUMBER.matcher(value.strip()).matches()) {
            problems.add(file.problem(at, "a number stands without quotes; write " + value.strip())
                    .fixedBy(at, to - from, value.strip()));
        } else if (kind == Kind.NUMBER && NUMBER.matcher(value).matches() && !quoted) {
            if (Integer.parseInt(value) == 0) {
                problems.add(file.problem(at, "nothing is reached with 0; write at least 1"));
            }
        } else if (kind == Kind.SPAN && !quoted && BARE_SPAN.matcher(value).matches()) {
            problems.add(file.problem(at, "a span of time stands in quotes here: \"" + value + "\"")
                    .fixedBy(at, to - from, "\"" + value + "\""));
        } else if (kind == Kind.FIELD && quoted) {
            if (!COUNTED.contains(value)) {
                problems.add(file.problem(
                        at,
                        "there is no field \"" + value + "\" whose values can be counted"
                                + Suggestion.of(value, COUNTED, "") + "; such fields are "
                                + String.join(", ", new TreeSet<>(COUNTED))));
            }
        } else if (kind == Kind.NUMBER || (kind == Kind.NAME ? !value.startsWith("$") : !quoted)) {
            problems.add(file.problem(
                    at,
                    name + " takes " + kind.words + " here" + (quoted ? ", not a text" : "") + "; write "
                            + shape.example()));
        }
    }

    /** Begin and end of what stands between the commas, without blanks around it. */
    private List<int[]> arguments(String bare, int from, int to) {
        List<int[]> arguments = new ArrayList<>();
        int start = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bare.charAt(i) == ',') {
                String written = condition.substring(start, i);
                int left = start + written.length() - written.stripLeading().length();
                if (!written.isBlank()) {
                    arguments.add(
                            new int[] {left, start + written.stripTrailing().length()});
                }
                start = i + 1;
            }
        }
        return arguments;
    }
}

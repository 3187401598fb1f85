package protectv.audit.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is no error, and what the author of a rule would want to know: it loads, and does not do what it seems to. */
public final class RuleWarnings {

    /** What a busy Manager writes thousands of times a day. */
    private static final Map<String, List<String>> FREQUENT = Map.of(
            "AuditEvent", List.of("Key accessed"),
            "LoginEvent", List.of("Failed password", "Authentication failure", "Session opened", "Session closed"));

    private static final Duration LONG = Duration.ofDays(1);

    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*(?:\\$\\w+\\s*:\\s*)?(\\w+)\\s*(==|!=|<=|>=|<|>)\\s*(\"[^\"]*\"|-?\\d+(?:\\.\\d+)?|true|false|null)\\s*");

    /** What templates write where a person must. */
    public static final Pattern UNFINISHED = Pattern.compile("\\bFILL IN\\b");

    public static final String TO_FILL_IN = "write here what it asks for, and take FILL IN out";

    private static final Pattern BINDING = Pattern.compile("\\$\\w+");

    private final List<RuleProblem> problems = new ArrayList<>();

    private RuleWarnings() {}

    /**
     * Warnings about rules that load.
     *
     * @param controls those that are listed beside the rules; none for no list
     */
    public static List<RuleProblem> of(List<Rule> rules, Vocabulary vocabulary, Set<ControlRef> controls) {
        RuleWarnings warnings = new RuleWarnings();
        Map<String, Rule> byCondition = new HashMap<>();
        Map<Rule, Shadow> shadows = new LinkedHashMap<>();
        for (Rule rule : rules) {
            warnings.checkFinished(rule);
            warnings.checkMemory(rule);
            warnings.checkControls(rule, controls);
            String condition = warnings.condition(rule);
            warnings.checkContradictions(rule, condition, vocabulary);
            shadows.put(rule, Shadow.of(condition, vocabulary.fieldsByFact().keySet()));
            Rule same = byCondition.putIfAbsent(plain(condition), rule);
            if (same != null) {
                warnings.warn(
                        rule,
                        rule.text().indexOf(condition),
                        "the condition says the same as that of " + same.id() + " (" + same.file()
                                + "); one of the two rules is enough",
                        LintCategory.SAME);
            }
        }
        shadows.keySet().forEach(rule -> warnings.checkShadow(rule, Shadow.wider(rule, shadows)));
        return warnings.problems.stream().sorted().toList();
    }

    private void checkShadow(Rule rule, @Nullable Rule wider) {
        if (wider != null) {
            warn(
                    rule,
                    rule.text().indexOf(condition(rule)),
                    wider.id() + " (" + wider.file()
                            + ") finds whatever this finds and is no milder; take one of the two"
                            + " out, or give this one a higher severity",
                    LintCategory.SAME);
        }
    }

    private String condition(Rule rule) {
        RuleText text = RuleText.of(rule.file(), rule.text());
        RuleText.Part part = text.rules().get(0);
        return rule.text().substring(part.when() + 4, part.then());
    }

    /** The condition however it is laid out, and whatever its names are. */
    private static String plain(String condition) {
        Map<String, String> names = new LinkedHashMap<>();
        return BINDING.matcher(RuleText.withoutComments(condition))
                .replaceAll(name ->
                        Matcher.quoteReplacement(names.computeIfAbsent(name.group(), key -> "$" + names.size())))
                .replaceAll("\\s+", "");
    }

    private void checkFinished(Rule rule) {
        UNFINISHED
                .matcher(rule.text())
                .results()
                .forEach(found -> warn(rule, found.start(), TO_FILL_IN, LintCategory.UNFINISHED));
    }

    private void checkMemory(Rule rule) {
        for (Rule.Memory memory : rule.memories()) {
            if (memory.lookBack().compareTo(LONG) <= 0) {
                continue;
            }
            FREQUENT.forEach((fact, events) -> events.stream()
                    .filter(event -> memory.events().wants(fact, event))
                    .forEach(event -> warn(
                            rule,
                            Math.max(0, rule.text().indexOf("@span")),
                            "the rule remembers each \"" + event + "\" for " + Span.print(memory.lookBack())
                                    + ", and there are many; shorten @span, or name that event with @anchor",
                            LintCategory.COST)));
        }
    }

    private void checkControls(Rule rule, Set<ControlRef> controls) {
        if (controls.isEmpty()) {
            return;
        }
        for (ControlRef control : rule.metadata().controls()) {
            if (!controls.contains(control)) {
                int at = rule.text().indexOf(control.toString());
                warn(
                        rule,
                        Math.max(at, 0),
                        "controls.yaml does not list " + control
                                + Suggestion.of(
                                        control.toString(),
                                        controls.stream()
                                                .map(ControlRef::toString)
                                                .toList(),
                                        "")
                                + "; add it there with its title, or correct it",
                        LintCategory.CONTROL);
            }
        }
    }

    /** Each constraint of a pattern must hold; two that exclude each other never do. */
    private void checkContradictions(Rule rule, String condition, Vocabulary vocabulary) {
        int offset = rule.text().indexOf(condition);
        for (FactPattern pattern :
                FactPattern.of(condition, vocabulary.fieldsByFact().keySet())) {
            Map<String, List<Bound>> byField = new LinkedHashMap<>();
            for (String constraint : pattern.wholeConstraints()) {
                Matcher comparison = COMPARISON.matcher(constraint);
                if (comparison.matches()) {
                    byField.computeIfAbsent(comparison.group(1), key -> new ArrayList<>())
                            .add(new Bound(comparison.group(2), comparison.group(3)));
                }
            }
            byField.forEach((field, bounds) -> {
                for (int i = 0; i < bounds.size(); i++) {
                    for (Bound other : bounds.subList(0, i)) {
                        if (bounds.get(i).excludes(other)) {
                            warn(
                                    rule,
                                    offset + pattern.at(),
                                    "nothing can match this: " + field + " " + other + " and " + field + " "
                                            + bounds.get(i) + " exclude each other",
                                    LintCategory.NEVER);
                        }
                    }
                }
            });
        }
    }

    /** One side of a comparison: {@code >= 5}. */
    private record Bound(String operator, String value) {

        boolean excludes(Bound other) {
            if (operator.equals("==") && other.operator.equals("==")) {
                return !value.equals(other.value);
            }
            if (operator.equals("!=") || other.operator.equals("!=")) {
                return value.equals(other.value)
                        && !operator.equals(other.operator)
                        && (operator.equals("==") || other.operator.equals("=="));
            }
            return isNumber() && other.isNumber() && (low() > other.high() || other.low() > high());
        }

        private boolean isNumber() {
            return Character.isDigit(value.charAt(value.length() - 1)) && value.charAt(0) != '"';
        }

        /** A little more or less stands for what is not included; fields have no finer steps. */
        private double low() {
            double number = Double.parseDouble(value);
            return switch (operator) {
                case ">" -> number + 1e-6;
                case ">=", "==" -> number;
                default -> Double.NEGATIVE_INFINITY;
            };
        }

        private double high() {
            double number = Double.parseDouble(value);
            return switch (operator) {
                case "<" -> number - 1e-6;
                case "<=", "==" -> number;
                default -> Double.POSITIVE_INFINITY;
            };
        }

        @Override
        public String toString() {
            return operator + " " + value;
        }
    }

    private void warn(Rule rule, int at, String message, LintCategory category) {
        problems.add(RuleProblem.at(rule.file(), rule.text(), at, message).in(category));
    }
}

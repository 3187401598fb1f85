package protectv.audit.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import protectv.audit.explain.Tokens.NotExplained;

/** Reads what stands between the brackets of a pattern. What it does not know becomes {@link Demand.Unclear}. */
final class ConstraintParser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=", "matches", "contains");
    private static final Set<String> ORDERS = Set.of("after", "before", "coincides");
    private static final Set<String> TEXT_TESTS = Set.of("startsWith", "endsWith");
    private static final Pattern UNIT = Pattern.compile("\\s*(-?[0-9]{1,12})\\s*(ms|s|m|h|d)?\\s*");
    /** What Drools takes {@code after} without brackets to begin with. */
    private static final long JUST_BEHIND = 1;

    private final Tokens tokens;

    ConstraintParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Reads up to the {@code )} or {@code ;} that ends them, and leaves that. */
    List<Constraint> constraints() {
        List<Constraint> constraints = new ArrayList<>();
        while (!tokens.peek().equals(")") && !tokens.peek().equals(";") && !tokens.atEnd()) {
            constraints.add(constraint());
            if (!tokens.take(",")) {
                break;
            }
        }
        return constraints;
    }

    private Constraint constraint() {
        int start = tokens.position();
        try {
            Constraint constraint = understood(start);
            if (List.of(",", ";", ")").contains(tokens.peek())) {
                return constraint;
            }
        } catch (NotExplained e) {
            // Said by the constraint itself.
        }
        tokens.back(start);
        tokens.skipTo(",;)");
        String text = tokens.text(start);
        return new Constraint(text, null, null, new Demand.Unclear(text));
    }

    private Constraint understood(int start) {
        String binds = null;
        if (tokens.peek().startsWith("$") && tokens.peek(1).equals(":")) {
            binds = tokens.next();
            tokens.next();
        }
        Operand bound = null;
        if (binds != null) {
            int value = tokens.position();
            bound = operand();
            if (List.of(",", ";", ")").contains(tokens.peek())) {
                return new Constraint(tokens.text(start), binds, bound, new Demand.Anything());
            }
            tokens.back(value);
        }
        Demand test = any();
        return new Constraint(tokens.text(start), binds, bound, test);
    }

    private Demand any() {
        List<Demand> parts = new ArrayList<>(List.of(all()));
        while (tokens.take("||")) {
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new Demand.Any(List.copyOf(parts));
    }

    private Demand all() {
        List<Demand> parts = new ArrayList<>(List.of(one()));
        while (tokens.take("&&")) {
            parts.add(one());
        }
        return parts.size() == 1 ? parts.get(0) : new Demand.All(List.copyOf(parts));
    }

    private Demand one() {
        if (tokens.take("!")) {
            return new Demand.Not(one());
        }
        if (tokens.take("(")) {
            Demand inner = any();
            tokens.expect(")");
            return inner;
        }
        return tokens.take("this") ? inTime() : relation();
    }

    private Demand relation() {
        Operand left = operand();
        boolean not = tokens.take("not");
        Demand test;
        String operator = tokens.peek();
        if (COMPARISONS.contains(operator)) {
            tokens.next();
            test = new Demand.Compares(left, operator, operand());
        } else if (tokens.take("in")) {
            test = new Demand.IsIn(left, list());
        } else if (tokens.take("str")) {
            tokens.expect("[");
            String which = tokens.next();
            tokens.expect("]");
            if (!TEXT_TESTS.contains(which)) {
                throw new NotExplained("str[" + which + "]");
            }
            test = new Demand.Compares(left, which, operand());
        } else {
            test = new Demand.Holds(left);
        }
        return not ? new Demand.Not(test) : test;
    }

    private List<Operand> list() {
        tokens.expect("(");
        List<Operand> values = new ArrayList<>();
        while (!tokens.take(")")) {
            values.add(operand());
            if (!tokens.peek().equals(")")) {
                tokens.expect(",");
            }
        }
        return List.copyOf(values);
    }

    private Operand operand() {
        String token = tokens.next();
        if (token.startsWith("\"")) {
            return new Operand.Literal(text(token));
        }
        if (token.equals("-")) {
            return new Operand.Literal(-number(tokens.next()));
        }
        if (Character.isDigit(token.charAt(0))) {
            return new Operand.Literal(number(token));
        }
        if (token.startsWith("$")) {
            return new Operand.Variable(token);
        }
        if (!Character.isLetter(token.charAt(0)) || tokens.peek().equals(".")) {
            throw new NotExplained(token);
        }
        return switch (token) {
            case "true" -> new Operand.Literal(true);
            case "false" -> new Operand.Literal(false);
            case "null" -> new Operand.Literal(null);
            default -> tokens.peek().equals("(") ? new Operand.Call(token, list()) : new Operand.Field(token);
        };
    }

    private static String text(String quoted) {
        try {
            return quoted.substring(1, quoted.length() - 1).translateEscapes();
        } catch (IllegalArgumentException e) {
            throw new NotExplained(quoted);
        }
    }

    private static double number(String token) {
        try {
            return Double.parseDouble(token);
        } catch (NumberFormatException e) {
            throw new NotExplained(token);
        }
    }

    private Demand inTime() {
        boolean not = tokens.take("not");
        String order = tokens.next();
        if (!ORDERS.contains(order)) {
            throw new NotExplained("this " + order);
        }
        List<Long> bounds = new ArrayList<>();
        if (tokens.take("[")) {
            int start = tokens.position();
            tokens.skipTo("]");
            for (String bound : tokens.text(start).split(",", -1)) {
                bounds.add(millis(bound));
            }
            tokens.expect("]");
        }
        String other = tokens.next();
        if (!other.startsWith("$") || bounds.size() > 2) {
            throw new NotExplained("this " + order + " " + other);
        }
        Demand test;
        if (order.equals("coincides")) {
            long most = bounds.stream().mapToLong(Long::longValue).min().orElse(0);
            test = new Demand.InTime(order, 0, most, other);
        } else {
            long least = bounds.isEmpty() ? JUST_BEHIND : bounds.get(0);
            long most = bounds.size() < 2 ? Long.MAX_VALUE : bounds.get(1);
            test = new Demand.InTime(order, least, most, other);
        }
        return not ? new Demand.Not(test) : test;
    }

    private static @Nullable Long unit(@Nullable String name) {
        return name == null
                ? Long.valueOf(1)
                : switch (name) {
                    case "s" -> 1_000L;
                    case "m" -> 60_000L;
                    case "h" -> 3_600_000L;
                    case "d" -> 86_400_000L;
                    default -> 1L;
                };
    }

    private static long millis(String text) {
        Matcher unit = UNIT.matcher(text);
        long sum = 0;
        int end = 0;
        while (end < text.length()) {
            if (!unit.find(end) || unit.start() != end) {
                throw new NotExplained(text);
            }
            Long factor = unit(unit.group(2));
            sum += Long.parseLong(unit.group(1)) * (factor == null ? 1 : factor);
            end = unit.end();
        }
        if (end == 0) {
            throw new NotExplained(text);
        }
        return sum;
    }
}

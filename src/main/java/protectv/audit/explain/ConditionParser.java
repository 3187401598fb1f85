package protectv.audit.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.explain.Tokens.NotExplained;

/** Reads the condition of a rule. From the first clause that it does not know on, all is {@link Clause.Unclear}. */
final class ConditionParser {

    private static final Set<String> FUNCTIONS = Set.of("sum", "count", "timeline");

    private final Tokens tokens;
    private final ConstraintParser constraints;

    private ConditionParser(String condition) {
        this.tokens = new Tokens(condition);
        this.constraints = new ConstraintParser(tokens);
    }

    static List<Clause> parse(String condition) {
        ConditionParser parser = new ConditionParser(condition);
        List<Clause> clauses = new ArrayList<>();
        while (!parser.tokens.atEnd()) {
            int start = parser.tokens.position();
            try {
                clauses.add(parser.clause());
            } catch (NotExplained e) {
                parser.tokens.back(start);
                clauses.add(new Clause.Unclear(parser.tokens.rest()));
                break;
            }
        }
        return List.copyOf(clauses);
    }

    private Clause clause() {
        if (tokens.peek().equals("not") || tokens.peek().equals("exists")) {
            boolean wanted = tokens.next().equals("exists");
            boolean brackets = tokens.take("(");
            Clause.Pattern pattern = pattern();
            if (brackets) {
                tokens.expect(")");
            }
            return new Clause.Existence(wanted, pattern);
        }
        if (tokens.peek(1).equals("(")) {
            if (tokens.take("groupby")) {
                return grouped();
            }
            if (tokens.take("accumulate") || tokens.take("acc")) {
                return accumulated();
            }
        }
        return pattern();
    }

    private Clause.Pattern pattern() {
        String name = null;
        if (tokens.peek().startsWith("$")) {
            name = tokens.next();
            tokens.expect(":");
        }
        String fact = tokens.next();
        if (!Character.isUpperCase(fact.charAt(0))) {
            throw new NotExplained(fact);
        }
        tokens.expect("(");
        List<Constraint> inner = constraints.constraints();
        tokens.expect(")");
        String from = null;
        if (tokens.take("from")) {
            from = variable();
        }
        return new Clause.Pattern(name, fact, inner, from);
    }

    private Clause grouped() {
        tokens.expect("(");
        Clause.Pattern pattern = pattern();
        tokens.expect(";");
        String key = variable();
        tokens.expect(":");
        String value = tokens.next();
        tokens.expect(";");
        String result = variable();
        tokens.expect(":");
        if (!function(pattern.name()).equals("timeline")) {
            throw new NotExplained("groupby");
        }
        tokens.expect(")");
        Operand operand = value.startsWith("$") ? new Operand.Variable(value) : new Operand.Field(value);
        return new Clause.Grouped(pattern, key, operand, result);
    }

    private Clause accumulated() {
        tokens.expect("(");
        Clause.Pattern pattern = pattern();
        tokens.expect(";");
        String result = variable();
        tokens.expect(":");
        String function = tokens.next();
        if (!FUNCTIONS.contains(function)) {
            throw new NotExplained(function);
        }
        tokens.expect("(");
        Operand argument = tokens.peek().startsWith("$") ? new Operand.Variable(tokens.next()) : null;
        tokens.expect(")");
        boolean sums = function.equals("sum");
        boolean ofPattern =
                argument instanceof Operand.Variable variable && variable.name().equals(pattern.name());
        if ((sums && (argument == null || ofPattern)) || (function.equals("timeline") && !ofPattern)) {
            throw new NotExplained(function);
        }
        List<Constraint> tests = tokens.take(";") ? constraints.constraints() : List.of();
        tokens.expect(")");
        return new Clause.Accumulated(pattern, result, function, argument, List.copyOf(tests));
    }

    /** A function of the gathered events themselves; its name. */
    private String function(@Nullable String event) {
        String name = tokens.next();
        tokens.expect("(");
        if (!tokens.next().equals(event)) {
            throw new NotExplained(name);
        }
        tokens.expect(")");
        return name;
    }

    private String variable() {
        String name = tokens.next();
        if (!name.startsWith("$")) {
            throw new NotExplained(name);
        }
        return name;
    }
}

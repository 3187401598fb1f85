package protectv.audit.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.explain.Tokens.NotExplained;

/**
 * The facts that a pattern can take, with what needs no other clause judged once and the first field that is compared with
 * another clause's looked up, so that a join costs no comparison of each with each.
 */
final class Facts {

    private final Clause.Pattern pattern;
    private final List<Constraint> joins = new ArrayList<>();
    private final List<Object> alone = new ArrayList<>();
    private final Map<@Nullable Object, List<Object>> byKey = new HashMap<>();
    private final Demand.@Nullable Compares key;

    Facts(Clause.Pattern pattern, List<?> facts) {
        this.pattern = pattern;
        List<Constraint> own = new ArrayList<>();
        Set<String> bound = new HashSet<>();
        for (Constraint constraint : pattern.constraints()) {
            (bound.containsAll(constraint.needs()) ? own : joins).add(constraint);
            if (constraint.binds() != null) {
                bound.add(constraint.binds());
            }
        }
        for (Object fact : facts) {
            if (bound(own, fact, Bindings.NONE) != null) {
                alone.add(fact);
            }
        }
        this.key = key(joins, bound);
        if (key != null) {
            for (Object fact : alone) {
                byKey.computeIfAbsent(keyOf(key, fact), k -> new ArrayList<>()).add(fact);
            }
        }
    }

    private static Demand.@Nullable Compares key(List<Constraint> joins, Set<String> own) {
        for (Constraint join : joins) {
            if (join.demand() instanceof Demand.Compares compares
                    && compares.operator().equals("==")
                    && compares.left() instanceof Operand.Field
                    && compares.right() instanceof Operand.Variable variable
                    && !own.contains(variable.name())) {
                return compares;
            }
        }
        return null;
    }

    private static @Nullable Object keyOf(Demand.Compares key, Object fact) {
        try {
            return normal(Judge.value(key.left(), fact, Bindings.NONE));
        } catch (NotExplained e) {
            return null;
        }
    }

    private static @Nullable Object normal(@Nullable Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : value;
    }

    /** Those that hold as far as no other clause is asked. */
    List<Object> alone() {
        return alone;
    }

    /** Those worth a look behind some clauses; {@link #accept} says which of them hold. */
    List<Object> candidates(Bindings bindings) {
        if (key == null) {
            return alone;
        }
        try {
            return byKey.getOrDefault(normal(Judge.value(key.right(), null, bindings)), List.of());
        } catch (NotExplained e) {
            return alone;
        }
    }

    /** What is bound behind a fact for which all constraints hold; null where one does not. */
    @Nullable Bindings accept(Object fact, Bindings bindings) {
        return bound(pattern.constraints(), fact, bindings);
    }

    static @Nullable Bindings bound(List<Constraint> constraints, Object fact, Bindings before) {
        Bindings bindings = before;
        for (Constraint constraint : constraints) {
            if (!Judge.check(constraint, fact, bindings).holds()) {
                return null;
            }
            bindings = Judge.bind(constraint, fact, bindings);
        }
        return bindings;
    }
}

package protectv.audit.explain;

import java.util.List;

/** What a constraint asks of a fact. */
sealed interface Demand {

    record All(List<Demand> parts) implements Demand {}

    record Any(List<Demand> parts) implements Demand {}

    record Not(Demand part) implements Demand {}

    /** @param operator {@code ==}, {@code <=}, {@code matches}, {@code startsWith}, ... */
    record Compares(Operand left, String operator, Operand right) implements Demand {}

    record IsIn(Operand left, List<Operand> values) implements Demand {}

    /** A property or a call that is true by itself. */
    record Holds(Operand operand) implements Demand {}

    /**
     * {@code this after[0s, 10m] $other}.
     *
     * @param order {@code after}, {@code before} or {@code coincides}
     * @param least milliseconds; 0 for {@code coincides}
     * @param most milliseconds; {@link Long#MAX_VALUE} where the rule names no end
     */
    record InTime(String order, long least, long most, String other) implements Demand {}

    /** Nothing: the constraint only gives a value a name. */
    record Anything() implements Demand {}

    /** A construct that is not explained. */
    record Unclear(String construct) implements Demand {}
}

package protectv.audit.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.SourceActivity;
import protectv.audit.event.Event;
import protectv.audit.event.Moment;
import protectv.audit.explain.Tokens.NotExplained;

/** Judges constraints as the engine does, and says by which values. */
final class Judge {

    private Judge() {}

    /**
     * Judges one constraint.
     *
     * @param fact what the pattern is about; null for the test of an accumulated value
     */
    static Checked check(Constraint constraint, @Nullable Object fact, Bindings bindings) {
        try {
            if (constraint.demand() instanceof Demand.Anything && constraint.bound() != null) {
                return Checked.of(true, shown(value(constraint.bound(), fact, bindings)));
            }
            return check(constraint.demand(), fact, bindings);
        } catch (NotExplained e) {
            return new Checked(Truth.UNCLEAR, "not explained", 0);
        }
    }

    /** The bindings behind a constraint that holds. */
    static Bindings bind(Constraint constraint, @Nullable Object fact, Bindings bindings) {
        if (constraint.binds() == null || constraint.bound() == null) {
            return bindings;
        }
        try {
            return bindings.with(constraint.binds(), value(constraint.bound(), fact, bindings));
        } catch (NotExplained e) {
            return bindings;
        }
    }

    private static String shown(@Nullable Object value) {
        return value instanceof Answer answer
                ? answer.moments().isEmpty()
                        ? "none"
                        : answer.moments().size() + ": "
                                + Say.fact(answer.moments().get(0))
                : Say.value(value);
    }

    private static Checked check(Demand demand, @Nullable Object fact, Bindings bindings) {
        if (demand instanceof Demand.Compares compares) {
            return compare(compares, fact, bindings);
        }
        if (demand instanceof Demand.IsIn in) {
            Object left = value(in.left(), fact, bindings);
            boolean found = false;
            for (Operand each : in.values()) {
                found |= Objects.equals(left, value(each, fact, bindings));
            }
            return Checked.of(found, Say.value(left));
        }
        if (demand instanceof Demand.InTime time) {
            return inTime(time, fact, bindings);
        }
        if (demand instanceof Demand.Holds holds) {
            Object value = value(holds.operand(), fact, bindings);
            if (!(value instanceof Boolean truth)) {
                throw new NotExplained("a truth value");
            }
            return Checked.of(truth, why(holds.operand(), value, fact, bindings));
        }
        if (demand instanceof Demand.Not not) {
            Checked inner = check(not.part(), fact, bindings);
            return inner.truth() == Truth.UNCLEAR ? inner : Checked.of(inner.truth() == Truth.NO, inner.why());
        }
        if (demand instanceof Demand.All all) {
            return several(all.parts(), true, fact, bindings);
        }
        if (demand instanceof Demand.Any any) {
            return several(any.parts(), false, fact, bindings);
        }
        if (demand instanceof Demand.Anything) {
            return Checked.of(true, "");
        }
        throw new NotExplained(demand.toString());
    }

    /** @param all true where each part must hold, false where one is enough */
    private static Checked several(List<Demand> parts, boolean all, @Nullable Object fact, Bindings bindings) {
        List<String> why = new ArrayList<>();
        long beyond = all ? 0 : Long.MAX_VALUE;
        for (Demand part : parts) {
            Checked one = check(part, fact, bindings);
            if (one.truth() == Truth.YES && !all) {
                return one;
            }
            if (one.truth() == Truth.NO) {
                beyond = all ? beyond + one.beyond() : Math.min(beyond, one.beyond());
                if (all) {
                    return one;
                }
            }
            if (!why.contains(one.why())) {
                why.add(one.why());
            }
        }
        return new Checked(all ? Truth.YES : Truth.NO, String.join("; ", why), all ? 0 : beyond);
    }

    private static Checked compare(Demand.Compares compares, @Nullable Object fact, Bindings bindings) {
        Object left = value(compares.left(), fact, bindings);
        Object right = value(compares.right(), fact, bindings);
        boolean holds = switch (compares.operator()) {
            case "==" -> same(left, right);
            case "!=" -> !same(left, right);
            case "matches", "contains", "startsWith", "endsWith" -> text(compares.operator(), left, right);
            default -> ordered(compares.operator(), left, right);
        };
        String why = why(compares.left(), left, fact, bindings);
        if (compares.right() instanceof Operand.Variable variable) {
            why += holds && same(left, right) ? "" : "; " + variable.name() + " is " + Say.value(right);
        }
        return Checked.of(holds, why);
    }

    private static String why(Operand operand, @Nullable Object value, @Nullable Object fact, Bindings bindings) {
        if (operand instanceof Operand.Call call && fact instanceof Gathered gathered) {
            return TimelineStory.of(gathered, call.name(), arguments(call, fact, bindings));
        }
        return operand instanceof Operand.Variable variable
                ? variable.name() + " is " + Say.value(value)
                : Say.value(value);
    }

    private static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number one && right instanceof Number other) {
            return one.doubleValue() == other.doubleValue();
        }
        return Objects.equals(left, right);
    }

    private static boolean text(String operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return false;
        }
        if (!(left instanceof String text && right instanceof String wanted)) {
            throw new NotExplained(operator);
        }
        try {
            return switch (operator) {
                case "matches" -> text.matches(wanted);
                case "contains" -> text.contains(wanted);
                case "startsWith" -> text.startsWith(wanted);
                default -> text.endsWith(wanted);
            };
        } catch (PatternSyntaxException e) {
            throw new NotExplained(wanted);
        }
    }

    private static boolean ordered(String operator, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return false;
        }
        int order;
        if (left instanceof Number one && right instanceof Number other) {
            order = Double.compare(one.doubleValue(), other.doubleValue());
        } else if (left instanceof String one && right instanceof String other) {
            order = one.compareTo(other);
        } else {
            throw new NotExplained(operator);
        }
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Checked inTime(Demand.InTime time, @Nullable Object fact, Bindings bindings) {
        Object other = bindings.get(time.other());
        long apart = timeOf(fact) - timeOf(other);
        String where = apart == 0
                ? "at the time of " + Say.fact(other)
                : Say.span(apart) + (apart > 0 ? " after " : " before ") + Say.fact(other);
        long asked = time.order().equals("after") ? apart : time.order().equals("before") ? -apart : Math.abs(apart);
        if (asked >= time.least() && asked <= time.most()) {
            return Checked.of(true, where);
        }
        boolean far = asked > time.most();
        long beyond = far ? asked - time.most() : time.least() - asked;
        boolean otherSide = asked < 0 && time.least() >= 0;
        String missed = otherSide
                ? "on the wrong side"
                : far ? Say.span(beyond) + " beyond " + Say.span(time.most()) : Say.span(beyond) + " too near";
        return new Checked(Truth.NO, where + ": " + missed, beyond);
    }

    private static long timeOf(@Nullable Object fact) {
        if (fact instanceof Event event) {
            return event.time();
        }
        if (fact instanceof Moment moment) {
            return moment.time();
        }
        throw new NotExplained("a time");
    }

    static @Nullable Object value(Operand operand, @Nullable Object fact, Bindings bindings) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        }
        if (operand instanceof Operand.Variable variable) {
            return bindings.get(variable.name());
        }
        if (fact == null) {
            throw new NotExplained("a property of an accumulated value");
        }
        return operand instanceof Operand.Field field
                ? Fields.value(fact, field.name())
                : call((Operand.Call) operand, fact, bindings);
    }

    private static List<Object> arguments(Operand.Call call, Object fact, Bindings bindings) {
        List<Object> arguments = new ArrayList<>();
        for (Operand argument : call.arguments()) {
            Object value = value(argument, fact, bindings);
            if (value == null) {
                throw new NotExplained(call.name());
            }
            arguments.add(value);
        }
        return arguments;
    }

    private static Object call(Operand.Call call, Object fact, Bindings bindings) {
        List<Object> arguments = arguments(call, fact, bindings);
        try {
            if (fact instanceof SourceActivity source
                    && call.name().equals("silences")
                    && arguments.size() == 1
                    && arguments.get(0) instanceof String span) {
                return new Answer(source, "silences", arguments, source.silences(span));
            }
            if (fact instanceof Gathered gathered) {
                return TimelineStory.ask(gathered, call.name(), arguments);
            }
        } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
            throw new NotExplained(call.name());
        }
        throw new NotExplained(call.name());
    }
}

package protectv.audit.explain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that the commas of a pattern divide.
 *
 * @param text as the rule has it, on one line
 * @param binds the name that it gives to {@code bound}, with its {@code $}; null for none
 */
record Constraint(
        String text, @Nullable String binds, @Nullable Operand bound, Demand demand) {

    /** The names that it needs a value of. */
    Set<String> needs() {
        Set<String> names = new HashSet<>();
        collect(demand, names);
        return names;
    }

    /** Says which event is meant: a line of another event is no near miss. */
    boolean namesEvent() {
        return (demand instanceof Demand.Compares compares && isEvent(compares.left()))
                || (demand instanceof Demand.IsIn in && isEvent(in.left()));
    }

    /** Compares the fact with another one's value. */
    boolean joins() {
        return demand instanceof Demand.Compares && !needs().isEmpty();
    }

    boolean isUnclear() {
        return isUnclear(demand);
    }

    private static boolean isUnclear(Demand demand) {
        if (demand instanceof Demand.All all) {
            return all.parts().stream().anyMatch(Constraint::isUnclear);
        }
        if (demand instanceof Demand.Any any) {
            return any.parts().stream().anyMatch(Constraint::isUnclear);
        }
        return demand instanceof Demand.Unclear || (demand instanceof Demand.Not not && isUnclear(not.part()));
    }

    private static boolean isEvent(Operand operand) {
        return operand instanceof Operand.Field field && field.name().equals("event");
    }

    private static void collect(Demand demand, Set<String> names) {
        if (demand instanceof Demand.All all) {
            all.parts().forEach(part -> collect(part, names));
        } else if (demand instanceof Demand.Any any) {
            any.parts().forEach(part -> collect(part, names));
        } else if (demand instanceof Demand.Not not) {
            collect(not.part(), names);
        } else if (demand instanceof Demand.Compares compares) {
            collect(List.of(compares.left(), compares.right()), names);
        } else if (demand instanceof Demand.IsIn in) {
            collect(List.of(in.left()), names);
            collect(in.values(), names);
        } else if (demand instanceof Demand.Holds holds) {
            collect(List.of(holds.operand()), names);
        } else if (demand instanceof Demand.InTime time) {
            names.add(time.other());
        }
    }

    private static void collect(List<Operand> operands, Set<String> names) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.Variable variable) {
                names.add(variable.name());
            } else if (operand instanceof Operand.Call call) {
                collect(call.arguments(), names);
            }
        }
    }
}

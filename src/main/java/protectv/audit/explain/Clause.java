package protectv.audit.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a condition: what there must be, or must not be. */
sealed interface Clause {

    /** As the rule has it, on one line and without its constraints. */
    String title();

    /**
     * {@code $name : Fact( constraints ) from $source}.
     *
     * @param name with its {@code $}; null where it has none
     * @param from null where the fact is one of the window
     */
    record Pattern(
            @Nullable String name,
            String fact,
            List<Constraint> constraints,
            @Nullable String from) implements Clause {

        public Pattern {
            constraints = List.copyOf(constraints);
        }

        @Override
        public String title() {
            return (name == null ? "" : name + " : ") + fact + (from == null ? "" : " from " + from);
        }
    }

    /** @param wanted true for {@code exists}, false for {@code not} */
    record Existence(boolean wanted, Pattern pattern) implements Clause {

        @Override
        public String title() {
            return (wanted ? "exists " : "not ") + pattern.title();
        }
    }

    /** {@code groupby( pattern; $key : $value; $timeline : timeline( $event ) )}. */
    record Grouped(Pattern pattern, String key, Operand value, String timeline) implements Clause {

        @Override
        public String title() {
            return "groupby " + pattern.fact() + " by " + key;
        }
    }

    /**
     * {@code accumulate( pattern; $result : function( argument ); constraints )}.
     *
     * @param function {@code sum}, {@code count} or {@code timeline}
     */
    record Accumulated(
            Pattern pattern,
            String result,
            String function,
            @Nullable Operand argument,
            List<Constraint> constraints) implements Clause {

        @Override
        public String title() {
            return "accumulate " + pattern.fact() + ", " + result + " : " + function;
        }
    }

    /** What is not explained. */
    record Unclear(String text) implements Clause {

        @Override
        public String title() {
            return text;
        }
    }
}

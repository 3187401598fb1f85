package protectv.audit.explain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a constraint compares. */
sealed interface Operand {

    /** A text, a number ({@link Double} or {@link Long}), a truth value or null. */
    record Literal(@Nullable Object value) implements Operand {}

    /** A property of the fact that the pattern is about. */
    record Field(String name) implements Operand {}

    /** @param name with its {@code $} */
    record Variable(String name) implements Operand {}

    /** A question to a timeline or a source: {@code bursts( 5, "10m" )}. */
    record Call(String name, List<Operand> arguments) implements Operand {

        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}

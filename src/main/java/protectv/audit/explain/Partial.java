package protectv.audit.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found for the first clauses of a condition.
 *
 * @param clauses how many these are
 * @param chosen for the last of them: a fact, a {@link Gathered}, or null where nothing stands for it
 */
record Partial(
        @Nullable Partial parent, int clauses, @Nullable Object chosen, Bindings bindings) {

    static final Partial START = new Partial(null, 0, null, Bindings.NONE);

    Partial then(@Nullable Object next, Bindings more) {
        return new Partial(this, clauses + 1, next, more);
    }

    /** One for each clause, in their order. */
    List<Partial> steps() {
        List<Partial> steps = new ArrayList<>();
        for (Partial step = this; step.parent != null; step = step.parent) {
            steps.add(step);
        }
        Collections.reverse(steps);
        return steps;
    }

    /** What was bound before the last clause. */
    Bindings before() {
        return parent == null ? Bindings.NONE : parent.bindings;
    }
}

package protectv.audit.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.explain.RuleExplanation.Leaf;

/** Writes a condition as a tree: the clauses that hold, the one that does not with what came nearest, and the rest. */
final class TreeWriter {

    /** Facts that are compared with a clause to find what came nearest. */
    private static final int MOST_COMPARED = 500_000;

    /** That a line is about the right event counts more than any one field. */
    private static final int EVENT_WEIGHT = 4;

    /** The same client too late is nearer than another client in time. */
    private static final int JOIN_WEIGHT = 2;

    private final List<Clause> clauses;
    private final World world;
    private final Search search;
    private int compared;
    private boolean cut;

    TreeWriter(List<Clause> clauses, World world, Search search) {
        this.clauses = clauses;
        this.world = world;
        this.search = search;
    }

    /** True where not all was compared. */
    boolean cut() {
        return cut;
    }

    /** The tree of a way that satisfies the first clauses; the next one is where it ends, if there is one. */
    List<Leaf> tree(Partial partial) {
        List<Leaf> leaves = new ArrayList<>();
        compared = 0;
        for (Partial step : partial.steps()) {
            leaves.add(held(step));
        }
        int failed = partial.clauses();
        if (failed < clauses.size()) {
            leaves.add(nearest(partial).leaf());
            for (int i = failed + 1; i < clauses.size(); i++) {
                leaves.add(open(i));
            }
        }
        return leaves;
    }

    /** What came nearest at the clause behind a way. */
    record Nearest(Near near, Leaf leaf) {}

    private Leaf held(Partial step) {
        int index = step.clauses() - 1;
        Clause clause = clauses.get(index);
        Object chosen = step.chosen();
        if (clause instanceof Clause.Pattern pattern && chosen != null) {
            boolean asks = chosen instanceof Gathered;
            return new Leaf(
                    Truth.YES,
                    pattern.title(),
                    asks ? "" : Say.fact(chosen),
                    leaves(pattern.constraints(), chosen, step.before()));
        }
        if (clause instanceof Clause.Existence existence) {
            return existence(index, existence, step.before()).leaf();
        }
        if (clause instanceof Clause.Grouped grouped && chosen instanceof Gathered gathered) {
            return new Leaf(Truth.YES, grouped.title(), group(grouped, gathered), List.of());
        }
        if (clause instanceof Clause.Accumulated accumulated) {
            return accumulated(index, accumulated, step.before()).leaf();
        }
        return new Leaf(Truth.UNCLEAR, clause.title(), "not explained", List.of());
    }

    private static String group(Clause.Grouped grouped, Gathered gathered) {
        return grouped.key() + " is " + Say.value(gathered.key()) + ": " + Say.lines(gathered.events());
    }

    private static List<Leaf> leaves(List<Constraint> constraints, @Nullable Object fact, Bindings before) {
        List<Leaf> leaves = new ArrayList<>();
        Bindings bindings = before;
        for (Constraint constraint : constraints) {
            Checked checked = Judge.check(constraint, fact, bindings);
            leaves.add(new Leaf(checked.truth(), constraint.text(), checked.why(), List.of()));
            bindings = Judge.bind(constraint, fact, bindings);
        }
        return leaves;
    }

    Nearest nearest(Partial partial) {
        int index = partial.clauses();
        Clause clause = clauses.get(index);
        Bindings bindings = partial.bindings();
        if (clause instanceof Clause.Existence existence) {
            return existence(index, existence, bindings);
        }
        if (clause instanceof Clause.Accumulated accumulated) {
            return accumulated(index, accumulated, bindings);
        }
        if (clause instanceof Clause.Pattern pattern) {
            return pattern.from() == null
                    ? among(clause.title(), pattern, facts(index, pattern), bindings, Truth.NO)
                    : asked(pattern, bindings);
        }
        if (clause instanceof Clause.Grouped grouped) {
            return among(clause.title(), grouped.pattern(), facts(index, grouped.pattern()), bindings, Truth.NO);
        }
        return new Nearest(new Near(0, 0, ""), new Leaf(Truth.UNCLEAR, clause.title(), "not explained", List.of()));
    }

    private List<?> facts(int index, Clause.Pattern pattern) {
        Search.Focus focus = search.focus();
        return focus != null && focus.clause() == index ? List.of(focus.event()) : world.facts(pattern.fact());
    }

    private Nearest asked(Clause.Pattern pattern, Bindings bindings) {
        Object from =
                bindings.has(String.valueOf(pattern.from())) ? bindings.get(String.valueOf(pattern.from())) : null;
        if (from instanceof Answer answer && answer.moments().isEmpty()) {
            Near near = TimelineStory.nearest(answer);
            return new Nearest(near, new Leaf(Truth.NO, pattern.title(), near.why(), List.of()));
        }
        return among(pattern.title(), pattern, Search.sourceOf(pattern, bindings), bindings, Truth.NO);
    }

    /** The fact that satisfies the most constraints of a pattern. */
    private Nearest among(String title, Clause.Pattern pattern, List<?> facts, Bindings bindings, Truth truth) {
        Near best = null;
        Object nearest = null;
        Near nextBest = null;
        Object next = null;
        for (Object fact : facts) {
            if (++compared > MOST_COMPARED) {
                cut = true;
                break;
            }
            Near near = near(pattern, fact, bindings);
            if (best == null || near.compareTo(best) > 0) {
                nextBest = best;
                next = nearest;
                best = near;
                nearest = fact;
            } else if (nextBest == null || near.compareTo(nextBest) > 0) {
                nextBest = near;
                next = fact;
            }
        }
        if (best == null || nearest == null) {
            String none = cut && !facts.isEmpty()
                    ? "not compared: there are too many"
                    : pattern.fact().equals("Listed") ? "nothing of these lines stands in a list" : "there is none";
            return new Nearest(new Near(0, 0, none), new Leaf(truth, title, none, List.of()));
        }
        String why = nearest instanceof Gathered ? "" : "nearest: " + Say.fact(nearest) + next(pattern, next, bindings);
        return new Nearest(best, new Leaf(truth, title, why, leaves(pattern.constraints(), nearest, bindings)));
    }

    /** The second nearest, where it fails in one thing only. */
    private static String next(Clause.Pattern pattern, @Nullable Object fact, Bindings bindings) {
        if (fact == null) {
            return "";
        }
        List<Leaf> failing = leaves(pattern.constraints(), fact, bindings).stream()
                .filter(leaf -> leaf.truth() == Truth.NO)
                .toList();
        boolean event = pattern.constraints().stream()
                .anyMatch(constraint -> constraint.namesEvent()
                        && !failing.isEmpty()
                        && constraint.text().equals(failing.get(0).text()));
        return failing.size() != 1 || event
                ? ""
                : "; next: " + Say.fact(fact) + ", but for " + failing.get(0).text();
    }

    private static Near near(Clause.Pattern pattern, Object fact, Bindings before) {
        double score = 0;
        long beyond = 0;
        Bindings bindings = before;
        for (Constraint constraint : pattern.constraints()) {
            Checked checked = Judge.check(constraint, fact, bindings);
            if (checked.truth() == Truth.YES) {
                score += constraint.namesEvent() ? EVENT_WEIGHT : constraint.joins() ? JOIN_WEIGHT : 1;
            }
            beyond += checked.beyond() == Long.MAX_VALUE ? 0 : checked.beyond();
            bindings = Judge.bind(constraint, fact, bindings);
        }
        return new Near(score, beyond, "");
    }

    private Nearest existence(int index, Clause.Existence clause, Bindings bindings) {
        Object there = search.first(index, bindings);
        Clause.Pattern pattern = clause.pattern();
        if (there != null) {
            Truth truth = clause.wanted() ? Truth.YES : Truth.NO;
            return new Nearest(
                    new Near(0, 0, ""),
                    new Leaf(
                            truth,
                            clause.title(),
                            Say.fact(there) + (clause.wanted() ? "" : " is one" + when(pattern, there, bindings)),
                            leaves(pattern.constraints(), there, bindings)));
        }
        Truth truth = clause.wanted() ? Truth.NO : Truth.YES;
        Nearest nearest = among(clause.title(), pattern, world.facts(pattern.fact()), bindings, truth);
        boolean onlyTime = nearest.leaf().parts().stream()
                        .filter(leaf -> leaf.truth() == Truth.NO)
                        .count()
                == 1;
        // Behind a "not" that holds, only what nearly broke it is worth its lines.
        Leaf leaf = clause.wanted() || onlyTime
                ? nearest.leaf()
                : new Leaf(truth, clause.title(), "there is none", List.of());
        return new Nearest(nearest.near(), leaf);
    }

    /** How far from the others a fact is, where the pattern asks for that. */
    private static String when(Clause.Pattern pattern, Object fact, Bindings bindings) {
        return pattern.constraints().stream()
                .filter(constraint -> constraint.demand() instanceof Demand.InTime)
                .map(constraint ->
                        ", " + Judge.check(constraint, fact, bindings).why())
                .collect(Collectors.joining());
    }

    private Nearest accumulated(int index, Clause.Accumulated clause, Bindings bindings) {
        Search.Tallied tallied = search.tally(index, clause, bindings);
        Bindings more = bindings.with(clause.result(), tallied.value());
        List<Leaf> tests = leaves(clause.constraints(), null, more);
        Truth truth = tests.stream().anyMatch(leaf -> leaf.truth() == Truth.NO)
                ? Truth.NO
                : tests.stream().anyMatch(leaf -> leaf.truth() == Truth.UNCLEAR) ? Truth.UNCLEAR : Truth.YES;
        String of = tallied.events().isEmpty() ? "no line" : Say.lines(tallied.events());
        String why = tallied.value() instanceof Gathered ? of : Say.value(tallied.value()) + " of " + of;
        double score = tests.stream().filter(leaf -> leaf.truth() == Truth.YES).count();
        return new Nearest(new Near(score, 0, why), new Leaf(truth, clause.title(), why, tests));
    }

    private Leaf open(int index) {
        Clause clause = clauses.get(index);
        List<Object> alone = search.alone(index);
        List<Event> events = alone.stream()
                .filter(Event.class::isInstance)
                .map(Event.class::cast)
                .toList();
        String why = "not looked at";
        if (clause instanceof Clause.Pattern && !events.isEmpty()) {
            why += "; by itself " + Say.lines(events) + (events.size() == 1 ? " fits" : " fit");
        }
        return new Leaf(Truth.OPEN, clause.title(), why, List.of());
    }
}

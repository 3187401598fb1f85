package protectv.audit.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.explain.Tokens.NotExplained;

/**
 * Looks for all ways to satisfy a condition, clause after clause as the engine does, and keeps those that got furthest.
 * Stops after a number of comparisons, and says so.
 */
final class Search {

    /** Comparisons of a fact with a pattern: some seconds of work. */
    private static final int MOST_STEPS = 4_000_000;

    /** Of the dead ends at the furthest clause; the nearest of them is shown. */
    private static final int MOST_DEAD_ENDS = 500;

    private final List<Clause> clauses;
    private final @Nullable Focus focus;
    private final Map<Integer, Facts> facts = new HashMap<>();
    private final List<Partial> complete = new ArrayList<>();
    private final List<Partial> deadEnds = new ArrayList<>();
    private int furthest = -1;
    private int steps;
    private final boolean exhausted;
    private boolean deadEndsCut;

    /** Looks only for ways in which a clause (by its index) takes this event, or gathers it. */
    record Focus(int clause, Event event) {}

    Search(List<Clause> clauses, World world, @Nullable Focus focus) {
        this.clauses = clauses;
        this.focus = focus;
        for (int i = 0; i < clauses.size(); i++) {
            Clause.Pattern pattern = patternOf(clauses.get(i));
            if (pattern != null && pattern.from() == null) {
                facts.put(i, new Facts(pattern, factsFor(i, pattern, world)));
            }
        }
        extend(Partial.START);
        this.exhausted = cut();
        // What is asked again for the tree is little, and must not be refused.
        this.steps = Integer.MIN_VALUE;
    }

    private List<?> factsFor(int clause, Clause.Pattern pattern, World world) {
        boolean only = focus != null && focus.clause() == clause && clauses.get(clause) instanceof Clause.Pattern;
        return only
                ? world.facts(pattern.fact()).stream()
                        .filter(fact -> focus != null && fact.equals(focus.event()))
                        .toList()
                : world.facts(pattern.fact());
    }

    static Clause.@Nullable Pattern patternOf(Clause clause) {
        if (clause instanceof Clause.Pattern pattern) {
            return pattern;
        }
        if (clause instanceof Clause.Existence existence) {
            return existence.pattern();
        }
        if (clause instanceof Clause.Grouped grouped) {
            return grouped.pattern();
        }
        return clause instanceof Clause.Accumulated accumulated ? accumulated.pattern() : null;
    }

    @Nullable Focus focus() {
        return focus;
    }

    /** The ways that satisfy all clauses. */
    List<Partial> complete() {
        return complete;
    }

    /** Those that satisfy the most clauses of all that do not satisfy them all. */
    List<Partial> deadEnds() {
        return deadEnds;
    }

    private boolean cut() {
        return steps >= MOST_STEPS;
    }

    /** True where not all ways were looked at. */
    boolean exhausted() {
        return exhausted;
    }

    boolean deadEndsCut() {
        return deadEndsCut;
    }

    /** The facts that a clause's pattern takes as far as no other clause is asked; none for one that asks a timeline. */
    List<Object> alone(int clause) {
        Facts of = facts.get(clause);
        return of == null ? List.of() : of.alone();
    }

    private void extend(Partial partial) {
        if (cut()) {
            return;
        }
        if (partial.clauses() == clauses.size()) {
            complete.add(partial);
            return;
        }
        List<Partial> next = next(partial);
        if (next.isEmpty()) {
            deadEnd(partial);
        }
        next.forEach(this::extend);
    }

    private void deadEnd(Partial partial) {
        if (partial.clauses() > furthest) {
            furthest = partial.clauses();
            deadEnds.clear();
            deadEndsCut = false;
        }
        if (partial.clauses() == furthest) {
            if (deadEnds.size() < MOST_DEAD_ENDS) {
                deadEnds.add(partial);
            } else {
                deadEndsCut = true;
            }
        }
    }

    private List<Partial> next(Partial partial) {
        int index = partial.clauses();
        Clause clause = clauses.get(index);
        Bindings bindings = partial.bindings();
        if (clause instanceof Clause.Pattern pattern) {
            return pattern.from() == null ? taken(partial, index, pattern) : asked(partial, pattern);
        }
        if (clause instanceof Clause.Existence existence) {
            boolean there = first(index, bindings) != null;
            return there == existence.wanted() ? List.of(partial.then(null, bindings)) : List.of();
        }
        if (clause instanceof Clause.Grouped grouped) {
            return groups(partial, index, grouped);
        }
        if (clause instanceof Clause.Accumulated accumulated) {
            return accumulated(partial, index, accumulated);
        }
        return List.of(partial.then(null, bindings));
    }

    private List<Partial> taken(Partial partial, int index, Clause.Pattern pattern) {
        List<Partial> next = new ArrayList<>();
        Facts of = facts(index);
        for (Object fact : of.candidates(partial.bindings())) {
            if (++steps >= MOST_STEPS) {
                break;
            }
            Bindings more = of.accept(fact, partial.bindings());
            if (more != null) {
                next.add(partial.then(fact, more.with(pattern.name(), fact)));
            }
        }
        return next;
    }

    private Facts facts(int index) {
        Facts of = facts.get(index);
        if (of == null) {
            throw new IllegalStateException("no facts for the clause " + clauses.get(index));
        }
        return of;
    }

    /** The first fact for which a clause behind {@code not} or {@code exists} holds. */
    @Nullable Object first(int index, Bindings bindings) {
        Facts of = facts(index);
        for (Object fact : of.candidates(bindings)) {
            if (++steps >= MOST_STEPS) {
                return null;
            }
            if (of.accept(fact, bindings) != null) {
                return fact;
            }
        }
        return null;
    }

    /** What a pattern with {@code from} is about: the moments that were bound, or the one timeline. */
    static List<?> sourceOf(Clause.Pattern pattern, Bindings bindings) {
        try {
            Object from = bindings.get(String.valueOf(pattern.from()));
            return from instanceof Answer answer ? answer.moments() : from == null ? List.of() : List.of(from);
        } catch (NotExplained e) {
            return List.of();
        }
    }

    private static List<Partial> asked(Partial partial, Clause.Pattern pattern) {
        List<Partial> next = new ArrayList<>();
        for (Object fact : sourceOf(pattern, partial.bindings())) {
            Bindings more = Facts.bound(pattern.constraints(), fact, partial.bindings());
            if (more != null) {
                next.add(partial.then(fact, more.with(pattern.name(), fact)));
            }
        }
        return next;
    }

    private List<Partial> groups(Partial partial, int index, Clause.Grouped grouped) {
        Map<@Nullable Object, List<Event>> byKey = new LinkedHashMap<>();
        Facts of = facts(index);
        for (Object fact : of.candidates(partial.bindings())) {
            Bindings own = of.accept(fact, partial.bindings());
            if (++steps < MOST_STEPS && own != null && fact instanceof Event event) {
                byKey.computeIfAbsent(Judge.value(grouped.value(), fact, own), k -> new ArrayList<>())
                        .add(event);
            }
        }
        List<Partial> next = new ArrayList<>();
        byKey.forEach((key, events) -> {
            if (focus == null || focus.clause() != index || events.contains(focus.event())) {
                Gathered gathered = Gathered.of(key, events);
                next.add(partial.then(
                        gathered, partial.bindings().with(grouped.key(), key).with(grouped.timeline(), gathered)));
            }
        });
        return next;
    }

    private List<Partial> accumulated(Partial partial, int index, Clause.Accumulated clause) {
        Tallied tallied = tally(index, clause, partial.bindings());
        Bindings more = partial.bindings().with(clause.result(), tallied.value());
        for (Constraint test : clause.constraints()) {
            if (!Judge.check(test, null, more).holds()) {
                return List.of();
            }
            more = Judge.bind(test, null, more);
        }
        return List.of(partial.then(tallied, more));
    }

    /**
     * What an {@code accumulate} comes to.
     *
     * @param value a {@link Gathered} for {@code timeline}, else a number
     */
    record Tallied(List<Event> events, Object value) {}

    Tallied tally(int index, Clause.Accumulated clause, Bindings bindings) {
        List<Event> events = new ArrayList<>();
        double sum = 0;
        Facts of = facts(index);
        for (Object fact : of.candidates(bindings)) {
            Bindings own = of.accept(fact, bindings);
            if (++steps < MOST_STEPS && own != null && fact instanceof Event event) {
                events.add(event);
                if (clause.function().equals("sum")
                        && clause.argument() != null
                        && Judge.value(clause.argument(), fact, own) instanceof Number number) {
                    sum += number.doubleValue();
                }
            }
        }
        Object value = switch (clause.function()) {
            case "sum" -> sum;
            case "count" -> (double) events.size();
            default -> Gathered.of(null, events);
        };
        return new Tallied(events, value);
    }
}

package protectv.audit.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.Matched;
import protectv.audit.event.Event;
import protectv.audit.explain.RuleExplanation.Found;
import protectv.audit.explain.RuleExplanation.Leaf;
import protectv.audit.explain.Tokens.NotExplained;
import protectv.audit.finding.Anchor;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Span;
import protectv.audit.rule.Template;

/** Explains one rule over what the engine would judge. */
public final class Explainer {

    private final Rule rule;
    private final List<Clause> clauses;
    private final List<String> unclear;
    private final Template subject;

    public Explainer(Rule rule) {
        this.rule = rule;
        this.clauses = ConditionParser.parse(rule.condition());
        this.unclear = unclear(clauses);
        this.subject = new Template(rule.metadata().subject());
    }

    /** True where no part of the condition is left out. */
    public boolean explainsAll() {
        return unclear.isEmpty();
    }

    public RuleExplanation explain(World world) {
        return attempt(world, null).explanation();
    }

    /**
     * Explains the rule as far as it is about one line: what it finds with the line among its events, or how near it came.
     *
     * @return null where the rule is about other events
     */
    public @Nullable RuleExplanation explain(World world, Event event) {
        Attempt best = nearest(world, event);
        return best == null ? null : best.explanation();
    }

    /**
     * The same where the line comes near to a match: a part of the condition beside its own holds, or its own part does but
     * for a field.
     *
     * @return null where it does not come near
     */
    public @Nullable RuleExplanation near(World world, Event event) {
        Attempt best = nearest(world, event);
        boolean near = best != null && (best.clauses() > 0 || (best.focus() == 0 && namesEvent(clauses.get(0))));
        return near && best != null ? best.explanation() : null;
    }

    private static boolean namesEvent(Clause clause) {
        Clause.Pattern pattern = Search.patternOf(clause);
        return pattern != null && pattern.constraints().stream().anyMatch(Constraint::namesEvent);
    }

    private @Nullable Attempt nearest(World world, Event event) {
        Attempt best = null;
        for (int i = 0; i < clauses.size(); i++) {
            if (takes(clauses.get(i), event)) {
                Attempt attempt = attempt(world, new Search.Focus(i, event));
                if (best == null || attempt.isNearerThan(best)) {
                    best = attempt;
                }
            }
        }
        return best;
    }

    /** True where a clause asks for such an event: the one that it names, or any of its kind where it names none. */
    private static boolean takes(Clause clause, Event event) {
        Clause.Pattern pattern = clause instanceof Clause.Existence ? null : Search.patternOf(clause);
        return pattern != null
                && !(clause instanceof Clause.Accumulated)
                && pattern.fact().equals(event.getClass().getSimpleName())
                && pattern.constraints().stream()
                        .filter(Constraint::namesEvent)
                        .allMatch(constraint ->
                                Judge.check(constraint, event, Bindings.NONE).holds());
    }

    /**
     * One search and how far it came.
     *
     * @param clauses that hold
     * @param focus the clause that takes the line; -1 where none must
     */
    private record Attempt(RuleExplanation explanation, int clauses, int focus, Near near) {

        boolean isNearerThan(Attempt other) {
            boolean matches = explanation.verdict() == Truth.YES;
            boolean otherMatches = other.explanation.verdict() == Truth.YES;
            if (matches != otherMatches) {
                return matches;
            }
            return clauses != other.clauses ? clauses > other.clauses : near.compareTo(other.near) > 0;
        }
    }

    private Attempt attempt(World world, Search.@Nullable Focus focus) {
        Search search = new Search(clauses, world, focus);
        TreeWriter writer = new TreeWriter(clauses, world, search);
        TreeMap<String, TreeSet<Long>> lines = new TreeMap<>();
        Partial first = null;
        Partial untold = null;
        for (Partial way : search.complete()) {
            Matched matched = matched(way);
            if (objection(matched, world) == null) {
                first = first == null ? way : first;
                TreeSet<Long> of = lines.computeIfAbsent(subject(way.bindings()), key -> new TreeSet<>());
                matched.witnesses().forEach(witness -> of.add(witness.source().line()));
            } else if (untold == null) {
                untold = way;
            }
        }
        List<Found> found = new ArrayList<>();
        lines.forEach((subject, of) -> found.add(new Found(subject, List.copyOf(of))));
        Near near = new Near(0, 0, "");
        List<Leaf> tree;
        Partial shown = first != null ? first : untold;
        if (shown != null) {
            tree = new ArrayList<>(writer.tree(shown));
            tree.addAll(ruleLeaves(matched(shown), world));
        } else {
            Partial nearest = Partial.START;
            Near best = null;
            for (Partial end : search.deadEnds()) {
                if (writer.cut()) {
                    break;
                }
                Near of = writer.nearest(end).near();
                if (best == null || of.compareTo(best) > 0) {
                    best = of;
                    nearest = end;
                }
            }
            near = best == null ? near : best;
            tree = writer.tree(nearest);
        }
        List<String> limits = limits(search, writer);
        boolean unknown = !unclear.isEmpty() || (search.exhausted() && found.isEmpty()) || anyUnclear(tree);
        Truth verdict = unknown ? Truth.UNCLEAR : found.isEmpty() ? Truth.NO : Truth.YES;
        int depth = shown != null ? clauses.size() : furthest(search);
        String reason = verdict == Truth.YES ? "" : reason(tree);
        return new Attempt(
                new RuleExplanation(rule, verdict, found, tree, reason, limits),
                depth,
                focus == null ? -1 : focus.clause(),
                near);
    }

    private static int furthest(Search search) {
        return search.deadEnds().isEmpty() ? 0 : search.deadEnds().get(0).clauses();
    }

    private static boolean anyUnclear(List<Leaf> leaves) {
        return leaves.stream().anyMatch(leaf -> leaf.truth() == Truth.UNCLEAR || anyUnclear(leaf.parts()));
    }

    private List<String> limits(Search search, TreeWriter writer) {
        List<String> limits = new ArrayList<>();
        unclear.forEach(text -> limits.add("not explained: " + text));
        if (search.exhausted()) {
            limits.add("the lines are too many to compare them all: what comes later was not looked at");
        }
        if (search.deadEndsCut() || writer.cut()) {
            limits.add("the nearest of the first candidates is shown; there are too many to compare them all");
        }
        return limits;
    }

    private Matched matched(Partial way) {
        List<Object> objects = new ArrayList<>();
        for (Partial step : way.steps()) {
            Object chosen = step.chosen() instanceof Search.Tallied tallied ? tallied.value() : step.chosen();
            if (chosen instanceof Gathered gathered) {
                objects.add(gathered.timeline());
            } else if (chosen != null) {
                objects.add(chosen);
            }
        }
        String anchor = rule.metadata().anchor();
        Object anchored =
                anchor != null && way.bindings().has(anchor) ? way.bindings().get(anchor) : null;
        return Matched.of(objects, anchored, rule.metadata(), Integer.MAX_VALUE);
    }

    /** Why a match is no finding of the window; null where it is one. */
    private @Nullable String objection(Matched matched, World world) {
        Anchor anchor = matched.anchor();
        RuleMetadata metadata = rule.metadata();
        if (anchor == null) {
            return "its events are further apart than that";
        }
        long time = anchor.time() + metadata.grace().toMillis();
        if (time < world.window().start().toEpochMilli()) {
            return "it became true at " + Say.time(time) + ", before the time that is judged";
        }
        long end = Math.min(world.window().end().toEpochMilli(), world.knownUntil());
        return time < end
                ? null
                : "it would become true at " + Say.time(time) + "; the logs end at " + Say.time(end)
                        + ": what did not come may still come";
    }

    private List<Leaf> ruleLeaves(Matched matched, World world) {
        RuleMetadata metadata = rule.metadata();
        List<Leaf> leaves = new ArrayList<>();
        String objection = objection(matched, world);
        boolean apart = matched.anchor() == null;
        if (apart || !metadata.span().isZero()) {
            leaves.add(new Leaf(
                    apart ? Truth.NO : Truth.YES,
                    "@span(\"" + Span.print(metadata.span()) + "\")",
                    apart && objection != null ? objection : "",
                    List.of()));
        }
        if (!apart && (objection != null || !metadata.grace().isZero())) {
            leaves.add(new Leaf(
                    objection == null ? Truth.YES : Truth.NO,
                    metadata.grace().isZero()
                            ? "the time that is judged"
                            : "@grace(\"" + Span.print(metadata.grace()) + "\")",
                    objection == null ? "" : objection,
                    List.of()));
        }
        return leaves;
    }

    private String subject(Bindings bindings) {
        return subject.fill(name -> {
            try {
                return bindings.get(name);
            } catch (NotExplained e) {
                return null;
            }
        });
    }

    /** The first part that does not hold. */
    private static String reason(List<Leaf> tree) {
        for (Leaf leaf : tree) {
            if (leaf.truth() == Truth.NO || leaf.truth() == Truth.UNCLEAR) {
                String inner = reason(leaf.parts());
                if (inner.isEmpty()) {
                    return leaf.text() + (leaf.why().isEmpty() ? "" : ": " + leaf.why());
                }
                return leaf.why().isEmpty() ? inner : inner + " (" + leaf.why() + ")";
            }
        }
        return "";
    }

    private static List<String> unclear(List<Clause> clauses) {
        Set<String> unclear = new TreeSet<>();
        for (Clause clause : clauses) {
            if (clause instanceof Clause.Unclear) {
                unclear.add(clause.title());
            }
            Clause.Pattern pattern = Search.patternOf(clause);
            List<Constraint> constraints = new ArrayList<>(pattern == null ? List.of() : pattern.constraints());
            if (clause instanceof Clause.Accumulated accumulated) {
                constraints.addAll(accumulated.constraints());
            }
            constraints.stream().filter(Constraint::isUnclear).forEach(constraint -> unclear.add(constraint.text()));
        }
        return List.copyOf(unclear);
    }
}

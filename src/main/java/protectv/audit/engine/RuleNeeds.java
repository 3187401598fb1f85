package protectv.audit.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.drools.model.AccumulatePattern;
import org.drools.model.AlphaIndex;
import org.drools.model.BetaIndex;
import org.drools.model.Binding;
import org.drools.model.Condition;
import org.drools.model.Constraint;
import org.drools.model.DomainClassMetadata;
import org.drools.model.GroupByPattern;
import org.drools.model.Index;
import org.drools.model.Pattern;
import org.drools.model.SingleConstraint;
import org.drools.model.Variable;
import org.drools.model.functions.Function1;
import org.drools.model.functions.Predicate1;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.rule.Rule;

/**
 * Which events a rule can use, read from the compiled rule itself, so that a test here is the test that the engine makes.
 * What is left out can neither match nor keep another event from matching; whatever is not understood leaves nothing out.
 *
 * @param patterns those over events, in the order of the condition
 * @param lone the rule itself where it looks at one event alone; null where it needs the engine
 */
record RuleNeeds(
        Rule rule, List<EventPattern> patterns, @Nullable LoneEventRule lone) {

    private static final Set<Class<?>> EVENTS = Set.of(AuditEvent.class, LoginEvent.class, ClientEvent.class);

    private static final Set<Condition.Type> TRANSPARENT = EnumSet.of(Condition.Type.AND, Condition.Type.CONSEQUENCE);

    RuleNeeds {
        patterns = List.copyOf(patterns);
    }

    static RuleNeeds of(org.drools.model.Rule compiled, Rule rule) {
        // A regular expression may take long; the engine can stop it, and nobody could here.
        if (rule.text().contains("matches")) {
            return opaque(rule);
        }
        Reader reader = new Reader(rule);
        return reader.read(compiled.getView(), true, true)
                ? new RuleNeeds(rule, reader.patterns(), reader.lone())
                : opaque(rule);
    }

    /** For how long before a window such an event is of use to this rule. */
    Duration lookBack(Event event) {
        return rule.memories().stream()
                .filter(memory -> memory.events().wants(event.getClass().getSimpleName(), event.event()))
                .map(Rule.Memory::lookBack)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** Every event of the kinds that the rule's text speaks of. */
    private static RuleNeeds opaque(Rule rule) {
        return new RuleNeeds(
                rule,
                List.of(new EventPattern(
                        Event.class,
                        List.of(event -> rule.interest().wants(event.getClass().getSimpleName(), event.event())),
                        List.of(),
                        false,
                        false,
                        List.of())),
                null);
    }

    /** An equality of a value here with one of a variable that another pattern binds. */
    private record Equality(Function<Event, @Nullable Object> own, Variable<?> variable, Function1<Object, ?> theirs) {}

    /** A pattern before its ties are known. */
    private record Draft(
            Class<?> fact,
            List<Predicate1<Event>> ofKind,
            List<Predicate1<Event>> ofEvent,
            boolean required,
            boolean anchors,
            List<Equality> equalities,
            List<EventPattern.Tie> ties) {}

    /** A value of an event that later patterns know by a name. */
    private record Bound(int pattern, Function<Event, @Nullable Object> value) {}

    private static final class Reader {

        private final Rule rule;
        private final List<Draft> drafts = new ArrayList<>();
        private final Map<Variable<?>, Bound> bound = new HashMap<>();
        /** Patterns of the match itself, over whatever facts: a single one is the anchor. */
        private int matched;

        private int matchedEvent = -1;
        private boolean gathers;

        /** All patterns, over whatever facts. */
        private int patterns;

        /** Whether the tests of the patterns are all that the engine would make. */
        private boolean complete = true;

        Reader(Rule rule) {
            this.rule = rule;
        }

        /** @return false where the condition holds something that is not understood */
        boolean read(Condition condition, boolean required, boolean inMatch) {
            if (condition instanceof AccumulatePattern<?> gathered) {
                gathers = true;
                return readGathered(gathered, required);
            }
            if (condition instanceof Pattern<?> pattern) {
                patterns++;
                matched += inMatch ? 1 : 0;
                matchedEvent = inMatch ? drafts.size() : matchedEvent;
                if (EVENTS.contains(pattern.getPatternVariable().getType())) {
                    readPattern(pattern, required, inMatch);
                }
                return true;
            }
            boolean not = condition.getType() == Condition.Type.NOT;
            boolean asked = not || condition.getType() == Condition.Type.EXISTS;
            boolean understood = asked || TRANSPARENT.contains(condition.getType());
            for (Condition part : condition.getSubConditions()) {
                understood = understood && read(part, required && !not, inMatch && !asked);
            }
            return understood;
        }

        private boolean readGathered(AccumulatePattern<?> gathered, boolean required) {
            boolean keyed = gathered instanceof GroupByPattern<?, ?>;
            int first = drafts.size();
            // Without a key there is a result for no event, too.
            if (!read(gathered.getCondition(), required && keyed, false)) {
                return false;
            }
            if (gathered instanceof GroupByPattern<?, ?> group
                    && drafts.size() == first + 1
                    && group.getVars().length == 1
                    && bound.containsKey(group.getVars()[0])) {
                Function<Event, @Nullable Object> value = value(group.getVars()[0]);
                bound.put(
                        group.getVarKey(),
                        new Bound(first, event -> group.getGroupingFunction().apply(value.apply(event))));
            }
            return true;
        }

        private Function<Event, @Nullable Object> value(Variable<?> variable) {
            Bound known = bound.get(variable);
            return known == null ? event -> null : known.value();
        }

        private void readPattern(Pattern<?> pattern, boolean required, boolean inMatch) {
            int index = drafts.size();
            boolean named = pattern.getPatternVariable()
                    .getName()
                    .equals(rule.metadata().anchor());
            Draft draft = new Draft(
                    pattern.getPatternVariable().getType(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    required,
                    inMatch && named,
                    new ArrayList<>(),
                    new ArrayList<>());
            drafts.add(draft);
            readConstraint(pattern, pattern.getConstraint(), draft);
            for (Binding binding : pattern.getBindings()) {
                if (binding.getInputVariables().length == 1
                        && binding.getInputVariable().equals(pattern.getPatternVariable())) {
                    bound.put(binding.getBoundVariable(), new Bound(index, function(binding.getBindingFunction())));
                } else {
                    complete = false;
                }
            }
            bound.put(pattern.getPatternVariable(), new Bound(index, event -> event));
        }

        private void readConstraint(Pattern<?> pattern, Constraint constraint, Draft draft) {
            if (constraint.getType() == Constraint.Type.AND || constraint.getType() == Constraint.Type.MULTIPLE) {
                constraint.getChildren().forEach(child -> readConstraint(pattern, child, draft));
            } else if (constraint instanceof SingleConstraint single && !single.isTemporal()) {
                Variable<?>[] variables = single.getVariables();
                if (variables.length == 1 && variables[0].equals(pattern.getPatternVariable())) {
                    (isOfKind(pattern, single.getIndex()) ? draft.ofKind() : draft.ofEvent())
                            .add(predicate(single.getPredicate1()));
                } else if (variables.length == 2
                        && variables[0].equals(pattern.getPatternVariable())
                        && single.getIndex() instanceof BetaIndex<?, ?, ?> index
                        && index.getConstraintType() == Index.ConstraintType.EQUAL) {
                    draft.equalities()
                            .add(new Equality(
                                    function(index.getLeftOperandExtractor()),
                                    variables[1],
                                    anyFunction(index.getRightOperandExtractor())));
                    complete = false;
                } else {
                    complete = false;
                }
            } else {
                complete = false;
            }
        }

        /** The rule where it asks one event for what it says, and nothing else; else null. */
        @Nullable LoneEventRule lone() {
            if (!complete || gathers || patterns != 1 || matched != 1 || drafts.size() != 1) {
                return null;
            }
            Map<String, Function<Event, @Nullable Object>> values = new HashMap<>();
            bound.forEach((variable, value) -> values.put(variable.getName(), value.value()));
            String anchor = rule.metadata().anchor();
            boolean anchored = anchor == null || drafts.get(0).anchors();
            Draft only = drafts.get(0);
            return anchored ? new LoneEventRule(rule, only.fact(), only.ofKind(), only.ofEvent(), values) : null;
        }

        private static boolean isOfKind(Pattern<?> pattern, @Nullable Index<?, ?> index) {
            DomainClassMetadata metadata = pattern.getPatternClassMetadata();
            return index instanceof AlphaIndex
                    && metadata != null
                    && index.getIndexId() == metadata.getPropertyIndex("event");
        }

        List<EventPattern> patterns() {
            for (int i = 0; i < drafts.size(); i++) {
                for (Equality equality : drafts.get(i).equalities()) {
                    Bound other = bound.get(equality.variable());
                    if (other != null && other.pattern() != i) {
                        tie(i, equality, other);
                    }
                }
            }
            boolean alone = matched == 1 && !gathers && rule.metadata().anchor() == null;
            List<EventPattern> patterns = new ArrayList<>();
            for (Draft draft : drafts) {
                patterns.add(new EventPattern(
                        draft.fact(),
                        draft.ofKind(),
                        draft.ofEvent(),
                        draft.required(),
                        draft.anchors() || (alone && patterns.size() == matchedEvent),
                        draft.ties()));
            }
            return patterns;
        }

        private void tie(int i, Equality equality, Bound other) {
            Function<Event, @Nullable Object> own =
                    event -> comparable(equality.own().apply(event));
            Function<Event, @Nullable Object> theirs =
                    event -> comparable(equality.theirs().apply(other.value().apply(event)));
            if (drafts.get(other.pattern()).required()) {
                drafts.get(i).ties().add(new EventPattern.Tie(own, other.pattern(), theirs));
            }
            if (drafts.get(i).required()) {
                drafts.get(other.pattern()).ties().add(new EventPattern.Tie(theirs, i, own));
            }
        }

        /** The engine finds a number equal to one of another type. */
        private static @Nullable Object comparable(@Nullable Object value) {
            return value instanceof Number number ? Double.valueOf(number.doubleValue()) : value;
        }

        @SuppressWarnings("unchecked") // the model is made of raw types
        private static Predicate1<Event> predicate(Predicate1<?> predicate) {
            return (Predicate1<Event>) predicate;
        }

        @SuppressWarnings("unchecked") // the model is made of raw types
        private static Function1<Object, ?> anyFunction(Function1<?, ?> function) {
            return (Function1<Object, ?>) function;
        }

        private static Function<Event, @Nullable Object> function(Function1<?, ?> function) {
            Function1<Object, ?> typed = anyFunction(function);
            return typed::apply;
        }
    }
}

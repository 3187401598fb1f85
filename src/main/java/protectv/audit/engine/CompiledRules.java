package protectv.audit.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drools.model.Model;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.event.rule.AgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.event.Listed;
import protectv.audit.finding.Finding;
import protectv.audit.finding.FindingCollector;
import protectv.audit.finding.Window;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;

/** Rules that are ready to judge windows. Safe for several threads: each evaluation has a session of its own. */
public final class CompiledRules {

    private final RuleCatalog catalog;
    private final List<Model> models;
    private final boolean shortcut;
    private final LoneEventRules loneRules;
    private final KieBase base;
    private final Map<String, Rule> byName;
    private final Map<String, MatchListener.Wording> wordings;
    private final List<RuleNeeds> needs;
    private final Map<EventKind, List<EventPattern>> patterns = new ConcurrentHashMap<>();
    private final List<RuleNeeds> relating;
    private final Map<EventKind, List<EventPattern>> relatingPatterns = new ConcurrentHashMap<>();
    private final List<Rule.Memory> memories;
    private final Map<EventKind, Duration> lookBacks = new ConcurrentHashMap<>();
    private final Set<Duration> graces;

    /** @param shortcut whether rules that look at one event by itself are judged without the engine */
    private CompiledRules(RuleCatalog catalog, List<Model> models, boolean shortcut) {
        this.catalog = catalog;
        this.models = models;
        this.shortcut = shortcut;
        this.byName = catalog.rules().stream()
                .collect(Collectors.toMap(rule -> rule.id().value(), Function.identity()));
        this.wordings = catalog.rules().stream()
                .collect(
                        Collectors.toMap(rule -> rule.id().value(), rule -> MatchListener.Wording.of(rule.metadata())));
        this.needs = models.stream()
                .flatMap(model -> model.getRules().stream())
                .map(rule -> RuleNeeds.of(rule, requireNonNull(byName.get(rule.getName()))))
                .toList();
        this.relating =
                shortcut ? needs.stream().filter(rule -> rule.lone() == null).toList() : needs;
        this.loneRules = new LoneEventRules(needs.stream()
                .filter(rule -> !relating.contains(rule))
                .map(rule -> requireNonNull(rule.lone()))
                .toList());
        Set<String> session =
                relating.stream().map(rule -> rule.rule().id().value()).collect(Collectors.toSet());
        this.base = base(models.stream().map(model -> only(model, session)).toList());
        this.memories = catalog.rules().stream()
                .flatMap(rule -> rule.memories().stream())
                .toList();
        Set<Duration> waits = new TreeSet<>(Set.of(Duration.ZERO));
        catalog.rules().forEach(rule -> waits.add(rule.metadata().grace()));
        this.graces = Collections.unmodifiableSet(waits);
    }

    static CompiledRules of(RuleCatalog catalog, List<Model> models) {
        Set<String> names =
                catalog.rules().stream().map(rule -> rule.id().value()).collect(Collectors.toSet());
        return new CompiledRules(
                catalog, models.stream().map(model -> only(model, names)).toList(), true);
    }

    static Model only(Model model, Set<String> rules) {
        return new ModelImpl(model.getName())
                .withRules(model.getRules().stream()
                        .filter(rule -> rules.contains(rule.getName()))
                        .toList());
    }

    /** The same, but the engine judges everything; for comparison. */
    public CompiledRules plain() {
        return new CompiledRules(catalog, models, false);
    }

    /** The same without some rules; nothing is compiled again. */
    public CompiledRules without(Set<String> ids) {
        return of(catalog.of(rule -> !ids.contains(rule.id().value())), models);
    }

    private static KieBase base(List<Model> models) {
        KieBaseConfiguration configuration = KieServices.Factory.get().newKieBaseConfiguration();
        configuration.setOption(EventProcessingOption.CLOUD);
        // Nothing is ever added to these rules, so facts that none can match need not be kept.
        configuration.setOption(KieBaseMutabilityOption.DISABLED);
        return KieBaseBuilder.createKieBaseFromModel(models, configuration);
    }

    /** False where no rule can match such an event, so that it need not be kept. */
    public boolean wants(Event event) {
        return asked(event, patterns.computeIfAbsent(event.kind(), kind -> asking(needs, event)));
    }

    /** False where no rule that needs the engine can match such an event. */
    private boolean relates(Event event) {
        return asked(event, relatingPatterns.computeIfAbsent(event.kind(), kind -> asking(relating, event)));
    }

    private static boolean asked(Event event, List<EventPattern> asking) {
        for (EventPattern pattern : asking) {
            if (pattern.mayMatch(event)) {
                return true;
            }
        }
        return false;
    }

    private static List<EventPattern> asking(List<RuleNeeds> rules, Event event) {
        return rules.stream()
                .flatMap(rule -> rule.patterns().stream())
                .filter(pattern -> pattern.mayMatchKind(event))
                .toList();
    }

    /** What each rule can use of the events. */
    List<RuleNeeds> needs() {
        return needs;
    }

    /** For how long before a window such an event is of use to its rules; zero where it is of none. */
    public Duration lookBack(Event event) {
        return lookBacks.computeIfAbsent(
                event.kind(),
                key -> needs.stream()
                        .map(rule -> rule.lookBack(event))
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO));
    }

    /** Whether an event is of use to the rules in windows from a time on. */
    public boolean isNeededAt(Instant time, Event event) {
        return event.time() >= time.minus(lookBack(event)).toEpochMilli();
    }

    /** How far before a window the events begin that its rules may need. */
    public Duration longestLookBack() {
        return memories.stream()
                .map(Rule.Memory::lookBack)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** True where a rule asks of sources more than their silences, so that every window must be judged. */
    public boolean asksForEveryWindow() {
        return byName.values().stream()
                .anyMatch(rule -> rule.facts().contains(SourceActivity.class.getSimpleName())
                        && rule.silences().isEmpty());
    }

    /** How long the silences are that rules ask for. */
    public Set<Duration> silences() {
        return byName.values().stream()
                .flatMap(rule -> rule.silences().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How far before a window rules ask when a source was heard. */
    public Duration sourceLookBack() {
        return byName.values().stream()
                .filter(rule -> rule.facts().contains(SourceActivity.class.getSimpleName()))
                .map(rule -> rule.metadata().span().plus(rule.metadata().grace()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private boolean asks(Class<?> fact) {
        return byName.values().stream().anyMatch(rule -> rule.facts().contains(fact.getSimpleName()));
    }

    /** How long rules wait after an event before they judge; zero is always among them. */
    public Set<Duration> graces() {
        return graces;
    }

    /** Judges one window by its events alone. */
    public List<Finding> evaluate(Window window, Iterable<? extends Event> events, int maxEvidence) {
        return evaluate(window, events, WindowFacts.NONE, maxEvidence, new StopSign());
    }

    /**
     * Judges one window.
     *
     * @param events those of the window and of its look-back, in any order
     * @param facts what else is known of the window
     * @param maxEvidence how many lines a finding keeps
     * @param stop raised where it takes too long
     * @return the findings that became true within the window, in {@link FindingCollector#ORDER}
     * @throws RunawayRule where a rule asks for more work than a window may cost
     */
    public List<Finding> evaluate(
            Window window, Iterable<? extends Event> events, WindowFacts facts, int maxEvidence, StopSign stop) {
        FindingCollector collector = new FindingCollector(window, maxEvidence);
        List<Object> all = facts(events, facts);
        MatchListener listener = new MatchListener(wordings, window, facts.knownUntil(), collector);
        try {
            fire(all, Effort.forFacts(all.size(), stop), listener, listener);
        } catch (RuntimeException e) {
            RunawayException runaway = RunawayRule.sign(e);
            throw runaway == null ? e : new RunawayRule(costliest(all), runaway);
        }
        return collector.findings();
    }

    private void fire(List<Object> facts, Effort effort, AgendaEventListener listener, LoneEventRules.Sink lone) {
        KieSessionConfiguration configuration = KieServices.Factory.get().newKieSessionConfiguration();
        // One thread inserts and fires; alpha tests may then run at the insert.
        configuration.setOption(ThreadSafeOption.NO);
        KieSession session = base.newKieSession(configuration, null);
        try {
            session.addEventListener(listener);
            effort.limit(() -> {
                for (Object fact : facts) {
                    if (!(fact instanceof Event event)) {
                        session.insert(fact);
                        continue;
                    }
                    loneRules.match(event, lone);
                    if (!shortcut || relates(event)) {
                        session.insert(event);
                    }
                }
                session.fireAllRules();
            });
        } finally {
            session.dispose();
        }
    }

    /** Drools does not tell whose work a constraint is, so each rule is tried alone: those that cost too much, or the most. */
    private Set<String> costliest(List<Object> facts) {
        Set<String> beyond = new TreeSet<>();
        String costliest = "";
        long most = -1;
        for (String id : new TreeSet<>(byName.keySet())) {
            Effort effort = Effort.forFacts(facts.size(), new StopSign());
            try {
                of(catalog.of(rule -> rule.id().value().equals(id)), models)
                        .fire(facts, effort, MatchListener.COUNTING, (rule, event, anchor) -> {});
            } catch (RuntimeException e) {
                if (RunawayRule.sign(e) == null) {
                    throw e;
                }
                beyond.add(id);
            }
            if (effort.spent() > most) {
                most = effort.spent();
                costliest = id;
            }
        }
        return beyond.isEmpty() ? Set.of(costliest) : beyond;
    }

    private List<Object> facts(Iterable<? extends Event> events, WindowFacts facts) {
        List<Object> all = new ArrayList<>();
        events.forEach(all::add);
        all.addAll(facts.sources());
        all.addAll(facts.inputs());
        if (asks(Listed.class)) {
            all.addAll(facts.listed(events));
        }
        return all;
    }
}

package protectv.audit.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import protectv.audit.event.Event;
import protectv.audit.event.Listed;
import protectv.audit.finding.Finding;
import protectv.audit.finding.FindingCollector;
import protectv.audit.finding.Window;
import protectv.audit.rule.EventInterest;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;

/** Rules that are ready to judge windows. Safe for several threads: each evaluation has a session of its own. */
public final class CompiledRules {

    private final KieBase base;
    private final Map<String, Rule> byName;
    private final EventInterest interest;
    private final List<Rule.Memory> memories;
    private final Map<String, Duration> lookBacks = new ConcurrentHashMap<>();
    private final Set<Duration> graces;

    CompiledRules(RuleCatalog catalog, KieBase base) {
        this.base = base;
        this.byName = catalog.rules().stream()
                .collect(Collectors.toMap(rule -> rule.id().value(), Function.identity()));
        this.interest = EventInterest.union(catalog.rules());
        this.memories = catalog.rules().stream()
                .flatMap(rule -> rule.memories().stream())
                .toList();
        Set<Duration> waits = new TreeSet<>(Set.of(Duration.ZERO));
        catalog.rules().forEach(rule -> waits.add(rule.metadata().grace()));
        this.graces = Collections.unmodifiableSet(waits);
    }

    /** False where no rule can match such an event, so that it need not be kept. */
    public boolean wants(Event event) {
        return interest.wants(event.getClass().getSimpleName(), event.event());
    }

    /** For how long before a window such an event is of use to its rules; zero where it is of none. */
    public Duration lookBack(Event event) {
        String fact = event.getClass().getSimpleName();
        return lookBacks.computeIfAbsent(
                fact + " " + event.event(),
                key -> memories.stream()
                        .filter(memory -> memory.events().wants(fact, event.event()))
                        .map(Rule.Memory::lookBack)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO));
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
        return evaluate(window, events, WindowFacts.NONE, maxEvidence);
    }

    /**
     * Judges one window.
     *
     * @param events those of the window and of its look-back, in any order
     * @param facts what else is known of the window
     * @param maxEvidence how many lines a finding keeps
     * @return the findings that became true within the window, in {@link FindingCollector#ORDER}
     */
    public List<Finding> evaluate(Window window, Iterable<? extends Event> events, WindowFacts facts, int maxEvidence) {
        FindingCollector collector = new FindingCollector(window, maxEvidence);
        KieSessionConfiguration configuration = KieServices.Factory.get().newKieSessionConfiguration();
        // One thread inserts and fires; alpha tests may then run at the insert.
        configuration.setOption(ThreadSafeOption.NO);
        KieSession session = base.newKieSession(configuration, null);
        try {
            session.addEventListener(new MatchListener(byName, window, facts.knownUntil(), collector));
            events.forEach(session::insert);
            facts.sources().forEach(session::insert);
            facts.inputs().forEach(session::insert);
            if (asks(Listed.class)) {
                facts.listed(events).forEach(session::insert);
            }
            session.fireAllRules();
        } finally {
            session.dispose();
        }
        return collector.findings();
    }
}

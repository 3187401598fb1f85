package protectv.audit.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ThreadSafeOption;
import protectv.audit.event.Event;
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
    private final EventInterest lookBackInterest;
    private final Duration lookBack;
    private final Set<Duration> graces;

    CompiledRules(RuleCatalog catalog, KieBase base) {
        this.base = base;
        this.byName = catalog.rules().stream()
                .collect(Collectors.toMap(rule -> rule.id().value(), Function.identity()));
        List<Rule> lookingBack =
                catalog.rules().stream().filter(Rule::looksBack).toList();
        this.interest = EventInterest.union(catalog.rules());
        this.lookBackInterest = EventInterest.union(lookingBack);
        this.lookBack = lookingBack.stream()
                .map(rule -> rule.metadata().span().plus(rule.metadata().grace()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Set<Duration> waits = new TreeSet<>(Set.of(Duration.ZERO));
        catalog.rules().forEach(rule -> waits.add(rule.metadata().grace()));
        this.graces = Collections.unmodifiableSet(waits);
    }

    /** False where no rule can match such an event, so that it need not be kept. */
    public boolean wants(Event event) {
        return interest.wants(event.getClass().getSimpleName(), event.event());
    }

    /** False where an event before the window is of no use to a rule that relates several. */
    public boolean remembers(Event event) {
        return lookBackInterest.wants(event.getClass().getSimpleName(), event.event());
    }

    /** How far before a window the events begin that its rules may need. */
    public Duration lookBack() {
        return lookBack;
    }

    /** How long rules wait after an event before they judge; zero is always among them. */
    public Set<Duration> graces() {
        return graces;
    }

    /**
     * Judges one window.
     *
     * @param events those of the window and of its look-back, in any order
     * @param maxEvidence how many lines a finding keeps
     * @return the findings that became true within the window, in {@link FindingCollector#ORDER}
     */
    public List<Finding> evaluate(Window window, Iterable<? extends Event> events, int maxEvidence) {
        FindingCollector collector = new FindingCollector(window, maxEvidence);
        KieSessionConfiguration configuration = KieServices.Factory.get().newKieSessionConfiguration();
        // One thread inserts and fires; alpha tests may then run at the insert.
        configuration.setOption(ThreadSafeOption.NO);
        KieSession session = base.newKieSession(configuration, null);
        try {
            session.addEventListener(new MatchListener(byName, window, collector));
            for (Event event : events) {
                session.insert(event);
            }
            session.fireAllRules();
        } finally {
            session.dispose();
        }
        return collector.findings();
    }
}

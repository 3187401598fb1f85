package protectv.audit.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.AgendaEventListener;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.MatchCreatedEvent;
import org.kie.api.runtime.rule.Match;
import protectv.audit.event.Event;
import protectv.audit.event.Witness;
import protectv.audit.finding.Anchor;
import protectv.audit.finding.FindingCollector;
import protectv.audit.finding.Window;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Template;

/** Turns matches into findings; a rule's consequence is empty. */
final class MatchListener extends DefaultAgendaEventListener implements LoneEventRules.Sink {

    /** For work whose result nobody needs. */
    static final AgendaEventListener COUNTING = new DefaultAgendaEventListener() {
        @Override
        public void matchCreated(MatchCreatedEvent created) {
            Effort.match();
        }
    };

    /** What a rule says of its matches. */
    record Wording(
            RuleMetadata metadata,
            Template subject,
            @Nullable Template message) {

        static Wording of(RuleMetadata metadata) {
            return new Wording(
                    metadata,
                    new Template(metadata.subject()),
                    metadata.message() == null ? null : new Template(metadata.message()));
        }
    }

    private final Map<String, Wording> rules;
    private final Window window;
    private final long knownUntil;
    private final FindingCollector collector;

    MatchListener(Map<String, Wording> rules, Window window, long knownUntil, FindingCollector collector) {
        this.rules = rules;
        this.window = window;
        this.knownUntil = knownUntil;
        this.collector = collector;
    }

    @Override
    public void matchCreated(MatchCreatedEvent created) {
        Effort.match();
    }

    @Override
    public void afterMatchFired(AfterMatchFiredEvent fired) {
        Match match = fired.getMatch();
        Wording wording = wording(match.getRule().getName());
        RuleMetadata metadata = wording.metadata();
        Matched matched = Matched.of(match, metadata, collector.maxEvidence());
        Anchor anchor = matched.anchor();
        if (anchor == null || !isTold(anchor.time() + metadata.grace().toMillis())) {
            return;
        }
        tell(wording, match::getDeclarationValue, anchor, matched.witnesses());
    }

    @Override
    public void match(LoneEventRule rule, Event event, Anchor anchor) {
        RuleMetadata metadata = rule.rule().metadata();
        if (isTold(anchor.time() + metadata.grace().toMillis())) {
            tell(wording(metadata.id().value()), name -> rule.value(name, event), anchor, List.of(event));
        }
    }

    private Wording wording(String rule) {
        Wording wording = rules.get(rule);
        if (wording == null) {
            throw new IllegalStateException("a rule fired that is not in the catalogue: " + rule);
        }
        return wording;
    }

    private void tell(
            Wording wording, Function<String, @Nullable Object> values, Anchor anchor, List<Witness> witnesses) {
        collector.add(
                wording.metadata(),
                wording.subject().fill(values),
                wording.message() == null ? null : wording.message().fill(values),
                anchor,
                witnesses);
    }

    /** A finding belongs to the window in which it became true, and to no other. */
    private boolean isTold(long time) {
        return window.contains(time) && time < knownUntil;
    }
}

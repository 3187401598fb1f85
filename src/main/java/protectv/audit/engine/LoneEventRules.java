package protectv.audit.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import protectv.audit.event.Event;
import protectv.audit.event.EventKind;
import protectv.audit.finding.Anchor;

/** The rules that look at one event by itself, without a session. Safe for several threads. */
final class LoneEventRules {

    private final List<LoneEventRule> rules;
    private final Map<EventKind, List<LoneEventRule>> byKind = new ConcurrentHashMap<>();

    LoneEventRules(List<LoneEventRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Takes the match of a rule. */
    interface Sink {
        void match(LoneEventRule rule, Event event, Anchor anchor);
    }

    /** Hands on each match of an event; the work is counted as if the engine did it. */
    void match(Event event, Sink sink) {
        for (LoneEventRule rule : byKind.computeIfAbsent(event.kind(), kind -> asking(event))) {
            if (rule.matches(event)) {
                Effort.match();
                sink.match(rule, event, Anchor.of(event));
            }
        }
    }

    private List<LoneEventRule> asking(Event event) {
        return rules.stream().filter(rule -> rule.asksFor(event)).toList();
    }
}

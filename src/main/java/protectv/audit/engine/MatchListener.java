package protectv.audit.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.rule.Match;
import protectv.audit.event.Event;
import protectv.audit.finding.FindingCollector;
import protectv.audit.finding.Window;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleMetadata;

/** Turns matches into findings; a rule's consequence is empty. */
final class MatchListener extends DefaultAgendaEventListener {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\$[^{}]*)}");

    /** What a finding shows where the line does not have the value. */
    private static final String NOTHING = "(none)";

    private final Map<String, Rule> rules;
    private final Window window;
    private final FindingCollector collector;

    MatchListener(Map<String, Rule> rules, Window window, FindingCollector collector) {
        this.rules = rules;
        this.window = window;
        this.collector = collector;
    }

    @Override
    public void afterMatchFired(AfterMatchFiredEvent fired) {
        Match match = fired.getMatch();
        Rule rule = rules.get(match.getRule().getName());
        if (rule == null) {
            throw new IllegalStateException("a rule fired that is not in the catalogue: "
                    + match.getRule().getName());
        }
        RuleMetadata metadata = rule.metadata();
        List<Event> events = new ArrayList<>();
        match.getObjects().forEach(object -> addEvents(object, events));
        Event anchor = anchor(metadata, match, events);
        if (anchor == null || !window.contains(anchor.time() + metadata.grace().toMillis())) {
            return;
        }
        collector.add(
                metadata,
                fill(metadata.subject(), match),
                metadata.message() == null ? null : fill(metadata.message(), match),
                anchor,
                events);
    }

    private static void addEvents(Object object, List<Event> events) {
        if (object instanceof Event event) {
            events.add(event);
        } else if (object instanceof Burst burst) {
            events.addAll(burst.events());
        } else if (object instanceof Collection<?> collection) {
            collection.forEach(element -> addEvents(element, events));
        }
    }

    /** The event whose time is the finding's: the one that the rule names, else the last. */
    private static @Nullable Event anchor(RuleMetadata metadata, Match match, List<Event> events) {
        String name = metadata.anchor();
        if (name != null && match.getDeclarationValue(name) instanceof Event named) {
            return named;
        }
        return events.stream().max(Event.BY_TIME).orElse(null);
    }

    private static String fill(String template, Match match) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            Object value = match.getDeclarationValue(matcher.group(1));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value == null ? NOTHING : value.toString()));
        }
        return matcher.appendTail(filled).toString();
    }
}

package protectv.audit.engine;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.AgendaEventListener;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.MatchCreatedEvent;
import org.kie.api.runtime.rule.Match;
import protectv.audit.finding.Anchor;
import protectv.audit.finding.FindingCollector;
import protectv.audit.finding.Window;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleMetadata;

/** Turns matches into findings; a rule's consequence is empty. */
final class MatchListener extends DefaultAgendaEventListener {

    /** For work whose result nobody needs. */
    static final AgendaEventListener COUNTING = new DefaultAgendaEventListener() {
        @Override
        public void matchCreated(MatchCreatedEvent created) {
            Effort.match();
        }
    };

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\$[^{}]*)}");

    /** What a finding shows where the line does not have the value. */
    private static final String NOTHING = "(none)";

    private final Map<String, Rule> rules;
    private final Window window;
    private final long knownUntil;
    private final FindingCollector collector;

    MatchListener(Map<String, Rule> rules, Window window, long knownUntil, FindingCollector collector) {
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
        Rule rule = rules.get(match.getRule().getName());
        if (rule == null) {
            throw new IllegalStateException("a rule fired that is not in the catalogue: "
                    + match.getRule().getName());
        }
        RuleMetadata metadata = rule.metadata();
        Matched matched = Matched.of(match, metadata, collector.maxEvidence());
        Anchor anchor = matched.anchor();
        if (anchor == null || !isTold(anchor.time() + metadata.grace().toMillis())) {
            return;
        }
        collector.add(
                metadata,
                fill(metadata.subject(), match),
                metadata.message() == null ? null : fill(metadata.message(), match),
                anchor,
                matched.witnesses());
    }

    /** A finding belongs to the window in which it became true, and to no other. */
    private boolean isTold(long time) {
        return window.contains(time) && time < knownUntil;
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

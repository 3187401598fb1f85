package protectv.audit.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.KeptEvents;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;

/** The events in the memory of this machine. */
final class LocalHarvest implements Harvest {

    private final Reading reading;
    private final AuditSettings settings;
    private final CompiledRules rules;
    private final KeptEvents kept;

    LocalHarvest(Reading reading, AuditSettings settings, CompiledRules rules) {
        this.reading = reading;
        this.settings = settings;
        this.rules = rules;
        this.kept = new KeptEvents(rules);
    }

    @Override
    public Reading reading() {
        return reading;
    }

    @Override
    public void complete(List<Event> earlier) {
        reading.within().forEach(kept::add);
        earlier.forEach(kept::add);
        kept.sort();
    }

    @Override
    public boolean mayHave(Instant from, Instant until) {
        return kept.hasAny(from, until);
    }

    @Override
    public NavigableMap<Window, List<Finding>> judge(
            Collection<Window> windows, LoadedRules judging, Circumstances circumstances, Watcher watcher) {
        return Judgement.by(judging.compiled(), settings, kept, circumstances, watcher)
                .of(windows, settings.threads());
    }

    @Override
    public List<Event> neededAt(Instant time) {
        return kept.all().stream()
                .filter(event -> rules.isNeededAt(time, event))
                .toList();
    }
}

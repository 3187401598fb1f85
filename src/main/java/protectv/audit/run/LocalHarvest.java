package protectv.audit.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.work.SideBySide;

/** The events in the memory of this machine, and those that have no room there on its disk. */
record LocalHarvest(Reading reading, AuditSettings settings, CompiledRules rules) implements Harvest {

    @Override
    public void judge(
            SortedSet<Window> windows,
            List<Event> earlier,
            LoadedRules judging,
            Circumstances circumstances,
            Watcher watcher,
            BiConsumer<Window, List<Finding>> findings) {
        watcher.judging(windows.size());
        Judgement judgement = Judgement.by(judging.compiled(), settings, circumstances);
        Stretches stretches = new Stretches(
                settings, judging.compiled(), windows, earlier, reading.within().byTime());
        SideBySide.ahead(
                stretches::next,
                stretch -> judgement.of(stretch.windows(), stretch.kept(), settings.threads(), (window, found) -> {
                    watcher.judged();
                    findings.accept(window, found);
                }));
    }

    @Override
    public List<Event> neededAt(Instant time) {
        List<Event> needed = new ArrayList<>();
        reading.within().byTime().forEachRemaining(event -> {
            if (rules.isNeededAt(time, event)) {
                needed.add(event);
            }
        });
        return needed;
    }
}

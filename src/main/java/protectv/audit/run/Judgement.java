package protectv.audit.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.KeptEvents;
import protectv.audit.engine.RunawayRule;
import protectv.audit.engine.StopSign;
import protectv.audit.engine.WindowFacts;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.work.SideBySide;

/** Judges windows side by side: they share nothing but what is only read. */
public record Judgement(
        CompiledRules rules,
        Function<Window, List<Event>> events,
        int maxEvidence,
        Duration longest,
        Function<Window, WindowFacts> facts,
        Watcher watcher) {

    /** As the settings say, of events that are all there. */
    public static Judgement by(
            CompiledRules rules,
            AuditSettings settings,
            KeptEvents kept,
            Circumstances circumstances,
            Watcher watcher) {
        return new Judgement(
                settings.keepAll() ? rules.plain() : rules,
                settings.keepAll() ? kept::allIn : kept::in,
                settings.maxEvidence(),
                settings.maxWindowTime(),
                circumstances.facts(rules),
                watcher);
    }

    /**
     * The findings of those windows that have any.
     *
     * @throws RunawayRule where a rule takes more than a window may cost
     */
    public NavigableMap<Window, List<Finding>> of(Collection<Window> windows, int threads) {
        NavigableMap<Window, List<Finding>> findings = new TreeMap<>();
        watcher.judging(windows.size());
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Callable<Map.Entry<Window, List<Finding>>>> tasks = new ArrayList<>();
            for (Window window : windows) {
                tasks.add(() -> Map.entry(window, of(window, clock)));
            }
            SideBySide.each(tasks, threads, judged -> {
                watcher.judged();
                if (!judged.getValue().isEmpty()) {
                    findings.put(judged.getKey(), judged.getValue());
                }
            });
            return findings;
        } finally {
            clock.shutdownNow();
        }
    }

    private List<Finding> of(Window window, ScheduledExecutorService clock) {
        StopSign stop = new StopSign();
        ScheduledFuture<?> alarm = clock.schedule(stop::raise, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return rules.evaluate(window, events.apply(window), facts.apply(window), maxEvidence, stop);
        } finally {
            alarm.cancel(false);
        }
    }
}

package protectv.audit.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
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
        BiFunction<KeptEvents, Window, List<Event>> events,
        int maxEvidence,
        Duration longest,
        Function<Window, WindowFacts> facts) {

    /** As the settings say. */
    public static Judgement by(CompiledRules rules, AuditSettings settings, Circumstances circumstances) {
        return new Judgement(
                settings.keepAll() ? rules.plain() : rules,
                settings.keepAll() ? KeptEvents::allIn : KeptEvents::in,
                settings.maxEvidence(),
                settings.maxWindowTime(),
                circumstances.facts(rules));
    }

    /**
     * Judges windows by events that are all there.
     *
     * @param findings is told those of each window, none included, by this thread
     * @throws RunawayRule where a rule takes more than a window may cost
     */
    public void of(
            Collection<Window> windows, KeptEvents kept, int threads, BiConsumer<Window, List<Finding>> findings) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Callable<Map.Entry<Window, List<Finding>>>> tasks = new ArrayList<>();
            for (Window window : windows) {
                tasks.add(() -> Map.entry(window, of(window, kept, clock)));
            }
            SideBySide.each(tasks, threads, judged -> findings.accept(judged.getKey(), judged.getValue()));
        } finally {
            clock.shutdownNow();
        }
    }

    private List<Finding> of(Window window, KeptEvents kept, ScheduledExecutorService clock) {
        StopSign stop = new StopSign();
        ScheduledFuture<?> alarm = clock.schedule(stop::raise, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return rules.evaluate(window, events.apply(kept, window), facts.apply(window), maxEvidence, stop);
        } finally {
            alarm.cancel(false);
        }
    }
}

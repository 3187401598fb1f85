package protectv.audit.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.RunawayRule;
import protectv.audit.engine.StopSign;
import protectv.audit.engine.WindowFacts;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;

/** Judges windows side by side: they share nothing but what is only read. */
record Judgement(
        CompiledRules rules,
        Function<Window, List<Event>> events,
        int maxEvidence,
        Duration longest,
        Function<Window, WindowFacts> facts) {

    /**
     * The findings of those windows that have any.
     *
     * @throws RunawayRule where a rule takes more than a window may cost
     */
    NavigableMap<Window, List<Finding>> of(Collection<Window> windows, int threads) {
        NavigableMap<Window, List<Finding>> findings = new TreeMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Future<List<Finding>>> judged = new ArrayList<>();
            for (Window window : windows) {
                judged.add(pool.submit(() -> of(window, clock)));
            }
            int next = 0;
            for (Window window : windows) {
                List<Finding> found = judged.get(next++).get();
                if (!found.isEmpty()) {
                    findings.put(window, found);
                }
            }
            return findings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while windows were judged", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RunawayRule runaway) {
                throw runaway;
            }
            throw new IllegalStateException("a window could not be judged", e.getCause());
        } finally {
            pool.shutdownNow();
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

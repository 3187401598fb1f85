package protectv.audit.engine;

import org.jspecify.annotations.Nullable;

/**
 * What the rules may spend on one window. All but the time depends on the facts alone, so that the same window is stopped
 * on every machine. A rule that does no more than look at each fact, or at the facts of its key, comes nowhere near.
 */
final class Effort {

    /** For windows with few facts: some seconds. */
    private static final long LEAST_STEPS = 1_000_000_000;

    private static final long STEPS_PER_FACT = 5_000;
    private static final long LEAST_MATCHES = 1_000_000;
    private static final long MATCHES_PER_FACT = 20;

    private static final ThreadLocal<@Nullable Effort> CURRENT = new ThreadLocal<>();

    private final long mostSteps;
    private final long mostMatches;
    private final StopSign stop;
    private long steps;
    private long matches;

    Effort(long mostSteps, long mostMatches, StopSign stop) {
        this.mostSteps = mostSteps;
        this.mostMatches = mostMatches;
        this.stop = stop;
    }

    static Effort forFacts(long facts, StopSign stop) {
        return new Effort(LEAST_STEPS + facts * STEPS_PER_FACT, LEAST_MATCHES + facts * MATCHES_PER_FACT, stop);
    }

    /** Runs some work of this thread that may cost no more than this; a {@link RunawayException} says that it did. */
    void limit(Runnable work) {
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** A constraint is tested, or a letter is looked at, for the work of this thread. */
    static void step() {
        Effort effort = CURRENT.get();
        if (effort != null) {
            effort.count();
        }
    }

    /** Two facts belong together as far as was seen, or a rule has matched: something is kept in memory for it. */
    static void match() {
        Effort effort = CURRENT.get();
        if (effort != null && ++effort.matches > effort.mostMatches) {
            throw new RunawayException("more than " + effort.mostMatches + " combinations of facts in one window");
        }
    }

    /** What was spent so far. */
    long spent() {
        return steps + matches;
    }

    private void count() {
        if (++steps > mostSteps) {
            throw new RunawayException("more than " + mostSteps + " comparisons in one window");
        }
        if (stop.isRaised()) {
            throw new RunawayException("too much time in one window");
        }
    }
}

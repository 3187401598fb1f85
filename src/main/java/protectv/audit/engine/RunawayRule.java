package protectv.audit.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules that asked for more work than a window may cost, so that it was stopped. */
public final class RunawayRule extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Set<String> rules;
    private final String reason;

    RunawayRule(Set<String> rules, RunawayException cause) {
        super(String.join(", ", rules) + ": " + cause.getMessage(), cause);
        this.rules = Set.copyOf(rules);
        this.reason = String.valueOf(cause.getMessage());
    }

    /** Ids of the rules that were stopped, at least one. */
    public Set<String> rules() {
        return rules;
    }

    /** Of what they took too much: {@code more than 500000000 comparisons in one window}. */
    public String reason() {
        return reason;
    }

    /** The sign of a stopped evaluation within what Drools made of it; null where something else went wrong. */
    static @Nullable RunawayException sign(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RunawayException runaway) {
                return runaway;
            }
        }
        return null;
    }
}

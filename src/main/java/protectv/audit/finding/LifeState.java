package protectv.audit.finding;

import java.util.Locale;

/**
 * How a finding relates to those of the run before, in the words of SARIF's baseline states, and one more.
 *
 * <p>Source: SARIF 2.1.0, section 3.27.24.
 */
public enum LifeState {
    /** Not there in any run that is remembered. */
    NEW,
    /** Seen in an earlier run, gone in the one before this. */
    REOPENED,
    /** There in the run before, with another count or severity. */
    UPDATED,
    /** There in the run before, the same. */
    UNCHANGED,
    /** There in the run before, gone now. */
    ABSENT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

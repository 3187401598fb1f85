package protectv.audit.rule;

import java.util.Locale;

/** How far a rule has come. */
public enum RuleStatus {
    EXPERIMENTAL,
    TEST,
    STABLE,
    DEPRECATED;

    /** As rules write it: {@code stable}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

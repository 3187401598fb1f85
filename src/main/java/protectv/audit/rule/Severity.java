package protectv.audit.rule;

import java.util.Locale;

/** How bad a finding is, from least to worst. */
public enum Severity {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** As rules and reports write it: {@code high}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

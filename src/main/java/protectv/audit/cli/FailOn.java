package protectv.audit.cli;

import java.util.Locale;
import protectv.audit.rule.Severity;

/** From which severity on findings make the exit code 1. */
enum FailOn {
    INFORMATIONAL,
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL,
    /** No finding does. */
    NEVER;

    boolean includes(Severity severity) {
        return this != NEVER && severity.compareTo(Severity.valueOf(name())) >= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

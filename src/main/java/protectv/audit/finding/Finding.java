package protectv.audit.finding;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;

/**
 * What one rule found about one subject in one window.
 *
 * @param subject what the finding is about; text from the logs
 * @param message one sentence with the values of the first match, text from the logs within; null where the rule has none
 * @param count how often it happened: attempts, not lines
 * @param firstSeen time of the first event
 * @param lastSeen time of the last event
 * @param evidence the first lines by time, file and line; {@code count} covers those beyond
 * @param waiver who accepts it, and why; null where nobody does
 * @param fingerprint the same for this rule and subject in every window and night: 16 hex digits
 */
public record Finding(
        RuleMetadata rule,
        String subject,
        @Nullable String message,
        Window window,
        long count,
        Instant firstSeen,
        Instant lastSeen,
        List<Evidence> evidence,
        String fingerprint,
        @Nullable Waiver waiver)
        implements Serializable {

    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** The same finding, accepted. */
    public Finding waivedBy(Waiver accepted) {
        return new Finding(rule, subject, message, window, count, firstSeen, lastSeen, evidence, fingerprint, accepted);
    }
}

package protectv.audit.finding;

import java.time.Instant;
import protectv.audit.rule.Severity;

/**
 * What an earlier run found about one subject by one rule, over all windows of that run.
 *
 * @param fingerprint of rule and subject, as {@link Finding#fingerprint}
 * @param rule the rule's id; the rule itself may be gone
 * @param subject text from the logs
 * @param count how often it happened within that run
 */
public record PastFinding(
        String fingerprint,
        String rule,
        String title,
        Severity severity,
        String subject,
        long count,
        Instant firstSeen,
        Instant lastSeen) {}

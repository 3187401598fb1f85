package protectv.audit.rule;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A finding that its owner accepts for a while, as {@code rules/waivers.yaml} says.
 *
 * @param rule the one rule that it is about
 * @param subject pattern of subjects: {@code *} stands for any text, {@code ?} for one character
 * @param expires first day on which it no longer holds
 * @param ceiling the worst severity that it covers; null for any
 */
public record Waiver(
        RuleId rule,
        String subject,
        String reason,
        String owner,
        LocalDate expires,
        @Nullable Severity ceiling) implements Serializable {}

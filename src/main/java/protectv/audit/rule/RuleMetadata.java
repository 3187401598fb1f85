package protectv.audit.rule;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule file says about its rule beside the condition. Texts are for people; {@code {$name}} in {@code subject}
 * and {@code message} stands for a binding of the condition.
 *
 * @param span how far before its last event a match may begin; zero where one event suffices
 * @param grace how long after its last event the rule waits for something that did not come
 * @param anchor the binding whose time is the finding's; null for the last event of the match
 */
public record RuleMetadata(
        RuleId id,
        String title,
        Severity severity,
        RuleStatus status,
        LocalDate since,
        String cause,
        String remedy,
        List<ControlRef> controls,
        String subject,
        @Nullable String message,
        Duration span,
        Duration grace,
        @Nullable String anchor,
        @Nullable String source,
        @Nullable String falsePositives)
        implements Serializable {

    public RuleMetadata {
        controls = List.copyOf(controls);
    }
}

package protectv.audit.control;

import java.util.Set;
import protectv.audit.event.SourceRole;
import protectv.audit.rule.RuleMetadata;

/**
 * A rule as its controls see it.
 *
 * @param needs whose lines it judges: without them it finds nothing, whatever happened. Rules about the logs
 *     themselves need the Managers
 */
public record JudgedRule(RuleMetadata metadata, Set<SourceRole> needs) {

    public JudgedRule {
        needs = Set.copyOf(needs);
    }
}

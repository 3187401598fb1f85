package protectv.audit.run;

import protectv.audit.engine.CompiledRules;
import protectv.audit.spill.EventBag;
import protectv.audit.spill.Spill;

/**
 * What becomes of lines that are read: which of their events are kept, and where.
 *
 * @param spill where events go that do not fit into memory
 */
public record Intake(AuditSettings settings, CompiledRules rules, Spill spill) {

    EventBag bag() {
        return new EventBag(spill);
    }
}

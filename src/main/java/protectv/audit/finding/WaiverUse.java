package protectv.audit.finding;

import java.util.List;
import protectv.audit.rule.Waiver;

/**
 * What came of a waiver in one run.
 *
 * @param findings how many it waived
 * @param subjects how many different subjects these were about
 * @param concerns what its owner should look at; empty where all is well
 */
public record WaiverUse(Waiver waiver, long findings, long subjects, List<Concern> concerns) {

    /** Why a waiver needs its owner's attention. */
    public enum Concern {
        /** Its day has come: findings that it would cover count again. */
        EXPIRED,
        /** It matched nothing in this run. */
        UNUSED,
        /** Its pattern covers any subject, or very many did match. */
        BROAD,
        /** It is about a rule that is not there. */
        NO_SUCH_RULE
    }

    public WaiverUse {
        concerns = List.copyOf(concerns);
    }
}

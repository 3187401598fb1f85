package protectv.audit.export;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.report.AuditReport;

/** Which rules found nothing in a window because something kept them from looking. Silence is never a pass. */
final class UnjudgedRules {

    private final AuditReport report;

    UnjudgedRules(AuditReport report) {
        this.report = report;
    }

    /** Why, by rule id, for the window that starts then. */
    Map<String, String> in(Instant start) {
        Map<String, String> reasons = new HashMap<>(report.rules().notRun());
        for (ControlVerdict control : report.controls()) {
            ControlVerdict.Stretch stretch = at(control.stretches(), start);
            if (stretch != null && stretch.outcome() == Outcome.NOT_EVALUABLE) {
                control.rules().forEach(rule -> reasons.putIfAbsent(rule, stretch.reason()));
            }
        }
        return reasons;
    }

    private static ControlVerdict.@Nullable Stretch at(List<ControlVerdict.Stretch> stretches, Instant time) {
        int low = 0;
        int high = stretches.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            ControlVerdict.Stretch stretch = stretches.get(middle);
            if (time.isBefore(stretch.from())) {
                high = middle - 1;
            } else if (time.isBefore(stretch.to())) {
                return stretch;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }
}

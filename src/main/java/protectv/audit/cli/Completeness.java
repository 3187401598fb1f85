package protectv.audit.cli;

import org.slf4j.Logger;
import protectv.audit.report.AuditReport;

/** Whether all was read that should have been. */
final class Completeness {

    private Completeness() {}

    /** Logs why inputs are incomplete; those that were not there at all have been told already. */
    static void tellProblems(Logger log, AuditReport report) {
        for (AuditReport.Input input : report.inputs()) {
            if (input.problem() != null && input.bytes() > 0) {
                log.error("{}: {}", input.path(), input.problem());
            }
        }
    }

    /**
     * False where an input is incomplete, a rule had to be stopped, nothing of the period was read, or too much of it was
     * not understood; the log then says so.
     */
    static boolean check(Logger log, AuditReport report, UnparsedLimit limit) {
        boolean complete =
                report.summary().lines() > 0 && report.inputs().stream().allMatch(input -> input.problem() == null);
        if (report.summary().lines() == 0) {
            log.error("no line was read: nothing was audited");
        } else if (report.summary().events() == 0
                && report.sources().stream().allMatch(source -> source.lines() == 0)) {
            log.error("no event, and no other line of its machines, is of the audited period: nothing was audited;"
                    + " see whether these are the right logs, --from and --to, and the year (--reference)");
            complete = false;
        }
        if (limit.isExceeded(report.summary())) {
            log.error(
                    "{} of {} lines are malformed, more than --max-unparsed {}",
                    report.summary().malformed(),
                    report.summary().lines(),
                    limit.given());
            complete = false;
        }
        return complete && report.rules().troubles().isEmpty();
    }
}

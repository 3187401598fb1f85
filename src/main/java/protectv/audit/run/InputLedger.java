package protectv.audit.run;

import java.io.Serializable;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.input.ReadResult;
import protectv.audit.report.AuditReport;

/** Counts the fates of one input's lines. */
final class InputLedger implements Serializable {

    private static final long serialVersionUID = 1L;

    private final SortedMap<String, Long> malformedReasons = new TreeMap<>();
    private long events;
    private long other;
    private long malformed;
    private long outside;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void addEvent(Event event) {
        events++;
        first = Math.min(first, event.time());
        last = Math.max(last, event.time());
    }

    void addOutside() {
        outside++;
    }

    void addOther() {
        other++;
    }

    void addMalformed(String reason) {
        malformed++;
        malformedReasons.merge(reason, 1L, Long::sum);
    }

    void addAll(InputLedger next) {
        events += next.events;
        other += next.other;
        malformed += next.malformed;
        outside += next.outside;
        first = Math.min(first, next.first);
        last = Math.max(last, next.last);
        next.malformedReasons.forEach((reason, count) -> malformedReasons.merge(reason, count, Long::sum));
    }

    /** @throws IllegalStateException where a line had no fate or two */
    AuditReport.Input close(String path, ReadResult result, @Nullable String yearFrom) {
        if (events + other + malformed + outside != result.lines()) {
            throw new IllegalStateException(
                    "the ledger of " + path + " does not balance: " + result.lines() + " lines, but " + events
                            + " events, " + other + " other, " + malformed + " malformed, " + outside + " outside");
        }
        return new AuditReport.Input(
                path,
                result.sha256(),
                result.bytes(),
                result.lines(),
                events,
                other,
                malformed,
                outside,
                result.cutLines(),
                result.undecodableLines(),
                events == 0 ? null : Instant.ofEpochMilli(first),
                events == 0 ? null : Instant.ofEpochMilli(last),
                malformedReasons,
                yearFrom,
                result.problem());
    }
}

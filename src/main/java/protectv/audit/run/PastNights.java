package protectv.audit.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.event.HeardLine;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;

/** What earlier runs left behind for this one. */
public interface PastNights {

    /** Without a history every run is the first. */
    PastNights NONE = new PastNights() {
        @Override
        public List<Event> remembered(Instant from, Instant before) {
            return List.of();
        }

        @Override
        public List<HeardLine> lastHeard(Instant before) {
            return List.of();
        }

        @Override
        public @Nullable Instant knownSince(Instant before) {
            return null;
        }

        @Override
        public boolean remember() {
            return false;
        }

        @Override
        public @Nullable Changes changes(Iterable<Finding> findings, @Nullable Instant to) {
            return null;
        }

        @Override
        public String nothingToCompare() {
            return "What is new and what is gone was not compared: that needs --history, or --baseline with an earlier"
                    + " report.json.";
        }
    };

    /** Events of that time that earlier runs kept. */
    List<Event> remembered(Instant from, Instant before);

    /** The last line of each source before a time. */
    List<HeardLine> lastHeard(Instant before);

    /** Since when everything up to that time was audited; null where the time just before it was not. */
    @Nullable Instant knownSince(Instant before);

    /** Whether a later run will ask what this one knew. */
    boolean remember();

    /** What changed since the run whose period ended before that of this one; null where there is nothing to compare with. */
    @Nullable Changes changes(Iterable<Finding> findings, @Nullable Instant to);

    /** For people: why there are no changes. */
    String nothingToCompare();
}

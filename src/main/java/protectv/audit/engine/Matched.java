package protectv.audit.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.Match;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.event.Moment;
import protectv.audit.event.Witness;
import protectv.audit.finding.Anchor;
import protectv.audit.rule.RuleMetadata;

/**
 * The facts of one match: what made it true, and the lines that show it.
 *
 * @param anchor null where nothing in the match has a time, or where a fact of it is further from the anchor than the rule
 *     says; whether such a match shows up depends on what else is remembered, so it is none
 */
public record Matched(@Nullable Anchor anchor, List<Witness> witnesses) {

    private static final Matched NONE = new Matched(null, List.of());

    /** @param maxEvidence lines that a finding keeps: of many events in order the first are enough */
    static Matched of(Match match, RuleMetadata metadata, int maxEvidence) {
        Object anchored = metadata.anchor() == null ? null : match.getDeclarationValue(metadata.anchor());
        return of(match.getObjects(), anchored, metadata, maxEvidence);
    }

    /**
     * The same of the facts themselves.
     *
     * @param anchored what the rule's anchor is bound to; null where it names none
     */
    public static Matched of(Collection<?> facts, @Nullable Object anchored, RuleMetadata metadata, int maxEvidence) {
        Parts parts = new Parts();
        facts.forEach(parts::add);
        Anchor anchor = anchored instanceof Event event
                ? Anchor.of(event)
                : anchored instanceof Moment moment ? Anchor.of(moment) : parts.last();
        if (anchor == null) {
            return NONE;
        }
        long earliest = anchor.time() - metadata.span().toMillis();
        long latest = anchor.time() + metadata.grace().toMillis();
        return parts.reachBeyond(earliest, latest)
                ? NONE
                : new Matched(anchor, parts.witnesses(metadata, anchor, maxEvidence));
    }

    /** What a match holds, by what it is. */
    private static final class Parts {

        private final List<Event> events = new ArrayList<>();
        private final List<Moment> moments = new ArrayList<>();
        private final List<Timeline> timelines = new ArrayList<>();
        private @Nullable SourceActivity source;

        void add(Object fact) {
            if (fact instanceof Event event) {
                events.add(event);
            } else if (fact instanceof SourceActivity activity) {
                source = activity;
            } else if (fact instanceof Moment moment) {
                moments.add(moment);
            } else if (fact instanceof Timeline timeline) {
                timelines.add(timeline);
            } else if (fact instanceof Collection<?> collection) {
                collection.stream().filter(element -> element instanceof Event).forEach(this::add);
            }
        }

        /** The last event or moment; the source's window where there is neither. */
        @Nullable Anchor last() {
            Anchor last = null;
            for (Event event : events) {
                last = later(last, Anchor.of(event));
            }
            for (Moment moment : moments) {
                last = later(last, Anchor.of(moment));
            }
            return last == null && source != null ? Anchor.of(source) : last;
        }

        private static Anchor later(@Nullable Anchor one, Anchor other) {
            return one == null || one.compareTo(other) < 0 ? other : one;
        }

        /** Whether something that the match relates lies outside. What a file shows of itself is one thing, however long. */
        boolean reachBeyond(long earliest, long latest) {
            for (Event event : events) {
                if (event.time() < earliest || event.time() > latest) {
                    return true;
                }
            }
            for (Moment moment : moments) {
                List<? extends Witness> byTime = moment instanceof InputFile ? List.of() : moment.witnesses();
                if (!byTime.isEmpty()
                        && (byTime.get(0).time() < earliest
                                || byTime.get(byTime.size() - 1).time() > latest)) {
                    return true;
                }
            }
            return false;
        }

        List<Witness> witnesses(RuleMetadata metadata, Anchor anchor, int most) {
            List<Witness> witnesses = new ArrayList<>(events);
            moments.forEach(moment -> witnesses.addAll(first(moment.witnesses(), most)));
            if (moments.isEmpty()) {
                timelines.forEach(
                        timeline -> witnesses.addAll(first(timeline.shown(metadata.span(), anchor.time()), most)));
            }
            return witnesses;
        }

        private static List<? extends Witness> first(List<? extends Witness> byTime, int most) {
            return byTime.size() <= most ? byTime : byTime.subList(0, most);
        }
    }
}

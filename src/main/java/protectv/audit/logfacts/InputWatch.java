package protectv.audit.logfacts;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.InputTrouble;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.event.SourceRef;
import protectv.audit.event.Witness;
import protectv.audit.input.RawLine;
import protectv.audit.input.ReadResult;
import protectv.audit.parse.Parsed;

/** Watches the lines of one input for what they tell about the input itself. */
public final class InputWatch implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Relays and several threads of one program write lines a little out of order. */
    private static final long DISORDER_MILLIS = 60_000;

    /** As many malformed lines as are shown; the count has all of them. */
    private static final int SHOWN = 3;

    private final List<Witness> malformed = new ArrayList<>();
    private final List<InputTrouble> unread = new ArrayList<>();
    private @Nullable Long unreadSince;
    private boolean unreadOpen;
    private long lastEvent = Long.MIN_VALUE;
    private long previous = Long.MIN_VALUE;
    private long malformedLines;
    private long stepsBack;
    private long worstStep;
    private @Nullable Witness worst;

    public InputWatch() {}

    /** Goes on where another stood. */
    public InputWatch(State state) {
        previous = state.previous();
        unreadOpen = state.unreadOpen();
        unreadSince = state.unreadSince();
    }

    /**
     * What the lines before tell about the next one.
     *
     * @param previous time of the last stamped line, epoch milliseconds; the smallest number where there is none
     * @param unreadOpen whether no line behind it could be understood
     * @param unreadSince time of the last one before these; null where none is known
     */
    public record State(
            long previous, boolean unreadOpen, @Nullable Long unreadSince) implements Serializable {

        /** Before the first line. */
        public static final State START = new InputWatch().state();
    }

    /** What the lines so far tell about the next one. */
    public State state() {
        return new State(previous, unreadOpen, unreadOpen ? unreadSince : null);
    }

    /** Takes in what another saw of the lines that follow, which went on where this one stood. */
    public void append(InputWatch next) {
        malformed.addAll(next.malformed.subList(0, Math.min(next.malformed.size(), SHOWN - malformed.size())));
        malformedLines += next.malformedLines;
        unread.addAll(next.unread);
        unreadOpen = next.unreadOpen;
        unreadSince = next.unreadSince;
        lastEvent = next.lastEvent == Long.MIN_VALUE ? lastEvent : next.lastEvent;
        previous = next.previous;
        stepsBack += next.stepsBack;
        if (next.worstStep > worstStep) {
            worstStep = next.worstStep;
            worst = next.worst;
        }
    }

    public void line(RawLine raw, Parsed parsed) {
        if (parsed instanceof Parsed.Found found) {
            Event event = found.event();
            // Not the latest: one made-up stamp of a far year would take the file out of every period.
            lastEvent = event.time();
            // The stamp that stands first is the one that gives the file its order.
            Long relay = event instanceof AuditEvent audit ? audit.relayTime() : null;
            stamped(raw, relay != null ? relay : event.time());
        } else if (parsed instanceof Parsed.Other other) {
            if (other.time() != null) {
                stamped(raw, other.time());
            }
        } else {
            malformedLines++;
            if (!unreadOpen) {
                unreadOpen = true;
                unreadSince = previous == Long.MIN_VALUE ? null : previous;
            }
            if (malformed.size() < SHOWN) {
                malformed.add(Witness.of(Math.max(previous, 0), source(raw)));
            }
        }
    }

    private void stamped(RawLine raw, long time) {
        closeUnread(raw.file(), time);
        long step = previous == Long.MIN_VALUE ? 0 : previous - time;
        if (step > DISORDER_MILLIS) {
            stepsBack++;
            if (step > worstStep) {
                worstStep = step;
                worst = Witness.of(time, source(raw));
            }
        }
        previous = time;
    }

    /** A line that cannot be read stood somewhere between the times of its neighbours, whichever of them is the later. */
    private void closeUnread(String path, @Nullable Long until) {
        if (!unreadOpen) {
            return;
        }
        unreadOpen = false;
        Long first = unreadSince;
        Long last = until;
        if (first != null && until != null && until < first) {
            // The end is exclusive, and the line may be of the same time as the later of the two.
            last = first + 1;
            first = until;
        }
        unread.add(new InputTrouble(instant(first), instant(last), path + " has lines that could not be understood"));
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** The times in which lines of the input are missing or could not be understood. */
    public List<InputTrouble> troubles(String path, ReadResult result) {
        closeUnread(path, null);
        String problem = result.problem();
        if (problem != null) {
            Long end = previous == Long.MIN_VALUE ? null : previous;
            unread.add(new InputTrouble(instant(end), null, path + ": " + problem));
        }
        return unread;
    }

    private static SourceRef source(RawLine raw) {
        return new SourceRef(raw.file(), raw.number(), raw.text());
    }

    /** What is to be said of the input; null where it has no event, and so no time. */
    public @Nullable InputFile close(String path, ReadResult result) {
        if (lastEvent == Long.MIN_VALUE) {
            return null;
        }
        List<Witness> shown = new ArrayList<>(malformed);
        if (worst != null) {
            shown.add(worst);
        }
        String problem = result.problem();
        return new InputFile(
                lastEvent,
                path,
                problem == null,
                problem == null ? "" : problem,
                result.lines(),
                malformedLines,
                100.0 * malformedLines / Math.max(1, result.lines()),
                stepsBack,
                worstStep / 1000,
                shown);
    }
}

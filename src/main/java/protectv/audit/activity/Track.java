package protectv.audit.activity;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;

/**
 * The stretches of one source, each line joined to its neighbours as it comes. They are a chain by time, with an index for
 * lines out of order; a line that continues the stretch of the line before it costs two comparisons.
 */
final class Track implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Comparator<SourceRef> BY_PLACE = Comparator.comparing(SourceRef::file)
            .thenComparingLong(SourceRef::line)
            .thenComparing(SourceRef::text);

    private final LogSource source;
    private final Era era;
    private final TreeMap<Long, Stretch> byStart = new TreeMap<>();
    private @Nullable Stretch recent;
    private long eventTime = Long.MAX_VALUE;
    private @Nullable SourceRef eventAt;
    private long lines;

    Track(LogSource source, Era era) {
        this.source = source;
        this.era = era;
    }

    /** What is written of a track: a chain of many stretches would be written one within the other. */
    private record Written(
            LogSource source,
            Era era,
            List<HeardStretch> stretches,
            long eventTime,
            @Nullable SourceRef eventAt,
            long lines)
            implements Serializable {

        private Object readResolve() {
            Track track = new Track(source, era);
            for (HeardStretch heard : stretches) {
                Stretch stretch =
                        track.insert(heard.first().time(), heard.first().at());
                stretch.end = heard.last().time();
                stretch.endAt = heard.last().at();
            }
            track.eventTime = eventTime;
            track.eventAt = eventAt;
            track.lines = lines;
            return track;
        }
    }

    private Object writeReplace() {
        List<HeardStretch> all = byStart.values().stream().map(this::heard).toList();
        return new Written(source, era, all, eventTime, eventAt, lines);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a track is read as it was written");
    }

    private HeardStretch heard(Stretch stretch) {
        return new HeardStretch(
                new HeardLine(source, stretch.start, stretch.startAt),
                new HeardLine(source, stretch.end, stretch.endAt));
    }

    private static final class Stretch {

        private long start;
        private SourceRef startAt;
        private long end;
        private SourceRef endAt;
        private @Nullable Stretch previous;
        private @Nullable Stretch next;

        Stretch(long time, SourceRef at) {
            start = time;
            startAt = at;
            end = time;
            endAt = at;
        }
    }

    private static int compare(long time, SourceRef at, long otherTime, SourceRef otherAt) {
        int byTime = Long.compare(time, otherTime);
        return byTime != 0 ? byTime : BY_PLACE.compare(at, otherAt);
    }

    void count(long number) {
        lines += number;
    }

    long lines() {
        return lines;
    }

    /** Whether it wrote an event. */
    boolean isSource() {
        return eventAt != null;
    }

    void event(long time, SourceRef at) {
        SourceRef known = eventAt;
        if (known == null || compare(time, at, eventTime, known) < 0) {
            eventTime = time;
            eventAt = at;
        }
    }

    void line(long time, SourceRef at) {
        Stretch stretch = recent;
        if (stretch == null || !touches(stretch, time)) {
            stretch = find(time);
        }
        if (stretch == null) {
            recent = insert(time, at);
            return;
        }
        recent = extend(stretch, time, at);
    }

    /** Whether a line at this time belongs to a stretch. */
    private boolean touches(Stretch stretch, long time) {
        return time <= stretch.end ? joins(time, stretch.start) : joins(stretch.end, time);
    }

    /** Whether no gap and no end of the period lies between two times. */
    private boolean joins(long earlier, long later) {
        return later - earlier <= Heard.JOIN_MILLIS && era.of(earlier) == era.of(later);
    }

    private @Nullable Stretch find(long time) {
        Map.Entry<Long, Stretch> below = byStart.floorEntry(time);
        if (below != null && touches(below.getValue(), time)) {
            return below.getValue();
        }
        Map.Entry<Long, Stretch> above = byStart.higherEntry(time);
        return above != null && touches(above.getValue(), time) ? above.getValue() : null;
    }

    private Stretch insert(long time, SourceRef at) {
        Stretch stretch = new Stretch(time, at);
        Map.Entry<Long, Stretch> below = byStart.lowerEntry(time);
        Stretch previous = below == null ? null : below.getValue();
        Stretch next = previous == null
                ? byStart.isEmpty() ? null : byStart.firstEntry().getValue()
                : previous.next;
        stretch.previous = previous;
        stretch.next = next;
        if (previous != null) {
            previous.next = stretch;
        }
        if (next != null) {
            next.previous = stretch;
        }
        byStart.put(time, stretch);
        return stretch;
    }

    /** Takes a line in that touches a stretch; returns the stretch that holds it then. */
    private Stretch extend(Stretch stretch, long time, SourceRef at) {
        if (time >= stretch.end && compare(time, at, stretch.end, stretch.endAt) > 0) {
            stretch.end = time;
            stretch.endAt = at;
        }
        if (time <= stretch.start && compare(time, at, stretch.start, stretch.startAt) < 0) {
            if (time < stretch.start) {
                byStart.remove(stretch.start);
                byStart.put(time, stretch);
            }
            stretch.start = time;
            stretch.startAt = at;
        }
        Stretch next = stretch.next;
        if (next != null && joins(stretch.end, next.start)) {
            swallow(stretch, next);
        }
        Stretch previous = stretch.previous;
        if (previous != null && joins(previous.end, stretch.start)) {
            swallow(previous, stretch);
            return previous;
        }
        return stretch;
    }

    /** Joins a stretch with the one behind it. */
    private void swallow(Stretch stretch, Stretch next) {
        byStart.remove(next.start);
        stretch.end = next.end;
        stretch.endAt = next.endAt;
        stretch.next = next.next;
        if (next.next != null) {
            next.next.previous = stretch;
        }
    }

    void addAll(Track other) {
        for (Stretch stretch : other.byStart.values()) {
            add(stretch);
        }
        SourceRef event = other.eventAt;
        if (event != null) {
            event(other.eventTime, event);
        }
        lines += other.lines;
    }

    private void add(Stretch other) {
        line(other.start, other.startAt);
        Stretch stretch = recent;
        if (stretch == null) {
            throw new IllegalStateException("a line was told and is in no stretch");
        }
        // All that lies between the other's ends is one stretch with them.
        while (stretch.next != null && stretch.next.start <= other.end) {
            swallow(stretch, stretch.next);
        }
        recent = extend(stretch, other.end, other.endAt);
    }

    /** The stretches by time, from the first event on; none where there is no event. */
    List<HeardStretch> stretches() {
        SourceRef event = eventAt;
        if (event == null) {
            return List.of();
        }
        List<HeardStretch> stretches = new ArrayList<>();
        Map.Entry<Long, Stretch> first = byStart.floorEntry(eventTime);
        for (Stretch stretch = first == null ? null : first.getValue(); stretch != null; stretch = stretch.next) {
            HeardLine start = stretches.isEmpty()
                    ? new HeardLine(source, eventTime, event)
                    : new HeardLine(source, stretch.start, stretch.startAt);
            stretches.add(new HeardStretch(start, new HeardLine(source, stretch.end, stretch.endAt)));
        }
        return stretches;
    }
}

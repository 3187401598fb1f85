package protectv.audit.activity;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;

/**
 * Remembers when each source was heard, told line by line in any order; the order and the split into several
 * {@code Heard}s that are merged make no difference. Lines at most a minute apart are one stretch, so memory grows with the
 * gaps, not with the lines.
 *
 * <p>A source counts from its first event on: a machine that never wrote one is no source, and what it wrote before does
 * not show that its events were collected. Not thread-safe; let each thread have its own and merge them.
 */
public final class Heard implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The longest time between two lines that is no gap. */
    public static final Duration JOIN = Duration.ofMinutes(1);

    static final long JOIN_MILLIS = JOIN.toMillis();

    private final Era era;
    private final Map<LogSource, Track> tracks = new HashMap<>();
    private transient @Nullable LogSource recentSource;
    private transient @Nullable Track recentTrack;

    /**
     * @param from start of the period in which lines are counted; null where it has none
     * @param to its end, exclusive; null where it has none
     */
    public Heard(@Nullable Instant from, @Nullable Instant to) {
        this.era = Era.of(from, to);
    }

    /**
     * Takes a line in; of any time, also outside the period.
     *
     * @param time epoch milliseconds
     * @param event whether the line is an event, and not just one of another program
     */
    public void line(LogSource source, long time, SourceRef at, boolean event) {
        Track track = track(source);
        track.line(time, at);
        if (event) {
            track.event(time, at);
        }
        if (era.covers(time)) {
            track.count(1);
        }
    }

    /** Takes in a line that an earlier run heard: its source is known from then on. It is not counted. */
    public void seed(HeardLine line) {
        Track track = track(line.source());
        track.line(line.time(), line.at());
        track.event(line.time(), line.at());
    }

    private Track track(LogSource source) {
        Track track = recentTrack;
        if (track == null || !source.equals(recentSource)) {
            track = tracks.computeIfAbsent(source, key -> new Track(key, era));
            recentSource = source;
            recentTrack = track;
        }
        return track;
    }

    /**
     * Takes in all that another was told.
     *
     * @throws IllegalArgumentException where the other has another period
     */
    public void merge(Heard other) {
        if (!era.equals(other.era)) {
            throw new IllegalArgumentException("what was heard over different periods cannot be merged");
        }
        other.tracks.forEach((source, track) -> track(source).addAll(track));
    }

    /** The sources that wrote an event, before, within or after the period. */
    public SortedSet<LogSource> sources() {
        SortedSet<LogSource> sources = new TreeSet<>();
        tracks.forEach((source, track) -> {
            if (track.isSource()) {
                sources.add(source);
            }
        });
        return sources;
    }

    /** How many lines of a source lie in the period, those before its first event included; 0 where it wrote no event. */
    public long lines(LogSource source) {
        Track track = tracks.get(source);
        return track == null || !track.isSource() ? 0 : track.lines();
    }

    /** The stretches of a source by time. They end at the period's ends, even where lines go on. */
    public List<HeardStretch> stretches(LogSource source) {
        Track track = tracks.get(source);
        return track == null ? List.of() : track.stretches();
    }

    /**
     * The last line before a time that is known: exact for the period's start and end and at gaps; within a stretch, whose
     * inner lines are not remembered, its first line. Null where the source was not heard before.
     */
    public @Nullable HeardLine lastBefore(LogSource source, Instant time) {
        long limit = time.toEpochMilli();
        HeardLine last = null;
        for (HeardStretch stretch : stretches(source)) {
            if (stretch.last().time() < limit) {
                last = stretch.last();
            } else if (stretch.first().time() < limit) {
                last = stretch.first();
            }
        }
        return last;
    }

    /** As {@link #gaps(Collection, Instant, Instant, Duration)}, of one source. */
    public List<Gap> gaps(LogSource source, Instant from, Instant to, Duration longerThan) {
        return gaps(List.of(source), from, to, longerThan);
    }

    /**
     * The times without a line that have a part in {@code [from, to)}, by time. The time from {@code from} to the first line
     * is one, and that from the last line to {@code to}; where lines before {@code from} or from {@code to} on are known,
     * those are its ends.
     *
     * @param sources names of one machine: what one of them says fills the gaps of the others
     * @param longerThan at least {@link #JOIN}: shorter gaps are not remembered
     */
    public List<Gap> gaps(Collection<LogSource> sources, Instant from, Instant to, Duration longerThan) {
        if (longerThan.compareTo(JOIN) < 0) {
            throw new IllegalArgumentException("gaps of less than a minute are not remembered: " + longerThan);
        }
        List<Gap> gaps = new ArrayList<>();
        HeardLine before = null;
        for (HeardStretch stretch : stretches(sources)) {
            HeardLine first = stretch.first();
            if (before == null || first.time() > before.time()) {
                add(gaps, before, first, from, to, longerThan);
            }
            if (before == null || stretch.last().time() > before.time()) {
                before = stretch.last();
            }
        }
        add(gaps, before, null, from, to, longerThan);
        return List.copyOf(gaps);
    }

    /** The stretches of one machine by all its names, by time. They may overlap. */
    public List<HeardStretch> stretches(Collection<LogSource> sources) {
        List<HeardStretch> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(stretches(source)));
        all.sort(Comparator.comparingLong(
                        (HeardStretch stretch) -> stretch.first().time())
                .thenComparingLong(stretch -> stretch.last().time()));
        return all;
    }

    private static void add(
            List<Gap> gaps,
            @Nullable HeardLine before,
            @Nullable HeardLine after,
            Instant from,
            Instant to,
            Duration longerThan) {
        Instant start = before == null ? from : Instant.ofEpochMilli(before.time());
        Instant end = after == null ? to : Instant.ofEpochMilli(after.time());
        boolean within = start.isBefore(to) && end.isAfter(from) && start.isBefore(end);
        if (within && Duration.between(start, end).compareTo(longerThan) > 0) {
            gaps.add(new Gap(start, end, before, after));
        }
    }

    /** What was heard of one machine within the period, by all its names. */
    public SourceSummary summary(Collection<LogSource> sources) {
        Instant first = null;
        Instant last = null;
        for (HeardStretch stretch : stretches(sources)) {
            if (era.covers(stretch.first().time())) {
                Instant start = Instant.ofEpochMilli(stretch.first().time());
                Instant end = Instant.ofEpochMilli(stretch.last().time());
                first = first == null ? start : first;
                last = last == null || end.isAfter(last) ? end : last;
            }
        }
        long lines = sources.stream().distinct().mapToLong(this::lines).sum();
        return new SourceSummary(lines, first, last, longestGap(sources));
    }

    private @Nullable Duration longestGap(Collection<LogSource> sources) {
        if (!era.hasEnds()) {
            return null;
        }
        Instant from = Instant.ofEpochMilli(era.from());
        Instant to = Instant.ofEpochMilli(era.to());
        Duration longest = null;
        for (Gap gap : gaps(sources, from, to, JOIN)) {
            Instant start = gap.from().isBefore(from) ? from : gap.from();
            Instant end = gap.to().isAfter(to) ? to : gap.to();
            Duration length = Duration.between(start, end);
            longest = longest == null || length.compareTo(longest) > 0 ? length : longest;
        }
        return longest;
    }

    /** Equal where both were told the same lines, as far as they remember them. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Heard heard)
                || !era.equals(heard.era)
                || !sources().equals(heard.sources())) {
            return false;
        }
        return sources().stream()
                .allMatch(source -> lines(source) == heard.lines(source)
                        && stretches(source).equals(heard.stretches(source)));
    }

    @Override
    public int hashCode() {
        return Objects.hash(era, sources());
    }
}

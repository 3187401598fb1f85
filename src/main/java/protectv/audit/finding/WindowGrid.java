package protectv.audit.finding;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.stream.Stream;

/**
 * Cuts time into windows of one length that are aligned to local midnight. A day on which the clocks change has its 23 or
 * 25 hours: the last window of such a day may be shorter, none overlaps and none is left out. Windows of several whole
 * days are counted from a Monday.
 */
public record WindowGrid(ZoneId zone, Duration length) implements Serializable {

    private static final Duration DAY = Duration.ofDays(1);

    /** The Monday from which windows of several days are counted. */
    private static final long FIRST_MONDAY =
            LocalDate.EPOCH.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).toEpochDay();

    /** @throws IllegalArgumentException where windows of this length would not fit into days */
    public WindowGrid {
        boolean withinDay = length.compareTo(Duration.ofMinutes(1)) >= 0
                && length.compareTo(DAY) <= 0
                && DAY.toMillis() % length.toMillis() == 0;
        boolean wholeDays = length.compareTo(DAY) > 0
                && length.compareTo(Duration.ofDays(366)) <= 0
                && length.toMillis() % DAY.toMillis() == 0;
        if (!withinDay && !wholeDays) {
            throw new IllegalArgumentException(
                    "a window is a whole part of a day (1m, 15m, 1h, 6h, 24h ...) or whole days" + " (2d, 7d ...), not "
                            + length);
        }
    }

    /** The window that holds an instant. */
    public Window windowOf(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        if (length.compareTo(DAY) > 0) {
            long days = length.toDays();
            LocalDate first = day.minusDays(Math.floorMod(day.toEpochDay() - FIRST_MONDAY, days));
            return new Window(midnight(first), midnight(first.plusDays(days)));
        }
        Instant dayStart = midnight(day);
        Instant dayEnd = midnight(day.plusDays(1));
        long index = Duration.between(dayStart, instant).toMillis() / length.toMillis();
        Instant start = dayStart.plus(length.multipliedBy(index));
        Instant end = start.plus(length);
        return new Window(start, end.isAfter(dayEnd) ? dayEnd : end);
    }

    /** True where a window starts at this instant. */
    public boolean isBoundary(Instant instant) {
        return windowOf(instant).start().equals(instant);
    }

    /** The windows between two boundaries, by time. */
    public Iterable<Window> between(Instant from, Instant to) {
        return () -> Stream.iterate(
                        windowOf(from), window -> window.start().isBefore(to), window -> windowOf(window.end()))
                .iterator();
    }

    /** How many windows there are between two boundaries. */
    public long count(Instant from, Instant to) {
        long count = 0;
        LocalDate day = from.atZone(zone).toLocalDate();
        Instant at = from;
        while (at.isBefore(to)) {
            Instant dayEnd = midnight(day.plusDays(1));
            if (length.compareTo(DAY) > 0) {
                at = windowOf(at).end();
                day = at.atZone(zone).toLocalDate();
                count++;
                continue;
            }
            Instant stop = dayEnd.isBefore(to) ? dayEnd : to;
            long millis = Duration.between(at, stop).toMillis();
            count += (millis + length.toMillis() - 1) / length.toMillis();
            at = stop;
            day = day.plusDays(1);
        }
        return count;
    }

    private Instant midnight(LocalDate day) {
        try {
            return day.atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no midnight on " + day + " in " + zone, e);
        }
    }
}

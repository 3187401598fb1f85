package protectv.audit.parse;

import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.LoginEvent;

/**
 * Gives the stamps of one file their instants, in the file's order: the year from the line before, the offset from the
 * zone, and in the hour that a clock shows twice the one that does not go back. Not thread-safe.
 */
final class FileClock {

    /**
     * Lines of one file may be this much out of order before a jump back means a new year: relays deliver late by hours
     * and logs put together by hand by weeks, and no rotation keeps a file for ten months in silence.
     */
    private static final int DISORDER_DAYS = 60;

    /** What {@link Stamp#dayKey} counts in a year. */
    private static final int DAYS = 12 * 31;

    /** A Manager's own stamp further than this from the syslog server's is a clock gone wrong, and tells no year. */
    private static final int MOST_CLOCK_OFFSET_DAYS = 2;

    /** In the hour that comes twice, a step back of this much is disorder, and more is the second time round. */
    private static final long DST_DISORDER_MILLIS = 10 * 60 * 1000L;

    /** A line from before that is disorder again: files put together in the wrong order. */
    private static final long DST_NEAR_MILLIS = 3 * 60 * 60 * 1000L;

    private final ZoneId zone;
    private boolean zoneNeeded;
    private boolean yearNeeded;
    private int year;
    private int dayKey;
    private long last = Long.MIN_VALUE;

    /** Goes on where another clock stood. */
    FileClock(ZoneId zone, LineParser.State state) {
        this(zone, state.year(), state.dayKey());
        this.last = state.lastTime();
    }

    /** Where it stands, for one that goes on. */
    LineParser.State state(@Nullable LoginEvent previousLogin) {
        // Where clocks are never put back, no stamp is read by those before it.
        boolean bearsOnStamps = !zone.getRules().isFixedOffset();
        return new LineParser.State(year, dayKey, bearsOnStamps ? last : Long.MIN_VALUE, previousLogin);
    }

    /** A clock whose first stamp without a year is in {@code firstYear}, or for which none can be told: 0. */
    FileClock(ZoneId zone, int firstYear, int firstDayKey) {
        this.zone = zone;
        this.year = firstYear;
        this.dayKey = firstDayKey;
    }

    /**
     * The instant of a stamp in epoch milliseconds, or null where it has no year and none can be told, or where it is
     * 29 February of a year that has none.
     */
    @Nullable Long resolve(Stamp stamp) {
        yearNeeded |= !stamp.hasYear();
        int inYear = stamp.hasYear() ? stamp.year() : yearAfter(year, dayKey, stamp);
        if (inYear == 0 || (stamp.isLeapDay() && !Year.isLeap(inYear))) {
            return null;
        }
        year = inYear;
        dayKey = stamp.dayKey();
        long time = instant(stamp.at(inYear), stamp.offset());
        advance(time);
        return time;
    }

    /**
     * The two instants of an audit line: the syslog server's and the Manager's own. The server's stamp keeps the file's
     * time; the Manager's year goes for it unless that clock has gone wrong.
     *
     * @return the server's instant; null where its year cannot be told
     */
    @Nullable Long resolveRelay(Stamp relay, Stamp own) {
        yearNeeded |= !relay.hasYear();
        int inYear = relay.hasYear() ? relay.year() : yearNear(own, relay);
        if (inYear == 0) {
            return resolve(relay);
        }
        year = inYear;
        dayKey = relay.dayKey();
        if (relay.isLeapDay() && !Year.isLeap(inYear)) {
            return null;
        }
        long time = instant(relay.at(inYear), relay.offset());
        advance(time);
        return time;
    }

    /** The instant of a stamp that has a year and says nothing about the order of the file. */
    long instantOf(Stamp stamp) {
        return instant(stamp.at(stamp.year()), stamp.offset());
    }

    /**
     * The year of a stamp without one, by a stamp of the same moment from another clock; 0 where the two are days apart,
     * so that one of the clocks is wrong.
     */
    static int yearNear(Stamp dated, Stamp undated) {
        int apart = dated.dayKey() - undated.dayKey();
        int years = Math.round(apart / (float) DAYS);
        return Math.abs(apart - DAYS * years) <= MOST_CLOCK_OFFSET_DAYS ? dated.year() + years : 0;
    }

    /** The year of a stamp that follows one of the given year and day in the file; 0 stays 0. */
    static int yearAfter(int year, int dayKey, Stamp stamp) {
        if (year == 0) {
            return 0;
        }
        int ahead = stamp.dayKey() - dayKey;
        if (ahead < -DISORDER_DAYS) {
            return year + 1;
        }
        return ahead > DAYS - DISORDER_DAYS ? year - 1 : year;
    }

    /** True where a stamp said no zone, so that the one given (or assumed) decided. */
    boolean zoneWasNeeded() {
        return zoneNeeded;
    }

    /** True where a stamp said no year. */
    boolean yearWasNeeded() {
        return yearNeeded;
    }

    /** A late line does not put the file's time back, unless it begins another stretch of time. */
    private void advance(long time) {
        if (last == Long.MIN_VALUE || time > last || last - time > DST_NEAR_MILLIS) {
            last = time;
        }
    }

    private long instant(LocalDateTime local, @Nullable ZoneOffset offset) {
        if (offset != null) {
            return local.toInstant(offset).toEpochMilli();
        }
        zoneNeeded = true;
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            // A time that no clock showed: read it as a clock that had not been put forward yet.
            return local.toInstant(rules.getTransition(local).getOffsetBefore()).toEpochMilli();
        }
        long time = local.toInstant(offsets.get(0)).toEpochMilli();
        long back = last - time;
        boolean secondTimeRound =
                offsets.size() > 1 && last != Long.MIN_VALUE && back > DST_DISORDER_MILLIS && back < DST_NEAR_MILLIS;
        return secondTimeRound ? local.toInstant(offsets.get(1)).toEpochMilli() : time;
    }
}

package protectv.audit.parse;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A time stamp as it stands in a line, before anybody knows its year or zone.
 *
 * @param year 0 where the line has none, as in {@code Oct 12 07:35:49}
 * @param day at most the length of the month; 29 February passes where the year is not known
 * @param time a leap second is shown as the second before it
 * @param offset null where the line has none
 * @param end index in the line of the first character behind the stamp
 */
record Stamp(
        int year,
        int month,
        int day,
        LocalTime time,
        @Nullable ZoneOffset offset,
        int end) {

    boolean hasYear() {
        return year != 0;
    }

    boolean isLeapDay() {
        return month == 2 && day == 29;
    }

    /** The local date and time in a year that has this day. */
    LocalDateTime at(int inYear) {
        return LocalDateTime.of(LocalDate.of(inYear, month, day), time);
    }

    /** Days since the start of the year if every month had 31: good for comparing, not for arithmetic. */
    int dayKey() {
        return (month - 1) * 31 + day;
    }
}

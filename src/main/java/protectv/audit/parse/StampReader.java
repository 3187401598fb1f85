package protectv.audit.parse;

import java.time.LocalTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stamps that log lines begin with.
 *
 * <ul>
 *   <li>BSD syslog (RFC 3164): {@code Oct  2 07:35:49}, with a fraction, or with the year behind the day
 *   <li>ISO 8601 and RFC 3339: {@code 2017-10-12T07:35:49.123+02:00}, with a blank for the {@code T}, slashes for the
 *       hyphens, a comma before the fraction, {@code +0200}, or no zone
 *   <li>C's ctime: {@code Thu Oct 12 07:35:49 2017}; journalctl's {@code Thu 2017-10-12 07:35:49 UTC}
 *   <li>{@code 12.10.2017 07:35:49}
 * </ul>
 *
 * A date such as {@code 10/12/2017} is refused: day and month cannot be told apart.
 */
final class StampReader {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String WEEKDAYS = "MonTueWedThuFriSatSun";

    private final String line;
    private int at;

    private StampReader(String line, int from) {
        this.line = line;
        this.at = from;
    }

    /** Returns the stamp that starts at this index, or null where there is none or no such day or time exists. */
    static @Nullable Stamp read(String line, int from) {
        return new StampReader(line, from).read();
    }

    private @Nullable Stamp read() {
        if (at >= line.length()) {
            return null;
        }
        char first = line.charAt(at);
        if (isDigit(first)) {
            return at + 2 < line.length() && line.charAt(at + 2) == '.' ? readDotted() : readIso();
        }
        if (!isLetter(first)) {
            return null;
        }
        boolean weekday = nameAt(WEEKDAYS) > 0 && at + 3 < line.length() && line.charAt(at + 3) == ' ';
        if (weekday) {
            at += 4;
            if (at < line.length() && isDigit(line.charAt(at))) {
                return readIso();
            }
        }
        return readBsd(weekday);
    }

    /** {@code Oct 12 07:35:49}, {@code Oct 12 2017 07:35:49}, and with a weekday in front {@code ... UTC 2017}. */
    private @Nullable Stamp readBsd(boolean ctime) {
        int month = nameAt(MONTHS);
        if (month == 0) {
            return null;
        }
        at += 3;
        if (!skip(' ')) {
            return null;
        }
        skip(' ');
        int day = number(1, 2);
        if (day < 0 || !skip(' ')) {
            return null;
        }
        int year = 0;
        int afterDay = at;
        int maybeYear = number(4, 4);
        if (maybeYear > 0 && skip(' ')) {
            year = maybeYear;
        } else {
            at = afterDay;
        }
        LocalTime time = time();
        if (time == null) {
            return null;
        }
        ZoneOffset offset = namedUtc();
        if (year == 0) {
            // C's ctime has the year at its end, and so have some syslog templates.
            int afterTime = at;
            int yearBehind = skip(' ') ? number(4, 4) : -1;
            // A host may begin with four digits: 2001:db8::1.
            boolean stands = at == line.length() || line.charAt(at) == ' ';
            if (stands && (ctime ? yearBehind > 0 : yearBehind >= 1970 && yearBehind < 2100)) {
                year = yearBehind;
            } else {
                at = afterTime;
            }
        }
        return stamp(year, month, day, time, offset);
    }

    private @Nullable Stamp readIso() {
        int year = number(4, 4);
        if (year <= 0 || at >= line.length()) {
            return null;
        }
        char separator = line.charAt(at);
        if ((separator != '-' && separator != '/') || !skip(separator)) {
            return null;
        }
        int month = number(2, 2);
        if (month < 0 || !skip(separator)) {
            return null;
        }
        int day = number(2, 2);
        if (day < 0 || !(skip('T') || skip('t') || skip(' '))) {
            return null;
        }
        LocalTime time = time();
        if (time == null) {
            return null;
        }
        ZoneOffset offset = offset();
        return stamp(year, month, day, time, offset != null ? offset : namedUtc());
    }

    private @Nullable Stamp readDotted() {
        int day = number(2, 2);
        if (day < 0 || !skip('.')) {
            return null;
        }
        int month = number(2, 2);
        if (month < 0 || !skip('.')) {
            return null;
        }
        int year = number(4, 4);
        if (year <= 0 || !skip(' ')) {
            return null;
        }
        LocalTime time = time();
        return time == null ? null : stamp(year, month, day, time, null);
    }

    private @Nullable LocalTime time() {
        int hour = number(2, 2);
        if (hour < 0 || hour > 23 || !skip(':')) {
            return null;
        }
        int minute = number(2, 2);
        if (minute < 0 || minute > 59 || !skip(':')) {
            return null;
        }
        int second = number(2, 2);
        if (second < 0 || second > 60) {
            return null;
        }
        int nano = 0;
        if (at + 1 < line.length()
                && (line.charAt(at) == '.' || line.charAt(at) == ',')
                && isDigit(line.charAt(at + 1))) {
            at++;
            int unit = 100_000_000;
            while (at < line.length() && isDigit(line.charAt(at))) {
                nano += (line.charAt(at) - '0') * unit;
                unit /= 10;
                at++;
            }
        }
        return second == 60 ? LocalTime.of(hour, minute, 59, nano) : LocalTime.of(hour, minute, second, nano);
    }

    /** {@code Z}, {@code +02:00}, {@code +0200}, {@code -05}. */
    private @Nullable ZoneOffset offset() {
        if (at >= line.length()) {
            return null;
        }
        char sign = line.charAt(at);
        if (sign == 'Z' || sign == 'z') {
            at++;
            return ZoneOffset.UTC;
        }
        if (sign != '+' && sign != '-') {
            return null;
        }
        int before = at;
        at++;
        int hours = number(2, 2);
        boolean colon = skip(':');
        int minutes = number(2, 2);
        if (hours < 0 || hours > 18 || minutes > 59 || (colon && minutes < 0)) {
            at = before;
            return null;
        }
        int seconds = Math.min(hours * 3600 + Math.max(0, minutes) * 60, 18 * 3600);
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    /** Of all names of zones only these two mean the same to everybody. */
    private @Nullable ZoneOffset namedUtc() {
        if (line.startsWith(" UTC", at) || line.startsWith(" GMT", at)) {
            if (at + 4 == line.length() || line.charAt(at + 4) == ' ') {
                at += 4;
                return ZoneOffset.UTC;
            }
        }
        return null;
    }

    private @Nullable Stamp stamp(int year, int month, int day, LocalTime time, @Nullable ZoneOffset offset) {
        if (month < 1 || month > 12 || day < 1) {
            return null;
        }
        int length = year == 0
                ? YearMonth.of(2000, month).lengthOfMonth()
                : YearMonth.of(year, month).lengthOfMonth();
        if (day > length || year > Year.MAX_VALUE) {
            return null;
        }
        return new Stamp(year, month, day, time, offset, at);
    }

    /** One-based place of the three letters at the current index in a list of such names; 0 where they are not in it. */
    private int nameAt(String names) {
        for (int i = 0; i < names.length(); i += 3) {
            if (line.regionMatches(at, names, i, 3)) {
                return i / 3 + 1;
            }
        }
        return 0;
    }

    /** Reads a number of so many digits and stays in place, with -1, where there are fewer or more. */
    private int number(int min, int max) {
        int value = 0;
        int digits = 0;
        while (digits < max && at + digits < line.length() && isDigit(line.charAt(at + digits))) {
            value = value * 10 + (line.charAt(at + digits) - '0');
            digits++;
        }
        if (digits < min) {
            return -1;
        }
        at += digits;
        return value;
    }

    private boolean skip(char expected) {
        if (at < line.length() && line.charAt(at) == expected) {
            at++;
            return true;
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}

package protectv.audit.parse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.input.RawLine;

/**
 * Looks through a file once before it is parsed: who wrote it, and in which year its first line stands.
 *
 * <p>The year comes from the first line that states one; counting new years back from there gives that of the first
 * line. A file that states none ends no later than it was last written (or than the user says), and new years are
 * counted back from its end. So a file of audit lines is looked at for a few lines only, any other one to its end.
 */
final class FileScan {

    private static final int LINES_TO_TELL_THE_KIND = 200;

    /** Years are counted from here until one is known; {@link FileClock} takes 0 for "not known". */
    private static final int RELATIVE = 10_000;

    /** Clocks and zones differ: a line may be this much later than its file. */
    private static final Duration BEYOND_REFERENCE = Duration.ofDays(1);

    private final ClientParser clientParser;
    private final boolean namedClient;
    private final @Nullable LogKind given;

    private int looked;
    private int syslogLines;
    private int clientLines;

    private boolean walking;
    private int relativeYear;
    private int dayKey;
    private int firstDayKey;
    private @Nullable Integer anchoredFirstYear;
    private long anchorLine;
    private @Nullable Stamp latest;
    private int latestYear;
    private final List<Integer> leapYears = new ArrayList<>();

    FileScan(String name, @Nullable LogKind given, ClientParser clientParser) {
        this.given = given;
        this.clientParser = clientParser;
        String file = name.substring(name.lastIndexOf('/') + 1);
        this.namedClient = ClientFiles.hasClientLogName(file);
    }

    /** Looks at a line; false where no further one is needed. */
    boolean accept(RawLine raw) {
        String line = raw.text();
        if (line.isBlank()) {
            return true;
        }
        boolean kindKnown = looked >= LINES_TO_TELL_THE_KIND || given != null;
        if (!kindKnown) {
            looked++;
            lookAtKind(line);
        }
        if (anchoredFirstYear == null) {
            lookAtYear(line);
            anchorLine = anchoredFirstYear == null ? 0 : raw.number();
        }
        return anchoredFirstYear == null || !kindKnown;
    }

    FileTraits traits(ZoneId zone, @Nullable Instant reference, String referenceName) {
        LogKind kind = given != null ? given : kind();
        if (!walking) {
            return new FileTraits(kind, 0, 0, null, 0);
        }
        if (anchoredFirstYear != null) {
            return new FileTraits(kind, anchoredFirstYear, firstDayKey, "lines of the file that state it", anchorLine);
        }
        if (reference == null) {
            return new FileTraits(kind, 0, 0, null, 0);
        }
        return new FileTraits(kind, firstYearBefore(zone, reference), firstDayKey, referenceName, 0);
    }

    private LogKind kind() {
        boolean client = namedClient ? clientLines > 0 && clientLines >= syslogLines : clientLines > syslogLines;
        return client ? LogKind.CLIENT : LogKind.SYSLOG;
    }

    private void lookAtKind(String line) {
        SyslogHeader header = SyslogHeader.read(line);
        boolean spaced = header != null && header.stamp() != null && isSpacedIso(line);
        if (header != null && header.program() != null && (!spaced || header.pid() != null)) {
            syslogLines++;
        } else if (AuditLine.find(line, header) != null) {
            syslogLines++;
        } else {
            ClientParser.Line read = clientParser.read(line);
            boolean stamped = read.header() != null;
            if (stamped && (read.message() != null || namedClient)) {
                clientLines++;
            }
        }
    }

    /** {@code 2017-10-12 07:35:48}: syslog servers write a T there, programs with a log of their own a blank. */
    private static boolean isSpacedIso(String line) {
        int start = SyslogHeader.afterPriority(line);
        return line.length() > start + 10 && line.charAt(start + 10) == ' ' && line.charAt(start + 4) == '-';
    }

    private void lookAtYear(String line) {
        int start = SyslogHeader.afterPriority(line);
        Stamp stamp = StampReader.read(line, start);
        if (stamp == null) {
            ClientHeader header = clientParser.read(line).header();
            stamp = header == null ? null : header.stamp();
        }
        if (stamp == null) {
            return;
        }
        walk(stamp);
        if (stamp.hasYear()) {
            anchoredFirstYear = stamp.year() - relativeYear;
            return;
        }
        AuditLine audit = AuditLine.find(line, SyslogHeader.read(line));
        Stamp own = audit == null || audit.relay() == null ? null : StampReader.read(audit.text(), 0);
        int year = own == null || !own.hasYear() ? 0 : FileClock.yearNear(own, stamp);
        if (year != 0) {
            anchoredFirstYear = year - relativeYear;
        }
    }

    private void walk(Stamp stamp) {
        if (!walking) {
            walking = true;
            firstDayKey = stamp.dayKey();
            dayKey = firstDayKey;
            latest = stamp;
        }
        relativeYear = FileClock.yearAfter(RELATIVE + relativeYear, dayKey, stamp) - RELATIVE;
        dayKey = stamp.dayKey();
        if (stamp.isLeapDay() && !stamp.hasYear() && !leapYears.contains(relativeYear)) {
            leapYears.add(relativeYear);
        }
        if (latest == null || relativeYear > latestYear || (relativeYear == latestYear && isLater(stamp, latest))) {
            latest = stamp;
            latestYear = relativeYear;
        }
    }

    private static boolean isLater(Stamp a, Stamp b) {
        return a.dayKey() != b.dayKey() ? a.dayKey() > b.dayKey() : a.time().isAfter(b.time());
    }

    /** The latest first year with which the file's last stamp is not beyond the reference. */
    private int firstYearBefore(ZoneId zone, Instant reference) {
        LocalDateTime limit = LocalDateTime.ofInstant(reference.plus(BEYOND_REFERENCE), zone);
        Stamp last = latest;
        if (last == null) {
            return 0;
        }
        // Eight years back there was a leap year, whatever the century.
        for (int year = limit.getYear(); year >= limit.getYear() - 8; year--) {
            int first = year - latestYear;
            boolean leapDaysExist = leapYears.stream().allMatch(relative -> Year.isLeap((long) first + relative));
            boolean exists = !last.isLeapDay() || Year.isLeap(year);
            if (leapDaysExist && exists && last.at(year).isBefore(limit)) {
                return first;
            }
        }
        return limit.getYear() - latestYear;
    }
}

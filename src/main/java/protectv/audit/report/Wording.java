package protectv.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.WaiverUse;

/** Numbers and times as people read them, the same in every locale. */
public final class Wording {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    private final ZoneId zone;

    public Wording(ZoneId zone) {
        this.zone = zone;
    }

    public ZoneId zone() {
        return zone;
    }

    /** Whether UTC would only repeat what {@link #local} says. */
    public boolean isUtc() {
        return zone.normalized().equals(ZoneOffset.UTC);
    }

    /** {@code 2017-10-12 07:28:19}, in the report's zone. */
    public String local(Instant time) {
        return LOCAL.format(time.atZone(zone));
    }

    /** {@code 2017-10-12 07:28:19 +02:00}: unambiguous also in the hour that comes twice. */
    public String localWithOffset(Instant time) {
        ZonedDateTime at = time.atZone(zone);
        return LOCAL.format(at) + " " + OFFSET.format(at);
    }

    /** {@code 2017-10-12 05:28:19 UTC}. */
    public String utc(Instant time) {
        return LOCAL.format(time.atZone(ZoneOffset.UTC)) + " UTC";
    }

    /** {@code 2017-10-12 07:28}, or the date alone at midnight. */
    public String edge(Instant time) {
        ZonedDateTime at = time.atZone(zone);
        return at.toLocalTime().equals(LocalTime.MIDNIGHT) ? at.toLocalDate().toString() : MINUTE.format(at);
    }

    /** {@code 07:28}, or the date at midnight: for one of many times in their order. */
    public String brief(Instant time) {
        ZonedDateTime at = time.atZone(zone);
        return at.toLocalTime().equals(LocalTime.MIDNIGHT) ? at.toLocalDate().toString() : CLOCK.format(at);
    }

    /** The audited period as {@link #range} says it; says so where nothing told one. */
    public String period(AuditReport.Period period) {
        Instant from = period.from();
        Instant to = period.to();
        return from == null || to == null ? "no period (no event was read)" : range(from, to);
    }

    /** Both ends of the audited period with their offsets, and in UTC where that says more. */
    public String periodInFull(AuditReport.Period period) {
        Instant from = period.from();
        Instant to = period.to();
        if (from == null || to == null) {
            return period(period);
        }
        String local = localWithOffset(from) + " to " + localWithOffset(to) + ", the end not included";
        return isUtc() ? local : local + " (" + utc(from) + " to " + utc(to) + ")";
    }

    /** {@code 2017-10-12 to 2017-10-13}; the end is not part of it. */
    public String range(Instant start, Instant end) {
        return edge(start) + " to " + edge(end);
    }

    /** {@code 12,345}. */
    public static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 finding}, {@code 12,345 findings}. */
    public static String count(long value, String noun) {
        return number(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** {@code 1 day}, {@code 6 hours}. */
    public static String length(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return count(seconds / 86_400, "day");
        }
        if (seconds % 3_600 == 0) {
            return count(seconds / 3_600, "hour");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    /** {@code 812 B}, {@code 1.4 MiB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGT".charAt(unit - 1));
    }

    /** {@code 2 days 3 h}, {@code 4 h 12 min}, {@code 12 min 4 s}: the two largest units; what is less is dropped. */
    public static String span(Duration duration) {
        long seconds = duration.toSeconds();
        long days = seconds / 86_400;
        long hours = seconds / 3_600 % 24;
        long minutes = seconds / 60 % 60;
        if (days > 0) {
            return count(days, "day") + (hours == 0 ? "" : " " + hours + " h");
        }
        if (hours > 0) {
            return hours + " h" + (minutes == 0 ? "" : " " + minutes + " min");
        }
        if (minutes > 0) {
            return minutes + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        return seconds + " s";
    }

    /** An enum constant as programs and style sheets read it: {@code not-evaluable}. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state of a finding as people say it. */
    public static String state(LifeState state) {
        return state == LifeState.ABSENT ? "gone" : state.label();
    }

    /** {@code expired}, {@code no such rule}: why a waiver needs attention, in a word or three. */
    public static String concern(WaiverUse.Concern concern) {
        return name(concern).replace('-', ' ');
    }

    /** The same as a sentence for its owner. */
    public static String advice(WaiverUse.Concern concern) {
        return switch (concern) {
            case EXPIRED -> "Its day has come: what it covered counts again.";
            case UNUSED -> "It matched nothing in this run.";
            case BROAD -> "It covers any subject, or very many.";
            case NO_SUCH_RULE -> "There is no rule with this id.";
        };
    }
}

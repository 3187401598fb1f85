package protectv.audit.parse;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the message of a Client's log line, as the user describes it: a regular expression with a group
 * named {@code time}, perhaps one named {@code client}, and a pattern of {@link DateTimeFormatter} for the time.
 */
public final class ClientPrefix implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Pattern pattern;
    private final @Nullable DateTimeFormatter timeFormat;
    private final boolean namesClient;
    private final Written given;

    private ClientPrefix(Pattern pattern, @Nullable DateTimeFormatter timeFormat, Written given) {
        this.pattern = pattern;
        this.timeFormat = timeFormat;
        this.given = given;
        this.namesClient = pattern.pattern().contains("(?<client>");
    }

    /** As the user wrote it. */
    private record Written(String regex, @Nullable String timeFormat) implements Serializable {

        private Object readResolve() {
            return of(regex, timeFormat);
        }
    }

    private Object writeReplace() {
        return given;
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a prefix is read as it was written");
    }

    /**
     * @param regex must match from the start of the line to the start of the message
     * @param timeFormat pattern for the group {@code time}; null where it has one of the known forms
     * @throws IllegalArgumentException where one of the two is malformed; the message says which and how
     */
    public static ClientPrefix of(String regex, @Nullable String timeFormat) {
        if (!regex.contains("(?<time>")) {
            throw new IllegalArgumentException(
                    "the prefix of Client logs needs a group named time, as in ^(?<time>\\S+ \\S+) ; it is: " + regex);
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the prefix of Client logs is no regular expression: " + e.getMessage(), e);
        }
        try {
            return new ClientPrefix(
                    compiled,
                    timeFormat == null ? null : DateTimeFormatter.ofPattern(timeFormat, Locale.ENGLISH),
                    new Written(regex, timeFormat));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the time format of Client logs is no date pattern (such as dd/MM/yyyy HH:mm:ss): "
                            + e.getMessage(),
                    e);
        }
    }

    /** Returns what the prefix of a line says; null where it does not match or the time is none. */
    @Nullable ClientHeader read(String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.lookingAt() || matcher.group("time") == null) {
            return null;
        }
        Stamp stamp = stamp(matcher.group("time"));
        return stamp == null
                ? null
                : new ClientHeader(stamp, namesClient ? matcher.group("client") : null, matcher.end());
    }

    private @Nullable Stamp stamp(String text) {
        if (timeFormat == null) {
            return StampReader.read(text, 0);
        }
        try {
            TemporalAccessor parsed = timeFormat.parse(text);
            LocalDateTime local = LocalDateTime.from(parsed);
            ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : null;
            return new Stamp(
                    local.getYear(),
                    local.getMonthValue(),
                    local.getDayOfMonth(),
                    local.toLocalTime(),
                    offset,
                    text.length());
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return given.timeFormat() == null ? given.regex() : given.regex() + " with times as " + given.timeFormat();
    }
}

package protectv.audit.rule;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as rules write them: {@code 90s}, {@code 10m}, {@code 4h}, {@code 30d}. */
public final class Span {

    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    private Span() {}

    public static boolean isSpan(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** @throws IllegalArgumentException where the text is no such length; the message says how to write one */
    public static Duration parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no span of time; write it as 90s, 10m, 4h or 30d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The way a rule would write it: in the largest unit that does it exactly, rounded up to a second. */
    public static String print(Duration span) {
        long seconds = span.plusMillis(999).toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}

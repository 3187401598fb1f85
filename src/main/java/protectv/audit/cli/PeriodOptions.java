package protectv.audit.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import protectv.audit.finding.WindowGrid;

/** Which time is audited, and how it is cut. */
final class PeriodOptions {

    private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Start of the audited period: 2017-10-12, 2017-10-12T08:00 or 2017-10-12T08:00Z; a start of a"
                    + " window. Without it: the first event's window.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "End of the period, exclusive. Without it: the end of the last event's window.")
    private @Nullable String to;

    @Option(
            names = "--window",
            paramLabel = "LENGTH",
            defaultValue = "1h",
            description = "Length of a window: 15m, 1h, 1d ... Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String window;

    /**
     * A period as it was asked for.
     *
     * @param from null for the first window that has an event
     * @param to null for the end of the last such window
     */
    record Period(
            WindowGrid grid,
            @Nullable Instant from,
            @Nullable Instant to) {

        /** @throws UsageException where the two are no starts of windows, or in the wrong order */
        static Period of(LogOptions logs, String window, @Nullable String from, @Nullable String to) {
            WindowGrid grid;
            try {
                grid = new WindowGrid(logs.zone(), length(window));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--window " + window + ": " + e.getMessage());
            }
            Instant start = from == null ? null : boundary(logs, "--from", from, grid, window);
            Instant end = to == null ? null : boundary(logs, "--to", to, grid, window);
            if (start != null && end != null && !start.isBefore(end)) {
                throw new UsageException("--to " + to + " is not after --from " + from);
            }
            return new Period(grid, start, end);
        }
    }

    Period of(LogOptions logs) {
        return Period.of(logs, window, from, to);
    }

    private static Instant boundary(LogOptions logs, String option, String text, WindowGrid grid, String window) {
        Instant instant = logs.instant(option, text);
        if (!grid.isBoundary(instant)) {
            throw new UsageException(option + " " + text + " is within a window of " + window
                    + "; the one before starts at " + grid.windowOf(instant).start());
        }
        return instant;
    }

    private static Duration length(String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("write it as 15m, 1h or 1d");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}

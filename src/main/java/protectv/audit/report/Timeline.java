package protectv.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import protectv.audit.finding.Window;
import protectv.audit.rule.Severity;

/**
 * The geometry of the chart of findings by time. Across in percent of the period, so that one drawing fits every screen;
 * upward in pixels of {@link #HEIGHT}.
 *
 * @param perBar {@code 1 day}: how much time a bar stands for
 * @param bars where something was found
 * @param heard stretches of time that have events; what lies between them is silence
 * @param lines of the grid
 */
public record Timeline(String perBar, List<Bar> bars, List<Stretch> heard, List<Tick> ticks, List<Line> lines) {

    /** Pixels from the base line to the top line of the grid. */
    public static final int HEIGHT = 140;

    /** Beyond it a bar is too thin to be told from its neighbour on a phone. */
    private static final int MAX_BARS = 200;

    private static final int MAX_TICKS = 7;
    private static final int LEAST_HEIGHT = 3;

    /** The tip of a bar says {@code label}; {@code counts} are by severity, worst first. */
    public record Bar(Window span, String time, String label, List<Block> blocks, List<Long> counts) {

        /** Both ends in seconds of the epoch, for the script: {@code 1507788000-1507791600}. */
        public String seconds() {
            return span.start().getEpochSecond() + "-" + span.end().getEpochSecond();
        }
    }

    public record Block(Severity severity, String x, String width, int y, int height) {}

    public record Stretch(String label, String x, String width) {}

    /**
     * @param minor whether a narrow screen leaves it out
     */
    public record Tick(String label, String x, boolean minor) {}

    public record Line(String label, int y) {}

    public Timeline {
        bars = List.copyOf(bars);
        heard = List.copyOf(heard);
        ticks = List.copyOf(ticks);
        lines = List.copyOf(lines);
    }

    static Timeline of(AuditReport report, Wording wording) {
        Instant from = report.period().from();
        Instant to = report.period().to();
        if (from == null || to == null) {
            return new Timeline(Wording.length(report.period().window()), List.of(), List.of(), List.of(), List.of());
        }
        Axis axis = new Axis(from, to);
        SortedMap<Instant, Bin> bins = bins(report, axis);
        long most = bins.values().stream().mapToLong(Bin::total).max().orElse(0);
        long top = roundTop(most);
        List<Bar> bars = bins.values().stream()
                .filter(b -> b.total() > 0)
                .map(b -> b.bar(axis, wording, top))
                .toList();
        Duration each = report.period().windows() <= MAX_BARS
                ? report.period().window()
                : axis.length().dividedBy(MAX_BARS).truncatedTo(ChronoUnit.MINUTES);
        List<Line> lines = new ArrayList<>();
        if (most > 0) {
            lines.add(new Line(Wording.number(top), 0));
            if (top % 2 == 0) {
                lines.add(new Line(Wording.number(top / 2), HEIGHT / 2));
            }
        }
        return new Timeline(
                Wording.length(each),
                bars,
                heard(report, axis, wording),
                ticks(axis, report.period().zone()),
                lines);
    }

    /** What falls into one bar. */
    private static final class Bin {

        private final Instant start;
        private final Instant end;
        private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);

        Bin(Instant start, Instant end) {
            this.start = start;
            this.end = end;
        }

        void add(AuditReport.WindowResult window) {
            window.findings().stream()
                    .filter(f -> f.waiver() == null)
                    .forEach(f -> bySeverity.merge(f.rule().severity(), 1L, Long::sum));
        }

        long total() {
            return bySeverity.values().stream().mapToLong(Long::longValue).sum();
        }

        Bar bar(Axis axis, Wording wording, long top) {
            List<Block> blocks = new ArrayList<>();
            List<Long> counts = new ArrayList<>();
            String time = wording.range(start, end);
            StringBuilder label = new StringBuilder(time).append(':');
            int base = HEIGHT;
            for (Severity severity : Verdict.WORST_FIRST) {
                long count = bySeverity.getOrDefault(severity, 0L);
                counts.add(count);
                if (count > 0) {
                    int height = Math.max(LEAST_HEIGHT, (int) Math.round((double) HEIGHT * count / top));
                    base -= height;
                    blocks.add(new Block(severity, axis.at(start), axis.width(start, end), base, height));
                    label.append(label.charAt(label.length() - 1) == ':' ? " " : ", ")
                            .append(Wording.number(count))
                            .append(' ')
                            .append(severity.label());
                }
            }
            return new Bar(new Window(start, end), time, label.toString(), List.copyOf(blocks), List.copyOf(counts));
        }
    }

    private static SortedMap<Instant, Bin> bins(AuditReport report, Axis axis) {
        SortedMap<Instant, Bin> bins = new TreeMap<>();
        boolean perWindow = report.period().windows() <= MAX_BARS;
        for (AuditReport.WindowResult result : report.windows()) {
            Instant start = result.window().start();
            Instant end = result.window().end();
            if (!perWindow) {
                long number = axis.bin(start);
                start = axis.binStart(number);
                end = axis.binStart(number + 1);
            }
            Instant until = end;
            bins.computeIfAbsent(start, s -> new Bin(s, until)).add(result);
        }
        return bins;
    }

    private static List<Stretch> heard(AuditReport report, Axis axis, Wording wording) {
        List<Window> merged = new ArrayList<>();
        for (AuditReport.WindowResult result : report.windows()) {
            if (result.eventsByKind().values().stream().allMatch(n -> n == 0)) {
                continue;
            }
            Window window = result.window();
            int last = merged.size() - 1;
            if (last >= 0 && !merged.get(last).end().isBefore(window.start())) {
                merged.set(last, new Window(merged.get(last).start(), window.end()));
            } else {
                merged.add(window);
            }
        }
        return merged.stream()
                .map(w -> new Stretch(
                        "events from " + wording.range(w.start(), w.end()),
                        axis.at(w.start()),
                        axis.span(w.start(), w.end())))
                .toList();
    }

    private static List<Tick> ticks(Axis axis, ZoneId zone) {
        Duration length = axis.length();
        List<Tick> ticks = new ArrayList<>();
        Step step = Arrays.stream(Step.values())
                .filter(s -> length.dividedBy(s.duration()) < MAX_TICKS)
                .findFirst()
                .orElse(Step.YEAR);
        // A decade or more: every n-th year, so that labels never run into each other.
        long times = 1 + length.dividedBy(step.duration()) / MAX_TICKS;
        ZonedDateTime at = step.floor(axis.from.atZone(zone));
        for (int i = 0; at.toInstant().isBefore(axis.to); at = step.next(at, times)) {
            if (!at.toInstant().isBefore(axis.from)) {
                ticks.add(new Tick(step.label(at), axis.at(at.toInstant()), i++ % 2 == 1));
            }
        }
        return ticks;
    }

    /** How far labels may be apart. */
    private enum Step {
        HOUR(ChronoUnit.HOURS, 1),
        THREE_HOURS(ChronoUnit.HOURS, 3),
        SIX_HOURS(ChronoUnit.HOURS, 6),
        DAY(ChronoUnit.DAYS, 1),
        TWO_DAYS(ChronoUnit.DAYS, 2),
        WEEK(ChronoUnit.DAYS, 7),
        TWO_WEEKS(ChronoUnit.DAYS, 14),
        MONTH(ChronoUnit.MONTHS, 1),
        QUARTER(ChronoUnit.MONTHS, 3),
        YEAR(ChronoUnit.YEARS, 1);

        private final ChronoUnit unit;
        private final long amount;

        Step(ChronoUnit unit, long amount) {
            this.unit = unit;
            this.amount = amount;
        }

        Duration duration() {
            return unit.getDuration().multipliedBy(amount);
        }

        ZonedDateTime floor(ZonedDateTime time) {
            ZonedDateTime midnight = time.toLocalDate().atStartOfDay(time.getZone());
            return switch (unit) {
                case MONTHS -> midnight.withDayOfMonth(1);
                case YEARS -> midnight.withDayOfYear(1);
                default -> midnight;
            };
        }

        ZonedDateTime next(ZonedDateTime time, long times) {
            return time.plus(amount * times, unit);
        }

        String label(ZonedDateTime time) {
            String pattern = switch (unit) {
                case HOURS -> time.getHour() == 0 ? "d MMM" : "HH:mm";
                case MONTHS -> "MMM uuuu";
                case YEARS -> "uuuu";
                default -> "d MMM";
            };
            return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
        }
    }

    /** The period as the width of the drawing. */
    private static final class Axis {

        private final Instant from;
        private final Instant to;

        Axis(Instant from, Instant to) {
            this.from = from;
            this.to = to;
        }

        Duration length() {
            return Duration.between(from, to);
        }

        String at(Instant time) {
            return percent(share(time));
        }

        /** Of a bar: a little is left for the space to its neighbour. */
        String width(Instant start, Instant end) {
            return percent((share(end) - share(start)) * 0.86);
        }

        String span(Instant start, Instant end) {
            return percent(share(end) - share(start));
        }

        long bin(Instant time) {
            return Math.min(MAX_BARS - 1, Math.max(0, (long) (share(time) * MAX_BARS)));
        }

        Instant binStart(long number) {
            return from.plus(length().multipliedBy(number).dividedBy(MAX_BARS)).truncatedTo(ChronoUnit.SECONDS);
        }

        private double share(Instant time) {
            double whole = Math.max(1, length().toMillis());
            double share = Duration.between(from, time).toMillis() / whole;
            return Math.min(1, Math.max(0, share));
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.3f%%", share * 100);
        }
    }

    /** The least of 1, 2, 4, 6, 8, 10, 20, 40 ... that is not below {@code most}. */
    private static long roundTop(long most) {
        if (most <= 1) {
            return 1;
        }
        for (long ten = 1; ; ten *= 10) {
            for (long step : new long[] {2, 4, 6, 8, 10}) {
                if (most <= step * ten) {
                    return step * ten;
                }
            }
        }
    }
}

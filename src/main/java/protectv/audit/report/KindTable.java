package protectv.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How often each kind of event was seen, and when: a row for each kind, a column for each window or for several of them.
 *
 * @param perColumn how much time a column stands for
 * @param columns when each begins
 * @param rows the most frequent kind first
 */
public record KindTable(String perColumn, List<String> columns, List<Row> rows) {

    /** As many as stand side by side on a screen. */
    private static final int MOST_COLUMNS = 24;

    /** Shades of a cell beside the blank one. */
    private static final int SHADES = 4;

    /** @param cells one for each column */
    public record Row(String kind, long total, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** @param shade 0 where there is nothing, to 4 for the most that this kind has in one column */
    public record Cell(long count, int shade) {

        /** {@code 812}, {@code 1.4k}, {@code 12M}: room for four characters. */
        public String brief() {
            return count == 0 ? "" : KindTable.brief(count);
        }
    }

    public KindTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    static KindTable of(AuditReport report, Wording wording) {
        Instant from = report.period().from();
        if (from == null) {
            return new KindTable("", List.of(), List.of());
        }
        Duration window = report.period().window();
        long windows = Math.max(1, report.period().windows());
        long together = (windows + MOST_COLUMNS - 1) / MOST_COLUMNS;
        Duration each = window.multipliedBy(together);
        int columns = (int) ((windows + together - 1) / together);
        Map<String, long[]> counts = new TreeMap<>();
        for (AuditReport.WindowResult result : report.windows()) {
            // Windows are whole days or parts of one, but a day of 23 or 25 hours shifts those behind it.
            long column = Duration.between(from, result.window().start()).dividedBy(each);
            int place = (int) Math.min(columns - 1, Math.max(0, column));
            result.eventsByKind()
                    .forEach((kind, n) -> counts.computeIfAbsent(kind, k -> new long[columns])[place] += n);
        }
        return new KindTable(
                Wording.length(each),
                IntStream.range(0, columns)
                        .mapToObj(column -> from.plus(each.multipliedBy(column)))
                        .map(start -> start.equals(from) ? wording.edge(start) : wording.brief(start))
                        .toList(),
                counts.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .filter(row -> row.total() > 0)
                        .sorted(Comparator.comparingLong(Row::total).reversed().thenComparing(Row::kind))
                        .toList());
    }

    private static Row row(String kind, long[] counts) {
        long most = Arrays.stream(counts).max().orElse(0);
        return new Row(
                kind,
                Arrays.stream(counts).sum(),
                Arrays.stream(counts)
                        .mapToObj(count -> new Cell(count, shade(count, most)))
                        .toList());
    }

    private static int shade(long count, long most) {
        return count == 0 ? 0 : (int) Math.ceil((double) SHADES * count / most);
    }

    private static String brief(long count) {
        double value = count;
        int unit = 0;
        while (value >= 999.5 && unit < 3) {
            value /= 1000;
            unit++;
        }
        String digits = unit > 0 && value < 9.95 ? "%.1f" : "%.0f";
        return String.format(Locale.ROOT, digits, value) + (unit == 0 ? "" : "kMG".charAt(unit - 1));
    }
}

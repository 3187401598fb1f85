package protectv.audit.report;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;

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
        Instant to = report.period().to();
        if (from == null || to == null) {
            return new KindTable("", List.of(), List.of());
        }
        NavigableMap<Instant, Integer> columns = columns(report.period(), from, to);
        Map<String, long[]> counts = new TreeMap<>();
        for (AuditReport.WindowResult result : report.windows()) {
            Map.Entry<Instant, Integer> column =
                    columns.floorEntry(result.window().start());
            int place = column == null ? 0 : column.getValue();
            result.eventsByKind()
                    .forEach((kind, n) -> counts.computeIfAbsent(kind, k -> new long[columns.size()])[place] += n);
        }
        return new KindTable(
                Wording.length(report.period().window().multipliedBy(together(report.period()))),
                columns.keySet().stream()
                        .map(start -> start.equals(from) ? wording.edge(start) : wording.brief(start))
                        .toList(),
                counts.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .filter(row -> row.total() > 0)
                        .sorted(Comparator.comparingLong(Row::total).reversed().thenComparing(Row::kind))
                        .toList());
    }

    /** How many windows share a column. */
    private static long together(AuditReport.Period period) {
        return Math.max(1, (period.windows() + MOST_COLUMNS - 1) / MOST_COLUMNS);
    }

    /** The place of each column by its beginning. */
    private static NavigableMap<Instant, Integer> columns(AuditReport.Period period, Instant from, Instant to) {
        NavigableMap<Instant, Integer> columns = new TreeMap<>();
        long together = together(period);
        long number = 0;
        for (Window window : new WindowGrid(period.zone(), period.window()).between(from, to)) {
            if (number++ % together == 0) {
                columns.put(window.start(), columns.size());
            }
        }
        return columns;
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

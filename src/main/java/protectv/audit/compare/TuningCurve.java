package protectv.audit.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RuleVariant.Setting;
import protectv.audit.compare.Tuning.Row;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.Span;

/**
 * Findings per night against the threshold as an SVG picture, a line for each span; where there is no threshold, against the
 * span. It has no background and follows the reader's light or dark colours; lines differ in dashes and marks as well as in
 * colour.
 */
public final class TuningCurve {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 64;
    private static final int RIGHT = 560;
    private static final int TOP = 56;
    private static final int BOTTOM = 336;
    private static final int MOST_TICKS = 12;

    /** More could not be told apart; the table has all. */
    private static final int MOST_LINES = 6;

    private static final String[] COLOURS = {"#3b82c4", "#d9722e", "#2a9d6f", "#b8629b", "#a88400", "#7a7fd1"};
    private static final String[] DASHES = {"none", "7 3", "2 3", "9 3 2 3", "12 4", "4 2"};

    private final Tuning tuning;
    private final StringBuilder svg = new StringBuilder();
    private final double least;
    private final double most;
    private final double top;

    private TuningCurve(Tuning tuning) {
        this.tuning = tuning;
        this.least = tuning.rows().stream()
                .mapToDouble(row -> x(row.setting()))
                .min()
                .orElse(0);
        this.most = tuning.rows().stream()
                .mapToDouble(row -> x(row.setting()))
                .max()
                .orElse(1);
        this.top = ceiling(tuning.rows().stream().mapToDouble(Row::mean).max().orElse(1));
    }

    /** The picture as a whole file in UTF-8. */
    public static String svg(Tuning tuning) {
        return new TuningCurve(tuning).draw();
    }

    private boolean byThreshold() {
        return tuning.plan().present().threshold() != null;
    }

    private static double x(Setting setting) {
        Long threshold = setting.threshold();
        return threshold == null ? setting.span().toSeconds() : threshold;
    }

    /** 1, 2 or 5 times a power of ten: not less than the number. */
    private static double ceiling(double number) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(number, 0.1))));
        for (double factor : new double[] {1, 2, 5, 10}) {
            if (factor * power >= number) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private double across(double x) {
        return most > least ? LEFT + 12 + (x - least) / (most - least) * (RIGHT - LEFT - 24) : (LEFT + RIGHT) / 2.0;
    }

    private double up(double y) {
        return BOTTOM - y / top * (BOTTOM - TOP);
    }

    private String draw() {
        String rule = tuning.plan().rule().id().value();
        String title = rule + " " + tuning.plan().rule().metadata().title();
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-labelledby=\"t d\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<title id=\"t\">%s: findings per night</title>", xml(title));
        add("<desc id=\"d\">%s</desc>", xml(description()));
        add(
                "<style>text{font:12px sans-serif;fill:#444}.h{font-size:15px;font-weight:bold}.g{stroke:#888;stroke-opacity:.35}"
                        + ".a{stroke:#888}.l{fill:none;stroke-width:2}"
                        + "@media (prefers-color-scheme:dark){text{fill:#ccc}}</style>");
        add("<text class=\"h\" x=\"%d\" y=\"22\">%s</text>", LEFT, xml(VisibleText.fit(title, 70)));
        add(
                "<text x=\"%d\" y=\"42\">Findings per night, mean of %d nights</text>",
                LEFT, tuning.nights().size());
        axes();
        lines();
        add("</svg>");
        return svg.toString();
    }

    private void axes() {
        for (int i = 0; i <= 5; i++) {
            double value = top * i / 5;
            double y = up(value);
            add("<line class=\"g\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>", LEFT, y, RIGHT, y);
            add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 4, number(value));
        }
        List<Setting> ticks = ticks();
        for (Setting tick : ticks) {
            double x = across(x(tick));
            Long threshold = tick.threshold();
            add("<line class=\"a\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, BOTTOM, x, BOTTOM + 5);
            add(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x, BOTTOM + 20, threshold == null ? Span.print(tick.span()) : threshold.toString());
        }
        double now = across(x(tuning.plan().present()));
        if (now >= LEFT && now <= RIGHT) {
            add(
                    "<line class=\"a\" stroke-dasharray=\"3 3\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                    now, TOP, now, BOTTOM);
            add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"start\">now</text>", now + 4, TOP + 10);
        }
        add("<line class=\"a\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, BOTTOM, RIGHT, BOTTOM);
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + RIGHT) / 2, BOTTOM + 44, byThreshold() ? "threshold" : "span");
    }

    /** Those that have room, from the least on. */
    private List<Setting> ticks() {
        Map<Double, Setting> all = new TreeMap<>();
        tuning.rows().forEach(row -> all.putIfAbsent(x(row.setting()), row.setting()));
        double room = (double) (RIGHT - LEFT) / MOST_TICKS / 1.6;
        List<Setting> ticks = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Setting setting : all.values()) {
            double x = across(x(setting));
            if (x - last >= room) {
                ticks.add(setting);
                last = x;
            }
        }
        return ticks;
    }

    private void lines() {
        Map<Duration, List<Row>> bySpan = new TreeMap<>();
        for (Row row : tuning.rows()) {
            Duration key = byThreshold() ? row.setting().span() : Duration.ZERO;
            bySpan.computeIfAbsent(key, span -> new ArrayList<>()).add(row);
        }
        int index = 0;
        for (Map.Entry<Duration, List<Row>> line : bySpan.entrySet()) {
            if (index == MOST_LINES) {
                add(
                        "<text x=\"%d\" y=\"%d\">and %d more spans</text>",
                        RIGHT + 20, TOP + 20 * index + 4, bySpan.size() - index);
                return;
            }
            String colour = COLOURS[index % COLOURS.length];
            String dash = DASHES[index % DASHES.length];
            StringBuilder points = new StringBuilder();
            for (Row row : line.getValue()) {
                points.append(format("%.1f,%.1f ", across(x(row.setting())), up(row.mean())));
            }
            add(
                    "<polyline class=\"l\" stroke=\"%s\" stroke-dasharray=\"%s\" points=\"%s\"/>",
                    colour, dash, points.toString().strip());
            for (Row row : line.getValue()) {
                mark(index, across(x(row.setting())), up(row.mean()), colour);
            }
            if (byThreshold()) {
                int y = TOP + 20 * index;
                add(
                        "<line class=\"l\" stroke=\"%s\" stroke-dasharray=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
                        colour, dash, RIGHT + 20, y, RIGHT + 56, y);
                mark(index, RIGHT + 38, y, colour);
                boolean present = line.getKey().equals(tuning.plan().present().span());
                add(
                        "<text x=\"%d\" y=\"%d\">%s%s</text>",
                        RIGHT + 64, y + 4, Span.print(line.getKey()), present ? " (now)" : "");
            }
            index++;
        }
    }

    private void mark(int index, double x, double y, String colour) {
        switch (index % 3) {
            case 0 -> add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour);
            case 1 ->
                add("<rect x=\"%.1f\" y=\"%.1f\" width=\"7\" height=\"7\" fill=\"%s\"/>", x - 3.5, y - 3.5, colour);
            default -> add("<path d=\"M%.1f %.1f l4.5 8 h-9 z\" fill=\"%s\"/>", x, y - 5, colour);
        }
    }

    private String description() {
        StringBuilder text = new StringBuilder(
                "Mean findings per night over " + tuning.nights().size() + " nights: ");
        List<String> told = new ArrayList<>();
        for (Row row : tuning.rows()) {
            Long threshold = row.setting().threshold();
            told.add((threshold == null ? "" : "threshold " + threshold + " and ") + "span "
                    + Span.print(row.setting().span()) + ": " + number(row.mean()));
        }
        return text.append(String.join("; ", told)).append('.').toString();
    }

    private static String number(double value) {
        String text = format("%.2f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String xml(String text) {
        return VisibleText.escape(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void add(String format, @Nullable Object... values) {
        svg.append(format(format, values)).append('\n');
    }

    private static String format(String format, @Nullable Object... values) {
        return values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    }
}

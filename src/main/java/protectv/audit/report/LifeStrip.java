package protectv.audit.report;

import java.util.List;
import protectv.audit.finding.Life;

/**
 * The runs before as small squares, filled where a finding was met; the last one is this run.
 *
 * @param found path of those that found it
 * @param missing path of the others
 * @param width of the drawing, in its own units
 */
public record LifeStrip(String found, String missing, int width) {

    public static final int HEIGHT = 10;

    private static final int STEP = 12;

    static LifeStrip of(Life life) {
        StringBuilder found = new StringBuilder();
        StringBuilder missing = new StringBuilder();
        List<Boolean> runs = life.runs();
        for (int i = 0; i <= runs.size(); i++) {
            boolean here = i == runs.size() || runs.get(i);
            (here ? found : missing)
                    .append('M')
                    .append(i * STEP)
                    .append(" 0h")
                    .append(HEIGHT)
                    .append('v')
                    .append(HEIGHT)
                    .append("h-")
                    .append(HEIGHT)
                    .append('z');
        }
        return new LifeStrip(found.toString(), missing.toString(), (runs.size() + 1) * STEP);
    }
}

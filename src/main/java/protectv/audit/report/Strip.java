package protectv.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;

/**
 * The outcomes of one control over the period as three SVG paths in a box of {@link #SLOTS} by {@link #HEIGHT}; empty where
 * there is nothing to draw. The worse, the taller, so that they can be told apart without colour. However many stretches
 * there are, the paths stay short: a slot has one outcome, a failure before a gap before a pass, so that none gets lost.
 */
public record Strip(String pass, String notEvaluable, String fail) {

    public static final int SLOTS = 200;
    public static final int HEIGHT = 12;

    static Strip of(AuditReport.Period period, List<ControlVerdict.Stretch> stretches) {
        Instant from = period.from();
        Instant to = period.to();
        if (from == null || to == null || !from.isBefore(to)) {
            return new Strip("", "", "");
        }
        @Nullable Outcome[] slots = new Outcome[SLOTS];
        long whole = Duration.between(from, to).toMillis();
        for (ControlVerdict.Stretch stretch : stretches) {
            long start = Duration.between(from, stretch.from()).toMillis() * SLOTS / whole;
            long end = -Math.floorDiv(-Duration.between(from, stretch.to()).toMillis() * SLOTS, whole);
            for (int i = (int) Math.max(0, start); i < Math.min(SLOTS, end); i++) {
                slots[i] = worse(slots[i], stretch.outcome());
            }
        }
        return new Strip(
                path(slots, Outcome.PASS, 4), path(slots, Outcome.NOT_EVALUABLE, 8), path(slots, Outcome.FAIL, HEIGHT));
    }

    private static Outcome worse(@Nullable Outcome one, Outcome other) {
        return one == null || weight(other) > weight(one) ? other : one;
    }

    private static int weight(Outcome outcome) {
        return switch (outcome) {
            case PASS -> 0;
            case NOT_EVALUABLE -> 1;
            case FAIL -> 2;
        };
    }

    private static String path(@Nullable Outcome[] slots, Outcome outcome, int height) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < SLOTS; i++) {
            int start = i;
            while (i < SLOTS && slots[i] == outcome) {
                i++;
            }
            if (i > start) {
                int width = i - start;
                path.append('M').append(start).append(' ').append(HEIGHT - height);
                path.append('h')
                        .append(width)
                        .append('v')
                        .append(height)
                        .append("h-")
                        .append(width)
                        .append('z');
            }
        }
        return path.toString();
    }
}

package protectv.audit.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.activity.HeardStretch;
import protectv.audit.event.Moment;
import protectv.audit.event.Witness;
import protectv.audit.rule.Span;

/**
 * How a source was heard in one window. Lines of other programs count: they show that the machine and the way from it are
 * alive.
 *
 * @param role {@code manager} or {@code client}
 * @param name as {@link protectv.audit.event.LogSource#name}
 * @param expected true where the inventory lists it
 * @param heardBefore time of its last line before the window, epoch milliseconds; null where it was never heard
 * @param stretches in which it was heard, by time: those of the window, and of the time before it that rules look back
 * @param windowStart epoch milliseconds
 * @param windowEnd epoch milliseconds, exclusive; nothing is known of later lines
 */
public record SourceActivity(
        String role,
        String name,
        boolean expected,
        @Nullable Long heardBefore,
        List<HeardStretch> stretches,
        long windowStart,
        long windowEnd)
        implements Moment {

    public SourceActivity {
        stretches = List.copyOf(stretches);
    }

    /** True where a line of it is in the window. */
    public boolean heard() {
        return stretches.stream()
                .anyMatch(stretch ->
                        stretch.last().time() >= windowStart && stretch.first().time() < windowEnd);
    }

    /** True where it was never heard before the window. */
    public boolean unknown() {
        return heardBefore == null;
    }

    /**
     * The moments at which the source had been silent for so long. One that stays silent is told once.
     *
     * @param span as in {@code "1h"}; at least a minute
     * @throws IllegalArgumentException where the span is none, or shorter than a minute
     */
    public List<Silence> silences(String span) {
        long millis = Span.parse(span).toMillis();
        List<Silence> silences = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            HeardStretch stretch = stretches.get(i);
            long until = i + 1 < stretches.size() ? stretches.get(i + 1).first().time() : Long.MAX_VALUE;
            long at = stretch.last().time() + millis;
            if (at < until && at < windowEnd) {
                silences.add(
                        new Silence(at, stretch.last().time(), stretch.last().at()));
            }
        }
        return silences;
    }

    /** A statement about all of the window is true at its end. */
    @Override
    public long time() {
        return windowEnd - 1;
    }

    @Override
    public long identity() {
        return windowStart;
    }

    @Override
    public List<Witness> witnesses() {
        return List.of();
    }
}

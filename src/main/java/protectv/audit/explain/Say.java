package protectv.audit.explain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.Burst;
import protectv.audit.engine.Silence;
import protectv.audit.engine.SourceActivity;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.event.Listed;
import protectv.audit.event.Witness;

/** Names for values, facts and lengths of time in explanations. */
final class Say {

    private static final int MOST_LINES = 8;

    private Say() {}

    static String value(@Nullable Object value) {
        if (value == null) {
            return "(none)";
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return value instanceof String ? "\"" + value + "\"" : value.toString();
    }

    static String fact(@Nullable Object fact) {
        if (fact instanceof Event event) {
            return "line " + event.source().line();
        }
        if (fact instanceof Burst burst) {
            return "the burst of " + burst.reached() + " in " + lines(burst.events());
        }
        if (fact instanceof Silence silence) {
            return "the silence since " + time(silence.since());
        }
        if (fact instanceof SourceActivity source) {
            return source.role() + " \"" + source.name() + "\"";
        }
        if (fact instanceof InputFile input) {
            return "the file \"" + input.file() + "\"";
        }
        if (fact instanceof Listed listed) {
            return "\"" + listed.value() + "\" of the list " + listed.list();
        }
        return String.valueOf(fact);
    }

    static String time(long epochMilli) {
        Instant instant = Instant.ofEpochMilli(epochMilli);
        return (epochMilli % 1000 == 0 ? instant.truncatedTo(ChronoUnit.SECONDS) : instant).toString();
    }

    /** {@code lines 3, 4, 5}; of many the first, and how many more. */
    static String lines(List<? extends Witness> witnesses) {
        long[] numbers = witnesses.stream()
                .mapToLong(witness -> witness.source().line())
                .sorted()
                .toArray();
        if (numbers.length == 1) {
            return "line " + numbers[0];
        }
        StringJoiner lines = new StringJoiner(", ", "lines ", "");
        for (int i = 0; i < Math.min(MOST_LINES, numbers.length); i++) {
            lines.add(Long.toString(numbers[i]));
        }
        return lines + (numbers.length > MOST_LINES ? " and " + (numbers.length - MOST_LINES) + " more" : "");
    }

    /** {@code 10m 12s}: the largest two units that are not zero. */
    static String span(long millis) {
        long rest = Math.abs(millis);
        if (rest == 0) {
            return "0s";
        }
        if (rest < 1000) {
            return rest + "ms";
        }
        long[] sizes = {86_400_000, 3_600_000, 60_000, 1_000};
        String[] units = {"d", "h", "m", "s"};
        StringBuilder text = new StringBuilder();
        int parts = 0;
        for (int i = 0; i < sizes.length && parts < 2; i++) {
            if (rest >= sizes[i]) {
                text.append(text.isEmpty() ? "" : " ").append(rest / sizes[i]).append(units[i]);
                rest %= sizes[i];
                parts++;
            }
        }
        return text.toString();
    }
}

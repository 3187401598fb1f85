package protectv.audit.finding;

import java.io.Serializable;
import java.time.Instant;

/** A stretch of time {@code [start, end)} that is judged on its own. */
public record Window(Instant start, Instant end) implements Comparable<Window>, Serializable {

    public Window {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a window ends after it starts: " + start + " .. " + end);
        }
    }

    public boolean contains(long epochMilli) {
        return epochMilli >= start.toEpochMilli() && epochMilli < end.toEpochMilli();
    }

    @Override
    public int compareTo(Window other) {
        return start.compareTo(other.start);
    }
}

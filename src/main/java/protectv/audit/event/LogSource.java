package protectv.audit.event;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Who wrote log lines.
 *
 * @param name as the lines have it: the syslog server's second column, or a Client's name
 */
public record LogSource(SourceRole role, String name) implements Comparable<LogSource>, Serializable {

    private static final Comparator<LogSource> ORDER =
            Comparator.comparing(LogSource::role).thenComparing(LogSource::name);

    @Override
    public int compareTo(LogSource other) {
        return ORDER.compare(this, other);
    }
}

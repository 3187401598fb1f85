package protectv.audit.event;

import java.io.Serializable;

/**
 * A line that shows that its source was alive, whatever it says.
 *
 * @param time epoch milliseconds
 */
public record HeardLine(LogSource source, long time, SourceRef at) implements Serializable {}

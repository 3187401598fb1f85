package protectv.audit.event;

/**
 * A time in which a source wrote a line at least every minute.
 *
 * @param first time of the first line, epoch milliseconds
 * @param last time of the last line
 * @param lastLine the last line
 * @param lines how many there are
 */
public record HeardStretch(long first, long last, SourceRef lastLine, long lines) {}

package protectv.audit.history;

/**
 * How much was forgotten.
 *
 * @param heardLines last lines of sources
 */
public record Pruned(long runs, long findings, long events, long heardLines) {}

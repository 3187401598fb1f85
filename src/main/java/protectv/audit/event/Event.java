package protectv.audit.event;

import org.jspecify.annotations.Nullable;

/** One thing that a log line says, as a fact for the rules. Immutable. */
public sealed interface Event extends Witness permits AuditEvent, LoginEvent, ClientEvent {

    /** When it happened, in epoch milliseconds. */
    @Override
    long time();

    /** Unique within a run and ascending in reading order: two equal lines are two events. */
    long seq();

    @Override
    SourceRef source();

    EventKind kind();

    /** The kind in the words of the guide, which rules compare: {@code event == "Key not found"}. */
    default String event() {
        return kind().label();
    }

    /** What the line says behind its header. */
    String message();

    /** How many times the line stands for this: more than 1 where a logger folded repeats. */
    int count();

    /** The machine or program instance that said so, if the line tells. */
    @Nullable String origin();
}

package protectv.audit.parse;

import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;

/** The fate of a line, before the audited period is looked at. */
public sealed interface Parsed {

    /** The line is an event of ProtectV or of sshd. */
    record Found(Event event) implements Parsed {}

    /**
     * The line was written by a program that is not audited, or says nothing.
     *
     * @param time from its header, epoch milliseconds; null where it has none that can be read
     * @param host from its header; shows that this machine was alive
     */
    record Other(@Nullable Long time, @Nullable String host) implements Parsed {

        static final Other INSTANCE = new Other(null, null);
    }

    /**
     * The line cannot be trusted to mean anything.
     *
     * @param reason one of a closed list of sentences without text from the line, so that reports can count by it
     */
    record Malformed(String reason) implements Parsed {}
}

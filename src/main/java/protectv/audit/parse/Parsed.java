package protectv.audit.parse;

import protectv.audit.event.Event;

/** The fate of a line, before the audited period is looked at. */
public sealed interface Parsed {

    /** The line is an event of ProtectV or of sshd. */
    record Found(Event event) implements Parsed {}

    /** The line was written by a program that is not audited, or says nothing. */
    record Other() implements Parsed {

        static final Other INSTANCE = new Other();
    }

    /**
     * The line cannot be trusted to mean anything.
     *
     * @param reason one of a closed list of sentences without text from the line, so that reports can count by it
     */
    record Malformed(String reason) implements Parsed {}
}

package protectv.audit.event;

import java.util.Locale;

/** What a source's lines tell about. */
public enum SourceRole {
    /** A Manager, or a machine that is logged in to by SSH: what the syslog server's second column names. */
    MANAGER,
    /** A Client with a log of its own. */
    CLIENT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package protectv.audit.parse;

/** Who wrote a file. */
public enum LogKind {
    /** A syslog server, or the Manager itself: audit events, sshd, and whatever else was sent there. */
    SYSLOG,
    /** A ProtectV Client, on its own disk. */
    CLIENT
}

package protectv.audit.event;

/**
 * What an event is: one constant for each row of the guide's event tables, plus {@code OTHER} for what the guide does
 * not list.
 *
 * <p>Source: guide, "Audit Events", "CLI Login Events", "SafeNet ProtectV Client Logs", pp. 8-15.
 */
public sealed interface EventKind permits AuditKind, LoginKind, ClientKind {

    /** The constant's name, as {@code parse} and the reports print it: {@code KEY_NOT_FOUND}. */
    String name();

    /** The words a rule uses: {@code event == "Key not found"}. */
    String label();

    /** The guide's table that lists it. */
    GuideTable table();
}

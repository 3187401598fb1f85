package protectv.audit.explain;

/** What is known of a part of a condition. */
public enum Truth {
    YES,
    NO,
    /** Not looked at, since something before it does not hold. */
    OPEN,
    /** A construct that is not explained. */
    UNCLEAR;

    /** As JSON shows it: {@code yes}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

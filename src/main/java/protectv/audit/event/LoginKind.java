package protectv.audit.event;

/**
 * What sshd and its PAM modules say. The labels are short names of ours for the guide's longer lines.
 *
 * <p>Source: guide, "CLI Login Events", pp. 11-13. {@code INVALID_USER} is beyond the guide: it names an address and a
 * port that the guide's lines may lack.
 */
public enum LoginKind implements EventKind {
    AUTHENTICATION_FAILURE("Authentication failure", GuideTable.ERROR),
    FAILED_PASSWORD("Failed password", GuideTable.ERROR),
    TOO_MANY_FAILURES("Too many authentication failures", GuideTable.ERROR),
    MAX_ATTEMPTS_EXCEEDED("Maximum authentication attempts exceeded", GuideTable.ERROR),
    NO_SUPPORTED_AUTH("No supported authentication methods", GuideTable.ERROR),
    ACCEPTED_PASSWORD("Accepted password", GuideTable.SUCCESS),
    ACCEPTED_PUBLICKEY("Accepted publickey", GuideTable.SUCCESS),
    SESSION_OPENED("Session opened", GuideTable.SUCCESS),
    SESSION_CLOSED("Session closed", GuideTable.SUCCESS),
    DISCONNECTED("Disconnected by user", GuideTable.SAMPLE),
    INVALID_USER("Invalid user", GuideTable.NONE),
    OTHER("Other", GuideTable.NONE);

    private final String label;
    private final GuideTable table;

    LoginKind(String label, GuideTable table) {
        this.label = label;
        this.table = table;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public GuideTable table() {
        return table;
    }
}

package protectv.audit.event;

/**
 * The Manager's audit events, by the guide's wording of {@code msg=<...>}.
 *
 * <p>Source: guide, "Audit Events", pp. 9-11.
 */
public enum AuditKind implements EventKind {
    AGENT_CREATE_ERROR("Agent create error", GuideTable.ERROR),
    AGENT_DELETE_ERROR("Agent delete error", GuideTable.ERROR),
    CLIENT_ENROLL_ERROR("Client enroll error", GuideTable.ERROR),
    ALERT_CLIENT_ACCESS_DENIED("Alert Client access denied", GuideTable.ERROR),
    CLIENT_INSTANCE_UPDATE_ERROR("Client instance update error", GuideTable.ERROR),
    CLIENT_UPDATE_ERROR("Client update error", GuideTable.ERROR),
    ERROR_CREATING_ACL("Error creating ACL", GuideTable.ERROR),
    GATEWAY_TOKEN_CREATE_ERROR("Gateway token create error", GuideTable.ERROR),
    KEY_CREATE_ERROR("Key create error", GuideTable.ERROR),
    KEYSECURE_KEY_CREATE_ERROR("KeySecure key create error", GuideTable.ERROR),
    KEY_NOT_FOUND("Key not found", GuideTable.ERROR),
    KEY_UPDATE_ERROR("Key update error", GuideTable.ERROR),
    AGENT_CREATE_SUCCESS("Agent create success", GuideTable.SUCCESS),
    AGENT_DELETE_SUCCESS("Agent delete success", GuideTable.SUCCESS),
    CLIENT_CREATE_SUCCESS("Client create success", GuideTable.SUCCESS),
    CLIENT_DELETE("Client delete", GuideTable.SUCCESS),
    CLIENT_INSTANCE_UPDATE_SUCCESS("Client instance update success", GuideTable.SUCCESS),
    CLIENT_UPDATE("Client update", GuideTable.SUCCESS),
    GATEWAY_TOKEN_CREATE("Gateway token create", GuideTable.SUCCESS),
    GATEWAY_TOKEN_DELETE("Gateway token delete", GuideTable.SUCCESS),
    IMAGE_ENROLLMENT_TOKEN_CREATE("Image enrollment token create", GuideTable.SUCCESS),
    IMAGE_ENROLLMENT_TOKEN_DELETE("Image enrollment token delete", GuideTable.SUCCESS),
    KEY_ACCESSED("Key accessed", GuideTable.SUCCESS),
    KEY_ACL_CREATE("Key ACL create", GuideTable.SUCCESS),
    KEY_ACL_UPDATE("Key ACL update", GuideTable.SUCCESS),
    KEY_CREATED_SUCCESSFULLY("Key created successfully", GuideTable.SUCCESS),
    KEY_UPDATE("Key update", GuideTable.SUCCESS),
    OTHER("Other", GuideTable.NONE);

    private final String label;
    private final GuideTable table;

    AuditKind(String label, GuideTable table) {
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

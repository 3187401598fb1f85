package protectv.audit.event;

/**
 * The Client's messages, by the guide's wording. Its en dash is a hyphen here, and its "partiton" stays as the program
 * writes it.
 *
 * <p>Source: guide, "SafeNet ProtectV Client Logs", pp. 14-15.
 */
public enum ClientKind implements EventKind {
    ERROR_NO_PV_VERSION_FILE_FOUND("Error - No PV Version file found", GuideTable.ERROR),
    ERROR_SYSTEM_DISK_TOO_SMALL("ERROR - system disk too small!", GuideTable.ERROR),
    FAILED_ROOT_CERTIFICATE_REQUEST("Failed root certificate request", GuideTable.ERROR),
    FAILED_GATEWAY_CONNECTION("Failed gateway connection", GuideTable.ERROR),
    FAILED_GATEWAY_CERTIFICATE_STATUS_CHECK("Failed gateway certificate status check", GuideTable.ERROR),
    FAILED_PROCESS_GATEWAY_CERTIFICATE_REQUEST("Failed process gateway certificate request", GuideTable.ERROR),
    GATEWAY_CERTIFICATE_NOT_GOOD("Gateway certificate not good", GuideTable.ERROR),
    KEY_NOT_FOUND_FOR_SYSTEM_PARTITIONS_RETRYING("Key not found for system partitions, retrying", GuideTable.ERROR),
    KEY_NOT_FOUND_RETRYING("Key not found, retrying", GuideTable.ERROR),
    TOO_MANY_FAILED_ATTEMPTS_FOR_GET_KEYS("Too many failed attempts for get keys.", GuideTable.ERROR),
    UNABLE_TO_PROTECT_SYSTEM_PARTITON("Unable to protect system partiton", GuideTable.ERROR),
    RETRIEVING_CURRENT_KEY("Retrieving current key for", GuideTable.SUCCESS),
    CREATING_A_NEW_KEY("Creating a new key for", GuideTable.SUCCESS),
    RETRIEVING_NEW_KEY("Retrieving new key for", GuideTable.SUCCESS),
    KEY_REFUSED("Key refused for", GuideTable.SUCCESS),
    REKEYING_IMMEDIATELY("Rekeying immediately", GuideTable.SUCCESS),
    WORK_DISK_FOR_SYSTEM_DISK_IS_PRESENT("Work disk for system disk is present", GuideTable.SUCCESS),
    WORK_DISK_FOR_SYSTEM_DISK_NOT_PRESENT("Work disk for system disk not present", GuideTable.SUCCESS),
    FOUND_ENCRYPTED_PARTITION("Found encrypted partition", GuideTable.SUCCESS),
    PROCESSING_SYSTEM_PARTITIONS("Processing system partitions", GuideTable.SUCCESS),
    PROCESSING_NON_SYSTEM_PARTITIONS("Processing non-system partitions", GuideTable.SUCCESS),
    DECRYPTING_PARTITION("Decrypting partition", GuideTable.SUCCESS),
    COPY_DATA_PART("Copy Data part", GuideTable.SUCCESS),
    COPY_SYSTEM_BOOT_PARTS("Copy System/Boot parts", GuideTable.SUCCESS),
    COPY_SYSTEM_ONLY("Copy System Only", GuideTable.SUCCESS),
    COPY_XFS_ONLY("Copy XFS Only", GuideTable.SUCCESS),
    RESTORE_BOOT_PART("Restore Boot part", GuideTable.SUCCESS),
    RESTORE_DATA_PART("Restore Data part", GuideTable.SUCCESS),
    RESTORE_SYSTEM_PART("Restore System part", GuideTable.SUCCESS),
    RESTORE_XFS_PART("Restore XFS part", GuideTable.SUCCESS),
    OTHER("Other", GuideTable.NONE);

    private final String label;
    private final GuideTable table;

    ClientKind(String label, GuideTable table) {
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

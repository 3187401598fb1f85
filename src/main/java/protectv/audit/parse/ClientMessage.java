package protectv.audit.parse;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.ClientKind;

/**
 * What a Client's message says.
 *
 * @param partition what stands behind a message that names a partition
 */
record ClientMessage(ClientKind kind, @Nullable String partition) {

    /** Longest first: "Key not found for system partitions, retrying" before "Key not found, retrying". */
    private static final List<ClientKind> KINDS = Stream.of(ClientKind.values())
            .filter(kind -> kind != ClientKind.OTHER)
            .sorted(Comparator.comparingInt((ClientKind kind) -> -kind.label().length())
                    .thenComparing(ClientKind::name))
            .toList();

    private static final String DASHES = "-\u2013\u2014\u0096\uFFFD";

    /** Reads the message that starts at this index; null where the guide does not list it. */
    static @Nullable ClientMessage read(String line, int from) {
        for (ClientKind kind : KINDS) {
            int end = endOf(kind, line, from);
            if (end >= 0) {
                return new ClientMessage(kind, namesPartition(kind) ? partition(line, end) : null);
            }
        }
        return null;
    }

    /** True where a message of the guide stands anywhere in the line, whoever says it. */
    static boolean isQuoted(String line) {
        for (ClientKind kind : KINDS) {
            if (line.contains(kind.label())) {
                return true;
            }
        }
        return false;
    }

    private static int endOf(ClientKind kind, String line, int from) {
        String label = kind.label();
        int end = endOf(label, line, from);
        if (end < 0 && kind == ClientKind.UNABLE_TO_PROTECT_SYSTEM_PARTITON) {
            end = endOf("Unable to protect system partition", line, from);
        } else if (end < 0 && label.endsWith(".")) {
            end = endOf(label.substring(0, label.length() - 1), line, from);
        }
        return end >= 0 && (end == line.length() || !Character.isLetterOrDigit(line.charAt(end))) ? end : -1;
    }

    /**
     * Index behind the label, or -1. The guide prints an en dash in one message, and decoding may have lost it: any dash
     * that stands alone is as good as any other.
     */
    private static int endOf(String label, String line, int from) {
        int end = from + label.length();
        if (end > line.length()) {
            return -1;
        }
        for (int i = 0; i < label.length(); i++) {
            char expected = label.charAt(i);
            char actual = line.charAt(from + i);
            boolean dash = expected == '-' && label.charAt(i - 1) == ' ' && DASHES.indexOf(actual) >= 0;
            if (expected != actual && !dash) {
                return -1;
            }
        }
        return end;
    }

    private static boolean namesPartition(ClientKind kind) {
        return switch (kind) {
            case RETRIEVING_CURRENT_KEY,
                    CREATING_A_NEW_KEY,
                    RETRIEVING_NEW_KEY,
                    KEY_REFUSED,
                    REKEYING_IMMEDIATELY,
                    FOUND_ENCRYPTED_PARTITION,
                    DECRYPTING_PARTITION,
                    COPY_DATA_PART,
                    COPY_SYSTEM_BOOT_PARTS,
                    COPY_SYSTEM_ONLY,
                    COPY_XFS_ONLY,
                    RESTORE_BOOT_PART,
                    RESTORE_DATA_PART,
                    RESTORE_SYSTEM_PART,
                    RESTORE_XFS_PART -> true;
            case ERROR_NO_PV_VERSION_FILE_FOUND,
                    ERROR_SYSTEM_DISK_TOO_SMALL,
                    FAILED_ROOT_CERTIFICATE_REQUEST,
                    FAILED_GATEWAY_CONNECTION,
                    FAILED_GATEWAY_CERTIFICATE_STATUS_CHECK,
                    FAILED_PROCESS_GATEWAY_CERTIFICATE_REQUEST,
                    GATEWAY_CERTIFICATE_NOT_GOOD,
                    KEY_NOT_FOUND_FOR_SYSTEM_PARTITIONS_RETRYING,
                    KEY_NOT_FOUND_RETRYING,
                    TOO_MANY_FAILED_ATTEMPTS_FOR_GET_KEYS,
                    UNABLE_TO_PROTECT_SYSTEM_PARTITON,
                    WORK_DISK_FOR_SYSTEM_DISK_IS_PRESENT,
                    WORK_DISK_FOR_SYSTEM_DISK_NOT_PRESENT,
                    PROCESSING_SYSTEM_PARTITIONS,
                    PROCESSING_NON_SYSTEM_PARTITIONS,
                    OTHER -> false;
        };
    }

    private static @Nullable String partition(String line, int from) {
        int at = from;
        while (at < line.length() && " :=,-".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        String rest = line.substring(at).strip();
        if (rest.endsWith(".") || rest.endsWith(",")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest.isEmpty() ? null : rest;
    }
}

package protectv.audit.parse;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a Client's log file tells.
 *
 * <p>Source: guide, "SafeNet ProtectV Client Logs", p. 14: {@code /var/log/protectvl.log}, {@code ...\\TraceLogs\\ProtectV.log}
 * and {@code ...\\logan\\logan.log}.
 */
final class ClientFiles {

    private static final Pattern NAME =
            Pattern.compile("(?i)(?:.*[-_.])?(?:protectvl?|logan)(?:[-_.].*)?\\.log(?:[-_.].*)?");

    /** Folders that say where on a machine the log stood, not which machine it was. */
    private static final Set<String> PLACES = Set.of(
            "",
            ".",
            "..",
            "-",
            "var",
            "log",
            "logs",
            "tracelogs",
            "logan",
            "safenet protectv",
            "program files",
            "c",
            "c:",
            "client",
            "clients",
            "samples",
            "src",
            "tmp");

    private ClientFiles() {}

    static boolean hasClientLogName(String file) {
        return NAME.matcher(file).matches();
    }

    /** The nearest folder that may be a machine's name: {@code web01} of {@code clients/web01/var/log/protectvl.log}. */
    static @Nullable String clientOf(String path) {
        String[] parts = path.split("[/\\\\]", -1);
        for (int i = parts.length - 2; i >= 0; i--) {
            if (!PLACES.contains(parts[i].toLowerCase(Locale.ROOT))) {
                return parts[i];
            }
        }
        return null;
    }
}

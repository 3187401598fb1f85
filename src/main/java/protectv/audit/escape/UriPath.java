package protectv.audit.escape;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Paths of files as URI references (RFC 3986): what is no unreserved character or slash is percent-encoded as UTF-8. */
public final class UriPath {

    private UriPath() {}

    /** {@code logs/a b.log} as {@code logs/a%20b.log}. */
    public static String of(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "/-._~".indexOf(c) >= 0);
            uri.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return uri.toString();
    }
}

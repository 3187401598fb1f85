package protectv.audit.parse;

import org.jspecify.annotations.Nullable;
import protectv.audit.event.LoginKind;

/**
 * Lines of PAM modules inside sshd: {@code pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh
 * ruser= rhost=203.0.113.9 user=admin}. The name comes last and runs to the end of the line, whatever it says.
 */
final class PamLine {

    private static final String FAILURE = "authentication failure; ";

    /** Before Linux-PAM 0.99 Debian's module gave its name so. */
    private static final String OLD_MODULE = "(pam_unix) ";

    private PamLine() {}

    static boolean read(String program, String text, SshdDraft draft) {
        String said = text;
        boolean module = program.startsWith("sshd(pam_");
        if (text.startsWith(OLD_MODULE)) {
            said = text.substring(OLD_MODULE.length());
            module = true;
        } else if (text.startsWith("pam_")) {
            int service = text.indexOf("(sshd");
            int end = text.indexOf("): ");
            // A module's name and its service are short: a far "(sshd" is somebody's text.
            if (service < 0 || end < service || end > 64 || text.lastIndexOf(' ', end) >= 0) {
                return false;
            }
            said = text.substring(end + "): ".length());
            module = true;
        } else if (text.startsWith("PAM ")) {
            said = text.substring("PAM ".length());
            return more(said, draft);
        }
        if (module && said.startsWith(FAILURE)) {
            failure(said, FAILURE.length(), 1, draft);
            return true;
        }
        return more(said, draft) || (module && session(said, draft));
    }

    private static boolean more(String said, SshdDraft draft) {
        int blank = said.indexOf(' ');
        if (blank < 1 || blank > 7) {
            return false;
        }
        Integer count = Digits.between(said.substring(0, blank), 1, Repeat.MOST);
        for (String words : new String[] {
            " more authentication failures; ", " more authentication failure; ", " more authentication failure(s); "
        }) {
            if (count != null && said.startsWith(words, blank)) {
                failure(said, blank + words.length(), count, draft);
                return true;
            }
        }
        return false;
    }

    private static void failure(String said, int start, int count, SshdDraft draft) {
        draft.kind = LoginKind.AUTHENTICATION_FAILURE;
        draft.outcome = "failed";
        draft.count = count;
        int rhost = said.indexOf(" rhost=", start);
        if (rhost < 0) {
            return;
        }
        draft.uid = uid(said, said.indexOf("uid=", start), rhost);
        int hostStart = rhost + " rhost=".length();
        int hostEnd = said.indexOf(' ', hostStart);
        PeerAddress host = PeerAddress.of(said.substring(hostStart, hostEnd < 0 ? said.length() : hostEnd));
        if (host != null) {
            draft.from(host);
        }
        int userAt = hostEnd < 0 ? -1 : hostEnd;
        while (userAt >= 0 && userAt + 1 < said.length() && said.charAt(userAt + 1) == ' ') {
            userAt++;
        }
        if (userAt >= 0 && said.startsWith(" user=", userAt)) {
            draft.user = said.substring(userAt + " user=".length());
        }
    }

    private static boolean session(String said, SshdDraft draft) {
        String opened = "session opened for user ";
        String closed = "session closed for user ";
        if (said.startsWith(closed)) {
            draft.kind = LoginKind.SESSION_CLOSED;
            draft.user = said.substring(closed.length());
            return true;
        }
        if (!said.startsWith(opened)) {
            return false;
        }
        draft.kind = LoginKind.SESSION_OPENED;
        String rest = said.substring(opened.length()).stripTrailing();
        int by = rest.endsWith(")") ? rest.lastIndexOf(" by ") : -1;
        int opener = by < 0 ? -1 : rest.indexOf("(uid=", by);
        if (opener >= 0) {
            draft.uid = uid(rest, opener + 1, rest.length());
        }
        draft.user = withoutUid(opener < 0 ? rest : rest.substring(0, by));
        return true;
    }

    private static String withoutUid(String name) {
        int at = name.endsWith(")") ? name.lastIndexOf("(uid=") : -1;
        return at >= 0 && Digits.between(name.substring(at + 5, name.length() - 1), 0, Integer.MAX_VALUE) != null
                ? name.substring(0, at)
                : name;
    }

    private static @Nullable Integer uid(String text, int at, int before) {
        if (at < 0 || at >= before) {
            return null;
        }
        int start = at + "uid=".length();
        int end = start;
        while (end < before && Digits.isDigit(text.charAt(end))) {
            end++;
        }
        return Digits.between(text.substring(start, Math.max(start, end)), 0, Integer.MAX_VALUE);
    }
}

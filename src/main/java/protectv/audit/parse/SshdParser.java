package protectv.audit.parse;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text behind an sshd header: {@code Failed password for invalid user admin from 203.0.113.9 port 26090
 * ssh2}. Every text has an answer, at worst of kind {@code OTHER}, in time linear in its length.
 *
 * <p>User names, certificate ids and farewell texts are the peer's own. So a line is read from the side where sshd
 * wrote, which for most is the end; where two readings stay possible, user and address are left out.
 *
 * <p>Source: guide, "CLI Login Events", pp. 11-13; the log calls of OpenSSH 5 to 10 and of Linux-PAM.
 */
final class SshdParser {

    private SshdParser() {}

    /**
     * @param program name in the header: {@code sshd}, {@code sshd-session}, {@code sshd(pam_unix)}
     * @param message the text behind {@code sshd[30192]: }
     */
    static SshdMessage parse(String program, String message) {
        // rsyslog leaves a blank before the message when it turns an old header into one of RFC 5424.
        String text = withoutSolarisId(message.startsWith(" ") ? message.substring(1) : message);
        Repeat repeat = Repeat.unfold(text);
        SshdDraft draft = read(program, repeat.text());
        long count = (long) repeat.count() * draft.count;
        return count > Repeat.MOST ? new SshdDraft().build(text, 1) : draft.build(repeat.text(), (int) count);
    }

    private static SshdDraft read(String program, String text) {
        SshdDraft draft = new SshdDraft();
        if (PamLine.read(program, text, draft)) {
            return draft;
        }
        String line = withoutLevel(text);
        String trimmed = line.stripTrailing();
        boolean preauth = trimmed.endsWith(" [preauth]");
        if (preauth) {
            line = trimmed.substring(0, trimmed.length() - " [preauth]".length());
        }
        if (!AttemptLine.read(line, draft)) {
            ConnectionLine.read(line, draft);
        }
        return draft;
    }

    /** {@code [ID 800047 auth.info] }, which Solaris puts before each message. */
    private static String withoutSolarisId(String message) {
        if (!message.startsWith("[ID ")) {
            return message;
        }
        int at = "[ID ".length();
        while (at < message.length() && Digits.isDigit(message.charAt(at))) {
            at++;
        }
        int close = message.indexOf("] ", at);
        boolean one =
                close > at && close - at < 32 && message.charAt(at) == ' ' && message.indexOf(' ', at + 1) > close;
        return one ? message.substring(close + 2) : message;
    }

    private static String withoutLevel(String text) {
        for (String level : new String[] {"error: ", "fatal: "}) {
            if (text.startsWith(level)) {
                return text.substring(level.length());
            }
        }
        return text;
    }

    /** What stands between two places, or null where they overlap. */
    static @Nullable String between(String line, int start, int end) {
        return start <= end ? line.substring(start, end) : null;
    }
}

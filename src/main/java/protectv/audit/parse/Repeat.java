package protectv.audit.parse;

import org.jspecify.annotations.Nullable;

/**
 * A message that a logger folded: {@code message repeated 3 times: [ Failed password for ... ]} (rsyslog), or the note
 * {@code last message repeated 3 times} (syslogd), which is about the line before.
 *
 * @param text the folded message; null for the note
 */
record Repeat(int count, @Nullable String text) {

    private static final String FOLDED = "message repeated ";
    private static final String NOTE = "last message repeated ";

    private static final String TIMES = " times: [";

    /** Far above what syslog daemons count before they write; a larger number is a damaged or invented line. */
    static final int MOST = 1_000_000;

    static @Nullable Repeat read(String message) {
        if (message.startsWith(FOLDED)) {
            int times = message.indexOf(TIMES, FOLDED.length());
            Integer count = count(message, FOLDED.length(), times);
            if (count == null || !message.endsWith("]")) {
                return null;
            }
            int start = times + TIMES.length();
            // rsyslog keeps the blank that stood between header and message.
            start += message.startsWith(" ", start) ? 1 : 0;
            int end = message.length() - 1;
            return new Repeat(count, message.substring(Math.min(start, end), end));
        }
        if (message.startsWith(NOTE)) {
            Integer count = count(message, NOTE.length(), message.indexOf(" time", NOTE.length()));
            boolean whole = message.endsWith(" times") || message.endsWith(" time");
            return count != null && whole ? new Repeat(count, null) : null;
        }
        return null;
    }

    private static @Nullable Integer count(String message, int from, int end) {
        return end < 0 ? null : Digits.between(message.substring(from, end), 1, MOST);
    }
}

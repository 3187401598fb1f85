package protectv.audit.parse;

import org.jspecify.annotations.Nullable;

/**
 * A message, and how many times it stands for itself: a logger may have folded it as {@code message repeated 3 times: [
 * Failed password for ... ]} (rsyslog).
 */
record Repeat(int count, String text) {

    private static final String FOLDED = "message repeated ";
    private static final String NOTE = "last message repeated ";
    private static final String TIMES = " times: [";

    /** Far above what syslog daemons count before they write; a larger number is a damaged or invented line. */
    static final int MOST = 1_000_000;

    /** Takes a folded message out of its wrapping, once; any other one stands for itself. */
    static Repeat unfold(String message) {
        if (message.startsWith(FOLDED)) {
            int times = message.indexOf(TIMES, FOLDED.length());
            Integer count = count(message, FOLDED.length(), times);
            if (count != null && message.endsWith("]")) {
                int start = times + TIMES.length();
                // rsyslog keeps the blank that stood between header and message.
                start += message.startsWith(" ", start) ? 1 : 0;
                int end = message.length() - 1;
                return new Repeat(count, message.substring(Math.min(start, end), end));
            }
        }
        return new Repeat(1, message);
    }

    /** How often syslogd's note {@code last message repeated 3 times} says that the line before came again; 0 for no note. */
    static int timesNoted(String message) {
        if (!message.startsWith(NOTE) || !(message.endsWith(" times") || message.endsWith(" time"))) {
            return 0;
        }
        Integer count = count(message, NOTE.length(), message.indexOf(" time", NOTE.length()));
        return count == null ? 0 : count;
    }

    private static @Nullable Integer count(String message, int from, int end) {
        return end < 0 ? null : Digits.between(message.substring(from, end), 1, MOST);
    }
}

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

    /** No logger folds more; a larger number was not written by one. */
    private static final int MOST = 1_000_000;

    static @Nullable Repeat read(String message) {
        if (message.startsWith(FOLDED)) {
            int digits = FOLDED.length();
            int end = endOfNumber(message, digits);
            int count = count(message, digits, end);
            if (count > 0 && message.startsWith(" times: [", end) && message.endsWith("]")) {
                int start = end + " times: [".length();
                return new Repeat(
                        count, message.substring(start, message.length() - 1).strip());
            }
        } else if (message.startsWith(NOTE)) {
            int digits = NOTE.length();
            int end = endOfNumber(message, digits);
            int count = count(message, digits, end);
            String rest = message.substring(end);
            if (count > 0 && (rest.equals(" times") || rest.equals(" time"))) {
                return new Repeat(count, null);
            }
        }
        return null;
    }

    private static int endOfNumber(String message, int from) {
        int end = from;
        while (end < message.length() && message.charAt(end) >= '0' && message.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** The number between the two places; 0 where there is none or no logger would have written it. */
    private static int count(String message, int from, int end) {
        if (end == from || end - from > 7) {
            return 0;
        }
        int value = Integer.parseInt(message, from, end, 10);
        return value > MOST ? 0 : value;
    }
}

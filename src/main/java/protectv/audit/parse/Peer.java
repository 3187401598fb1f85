package protectv.audit.parse;

import org.jspecify.annotations.Nullable;

/**
 * {@code 203.0.113.9 port 4711}, {@code 203.0.113.9} or {@code host.example.org port 4711} inside a line of sshd. An
 * address has no blanks, so next to an end of the line that sshd itself wrote there is one reading only.
 *
 * @param start of the address within the line
 * @param end behind the port, or behind the address where there is none
 */
record Peer(int start, int end, PeerAddress who, @Nullable Integer port, boolean portNamed) {

    private static final String PORT = " port ";

    /** The peer that ends at {@code end}. */
    static @Nullable Peer endingAt(String line, int end) {
        int lastWord = wordStart(line, end);
        if (lastWord - PORT.length() > 0 && line.startsWith(PORT, lastWord - PORT.length())) {
            int addressEnd = lastWord - PORT.length();
            int start = wordStart(line, addressEnd);
            return of(line, start, addressEnd, line.substring(lastWord, end), end);
        }
        return of(line, lastWord, end, null, end);
    }

    /** The peer that begins at {@code start}; a colon or comma behind it is not part of it. */
    static @Nullable Peer startingAt(String line, int start) {
        int stop = Math.min(line.length(), start + PeerAddress.MAX_LENGTH + 1);
        int addressEnd = start;
        while (addressEnd < stop && line.charAt(addressEnd) != ' ' && line.charAt(addressEnd) != ',') {
            addressEnd++;
        }
        if (!line.startsWith(PORT, addressEnd)) {
            if (addressEnd > start && line.charAt(addressEnd - 1) == ':') {
                addressEnd--;
            }
            return of(line, start, addressEnd, null, addressEnd);
        }
        int portStart = addressEnd + PORT.length();
        int end = portStart;
        while (end < line.length() && end - portStart < 6 && Digits.isDigit(line.charAt(end))) {
            end++;
        }
        return of(line, start, addressEnd, line.substring(portStart, end), end);
    }

    private static int wordStart(String line, int end) {
        int start = end;
        int stop = Math.max(0, end - PeerAddress.MAX_LENGTH - 1);
        while (start > stop && line.charAt(start - 1) != ' ') {
            start--;
        }
        return start;
    }

    private static @Nullable Peer of(String line, int start, int addressEnd, @Nullable String port, int end) {
        PeerAddress who = PeerAddress.of(line.substring(start, addressEnd));
        if (who == null) {
            return null;
        }
        if (port == null) {
            return new Peer(start, end, who, null, false);
        }
        Integer number = Digits.between(port, 1, 65_535);
        if (who.equals(PeerAddress.UNKNOWN)) {
            // sshd then makes the port up, too.
            return new Peer(start, end, who, null, true);
        }
        return number == null ? null : new Peer(start, end, who, number, true);
    }
}

package protectv.audit.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a peer comes from, decided from its text alone: nothing is ever looked up.
 *
 * @param address IP address in one spelling (IPv6 as in RFC 5952, a zone kept: {@code fe80::1%eth0}; an IPv4 address
 *     in IPv6 clothes as IPv4), so that equal addresses are equal strings
 * @param host a name, where the text is no address
 */
record PeerAddress(@Nullable String address, @Nullable String host) {

    /** What sshd writes when the connection is gone before it asked for the peer's address. */
    static final PeerAddress UNKNOWN = new PeerAddress(null, null);

    /** No name is longer (RFC 1035), nor is an address with its zone. */
    static final int MAX_LENGTH = 255;

    /** Null where the text is neither an address nor could be a name. */
    static @Nullable PeerAddress of(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return null;
        }
        if (text.equals("UNKNOWN")) {
            return UNKNOWN;
        }
        String literal = literal(text);
        if (literal != null) {
            return new PeerAddress(literal, null);
        }
        return isName(text) ? new PeerAddress(null, text) : null;
    }

    /** The address in its one spelling, or null where the text is not an IPv4 or IPv6 address. */
    static @Nullable String literal(String text) {
        if (quad(text) != null) {
            return text;
        }
        int percent = text.indexOf('%');
        String zone = percent < 0 ? "" : text.substring(percent);
        if (percent >= 0 && (zone.length() == 1 || !isName(zone.substring(1)))) {
            return null;
        }
        int[] groups = ipv6(percent < 0 ? text : text.substring(0, percent));
        return groups == null ? null : spelled(groups, zone);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inner = c == '-' || c == '.' || c == '_';
            if (!inner && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return !text.isEmpty() && text.charAt(0) != '-' && text.charAt(0) != '.';
    }

    /** 010.0.0.1 is 8.0.0.1 to some readers and 10.0.0.1 to others: it is no address here. */
    private static @Nullable Long quad(String text) {
        long value = 0;
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int start = at;
            int number = 0;
            while (at < text.length() && at - start < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                number = number * 10 + text.charAt(at) - '0';
                at++;
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            if (at == start || number > 255 || leadingZero) {
                return null;
            }
            value = value << 8 | number;
            if (part < 3 && (at >= text.length() || text.charAt(at++) != '.')) {
                return null;
            }
        }
        return at == text.length() ? value : null;
    }

    private static int @Nullable [] ipv6(String text) {
        String hex = text;
        int dot = text.indexOf('.');
        if (dot >= 0) {
            int colon = text.lastIndexOf(':');
            Long quad = colon < 0 ? null : quad(text.substring(colon + 1));
            if (quad == null) {
                return null;
            }
            hex = text.substring(0, colon + 1) + Long.toHexString(quad >> 16) + ":" + Long.toHexString(quad & 0xffff);
        }
        int gap = hex.indexOf("::");
        if (gap < 0) {
            int[] all = groups(hex);
            return all != null && all.length == 8 ? all : null;
        }
        int[] head = groups(hex.substring(0, gap));
        int[] tail = groups(hex.substring(gap + 2));
        if (head == null || tail == null || head.length + tail.length > 7) {
            return null;
        }
        int[] all = new int[8];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, 8 - tail.length, tail.length);
        return all;
    }

    private static int @Nullable [] groups(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        int[] found = new int[8];
        int count = 0;
        int digits = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ':' : text.charAt(i);
            if (c == ':') {
                if (digits == 0) {
                    return null;
                }
                count++;
                digits = 0;
                continue;
            }
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0 || count == 8 || ++digits > 4) {
                return null;
            }
            found[count] = found[count] << 4 | digit;
        }
        return Arrays.copyOf(found, count);
    }

    private static String spelled(int[] groups, String zone) {
        boolean mapped = groups[5] == 0xffff;
        for (int i = 0; i < 5; i++) {
            mapped &= groups[i] == 0;
        }
        if (mapped) {
            return (groups[6] >> 8) + "." + (groups[6] & 255) + "." + (groups[7] >> 8) + "." + (groups[7] & 255);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int end = i;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestStart) {
                out.append("::");
                i += bestLength - 1;
                continue;
            }
            if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
                out.append(':');
            }
            out.append(Integer.toHexString(groups[i]));
        }
        return out.append(zone).toString();
    }
}

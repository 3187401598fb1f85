package protectv.audit.parse;

import org.jspecify.annotations.Nullable;
import protectv.audit.event.LoginKind;

/** What sshd says of a connection rather than of an attempt: its begin, its end, and names that are no account. */
final class ConnectionLine {

    private static final String FROM = " from ";
    private static final String REQUEST = "input_userauth_request: invalid user ";
    private static final String TOO_MANY = "Too many authentication failures";

    /** The one other farewell that quotes the peer, cut after 100 letters, so that it can be made to end in any words. */
    private static final String CHANGED_NAME = "Change of username or service not allowed: (";

    /** sshd cuts what it says at a farewell after this many bytes. */
    private static final int MAX_FAREWELL = 100;

    /** sshd cuts {@code invalid user U} before an address after this many bytes. */
    private static final int MAX_PREAMBLE = 200;

    private static final String[] CLOSED = {"Connection closed by ", "Connection reset by ", "Disconnected from "};

    private static final String[] PEER_FOLLOWS = {
        "Did not receive identification string from ",
        "Unable to negotiate with ",
        "Timeout before authentication for connection from ",
        "Timeout before authentication for ",
        "ROOT LOGIN REFUSED FROM ",
        "banner exchange: Connection from ",
        "ssh_dispatch_run_fatal: Connection from ",
        "Connection from ",
        "Address ",
    };

    private ConnectionLine() {}

    static void read(String line, SshdDraft draft) {
        String trimmed = line.stripTrailing();
        if (line.startsWith("Invalid user ") || line.startsWith("Illegal user ")) {
            if (nameAndPeer(trimmed, "Invalid user ".length(), trimmed.length(), draft)) {
                draft.kind = LoginKind.INVALID_USER;
                draft.invalidUser = true;
            }
        } else if (line.startsWith("maximum authentication attempts exceeded for ")) {
            int end = trimmed.length() - (trimmed.endsWith(" ssh2") ? " ssh2".length() : 0);
            attemptsExceeded(trimmed, end, draft);
        } else if (line.startsWith(REQUEST)) {
            draft.invalidUser = true;
            draft.user = line.substring(REQUEST.length());
        } else if (line.startsWith("Received disconnect from ")) {
            disconnect(line, draft);
        } else if (line.startsWith("Disconnecting")) {
            disconnecting(line, trimmed, draft);
        } else if (line.startsWith("PAM: ")) {
            pamError(trimmed, draft);
        } else if (line.startsWith("User ")) {
            notAllowed(line, draft);
        } else if (line.startsWith("reverse mapping checking getaddrinfo for ")
                || line.startsWith("refused connect ")) {
            inBrackets(line, draft);
        } else if (line.startsWith("Bad protocol version identification ")) {
            int from = trimmed.lastIndexOf(FROM);
            peerAlone(trimmed, from < 0 ? trimmed.length() : from + FROM.length(), draft);
        } else {
            connection(trimmed, draft);
        }
    }

    /** {@code U from A[ port N]} up to {@code end}; the last " from " is sshd's. */
    private static boolean nameAndPeer(String line, int nameAt, int end, SshdDraft draft) {
        Peer peer = Peer.endingAt(line, end);
        if (peer == null || !AttemptLine.isFrom(line, nameAt, peer)) {
            return false;
        }
        draft.from(peer);
        draft.user = line.substring(nameAt, peer.start() - FROM.length());
        return true;
    }

    private static void attemptsExceeded(String line, int end, SshdDraft draft) {
        int nameAt = "maximum authentication attempts exceeded for ".length();
        if (nameAndPeer(line, nameAt, end, draft) && draft.user != null) {
            draft.kind = LoginKind.MAX_ATTEMPTS_EXCEEDED;
            String name = draft.user;
            draft.user = null;
            draft.named(name);
        }
    }

    /** The farewell behind the number is the peer's own text. RFC 4253, 11.1 has the numbers. */
    private static void disconnect(String line, SshdDraft draft) {
        Peer peer = Peer.startingAt(line, "Received disconnect from ".length());
        if (peer == null || !line.startsWith(":", peer.end())) {
            return;
        }
        draft.from(peer);
        int start = peer.end() + 1;
        start += line.startsWith(" ", start) ? 1 : 0;
        int end = start;
        while (end < line.length() && Digits.isDigit(line.charAt(end))) {
            end++;
        }
        Integer code =
                line.startsWith(":", end) ? Digits.between(line.substring(start, end), 0, Integer.MAX_VALUE) : null;
        if (code != null && code == 11) {
            draft.kind = LoginKind.DISCONNECTED;
        } else if (code != null && code == 14) {
            draft.kind = LoginKind.NO_SUPPORTED_AUTH;
        }
    }

    private static void disconnecting(String line, String trimmed, SshdDraft draft) {
        int start = "Disconnecting".length();
        if (line.startsWith(": " + TOO_MANY, start)) {
            int end = start + 2 + TOO_MANY.length();
            if (trimmed.length() == end) {
                draft.kind = LoginKind.TOO_MANY_FAILURES;
            } else if (line.startsWith(" for ", end)) {
                draft.kind = LoginKind.TOO_MANY_FAILURES;
                // OpenSSH 6.7 and 6.8 say the address here, older ones let the peer's name say what it likes.
                Peer said = line.endsWith(" ssh2") ? Peer.endingAt(line, line.length() - 5) : null;
                boolean two = said != null && said.portNamed() && AttemptLine.isFrom(line, end + 5, said);
                boolean whole = !two && line.length() - start - 2 < MAX_FAREWELL;
                draft.user = whole ? line.substring(end + " for ".length()) : null;
            }
            return;
        }
        if (!line.startsWith(" ", start) || !trimmed.endsWith(": " + TOO_MANY)) {
            return;
        }
        int end = trimmed.length() - TOO_MANY.length() - 2;
        if (trimmed.contains(CHANGED_NAME)) {
            draft.kind = LoginKind.TOO_MANY_FAILURES;
        } else if (preambleAndPeer(trimmed, start + 1, end, draft)) {
            draft.kind = LoginKind.TOO_MANY_FAILURES;
        }
    }

    /** {@code [[authenticating |invalid ]user U ]A[ port N]} up to {@code end}. */
    private static boolean preambleAndPeer(String line, int start, int end, SshdDraft draft) {
        Peer peer = Peer.endingAt(line, end);
        if (peer == null || peer.start() < start) {
            return false;
        }
        if (peer.start() == start) {
            draft.from(peer);
            return true;
        }
        String preamble = SshdParser.between(line, start, peer.start() - 1);
        String name = preamble == null || !peer.portNamed() ? null : preambleName(preamble);
        if (preamble == null || name == null) {
            return false;
        }
        draft.from(peer);
        draft.invalidUser = preamble.startsWith("invalid ");
        draft.user = preamble.length() < MAX_PREAMBLE ? name : null;
        return true;
    }

    private static @Nullable String preambleName(String preamble) {
        for (String words : new String[] {"authenticating user ", "invalid user ", "user "}) {
            if (preamble.startsWith(words)) {
                return preamble.substring(words.length());
            }
        }
        return null;
    }

    /** {@code PAM: Authentication failure for [illegal user ]U from H}, on macOS with {@code  via A} behind it. */
    private static void pamError(String line, SshdDraft draft) {
        int start = "PAM: ".length();
        // The only words of PAM's own that have a "for" in them.
        String retries = "Have exhausted maximum number of retries for service";
        int nameAt = line.indexOf(" for ", line.startsWith(retries, start) ? start + retries.length() : start);
        int from = line.lastIndexOf(FROM);
        if (nameAt < 0 || from < nameAt + " for ".length()) {
            return;
        }
        int via = line.indexOf(" via ", from + FROM.length());
        int end = via < 0 ? line.length() : via;
        PeerAddress host = PeerAddress.of(line.substring(from + FROM.length(), end));
        if (host != null && (via < 0 || PeerAddress.of(line.substring(via + " via ".length())) != null)) {
            draft.from(host);
            draft.named(line.substring(nameAt + " for ".length(), from));
        }
    }

    /** Said of real accounts only. */
    private static void notAllowed(String line, SshdDraft draft) {
        int end = line.lastIndexOf(" not allowed because ");
        int start = "User ".length();
        if (end < start) {
            return;
        }
        if (!nameAndPeer(line, start, end, draft)) {
            draft.user = line.substring(start, end);
        }
    }

    /** The name before the address is the peer's own, by way of the DNS or of its ident daemon. */
    private static void inBrackets(String line, SshdDraft draft) {
        boolean refused = line.startsWith("refused");
        int open = line.lastIndexOf(refused ? '(' : '[');
        int close = open < 0 ? -1 : line.indexOf(refused ? ')' : ']', open);
        PeerAddress address = close < 0 ? null : PeerAddress.of(line.substring(open + 1, close));
        if (address != null && address.address() != null) {
            draft.from(address);
        }
    }

    private static void connection(String line, SshdDraft draft) {
        for (String words : CLOSED) {
            if (line.startsWith(words)) {
                preambleAndPeer(line, words.length(), line.length(), draft);
                return;
            }
        }
        for (String words : PEER_FOLLOWS) {
            if (line.startsWith(words)) {
                peerAlone(line, words.length(), draft);
                return;
            }
        }
    }

    /** Only an address: a name may stand there too ("authenticating user ..."), and would be taken for a host. */
    private static void peerAlone(String line, int start, SshdDraft draft) {
        Peer peer = start >= line.length() ? null : Peer.startingAt(line, start);
        if (peer != null && peer.who().address() != null) {
            draft.from(peer);
        }
    }
}

package protectv.audit.parse;

import org.jspecify.annotations.Nullable;
import protectv.audit.event.LoginKind;

/**
 * {@code Failed METHOD for [invalid user ]U from A port N ssh2[: KEY]}, likewise Accepted, Postponed and Partial.
 *
 * <p>Without KEY the line ends with sshd's own words, so the last {@code " from "} is the true one. KEY may hold a
 * certificate's id, which the peer chose like the name: then the true address is one of those that fit, and is told
 * from the others only where nothing else fits, or where the name belongs to a real account.
 */
final class AttemptLine {

    private static final String FROM = " from ";

    /** sshd cuts at 1024; a line near that may have lost the words that would tell a forged end from a true one. */
    private static final int SURELY_WHOLE = 900;

    private AttemptLine() {}

    static boolean read(String line, SshdDraft draft) {
        for (String verb : new String[] {"Failed", "Accepted", "Postponed", "Partial"}) {
            if (line.startsWith(verb) && line.startsWith(" ", verb.length())) {
                return read(line.stripTrailing(), verb, draft);
            }
        }
        return false;
    }

    private static boolean read(String line, String verb, SshdDraft draft) {
        int methodAt = verb.length() + 1;
        int methodEnd = line.indexOf(' ', methodAt);
        // The longest of OpenSSH's names has 24 letters; patched daemons have more.
        if (methodEnd <= methodAt || methodEnd - methodAt > 64 || !line.startsWith(" for ", methodEnd)) {
            return false;
        }
        String method = line.substring(methodAt, methodEnd);
        boolean failed = verb.equals("Failed");
        boolean accepted = verb.equals("Accepted");
        draft.method = method;
        draft.outcome = failed ? "failed" : accepted ? "accepted" : null;
        int nameAt = methodEnd + " for ".length();
        Peer peer = hasKey(method) ? amongKeys(line, nameAt, accepted) : atEnd(line, nameAt);
        // The verb and the method are sshd's own words, whoever the line is about.
        if (method.equals("password")) {
            draft.kind = failed ? LoginKind.FAILED_PASSWORD : accepted ? LoginKind.ACCEPTED_PASSWORD : LoginKind.OTHER;
        } else if (method.equals("publickey") && accepted) {
            draft.kind = LoginKind.ACCEPTED_PUBLICKEY;
        }
        if (peer == null) {
            return true;
        }
        draft.from(peer);
        draft.named(line.substring(nameAt, peer.start() - FROM.length()));
        key(line, peer.end() + " ssh2: ".length(), draft);
        return true;
    }

    /** Methods that sshd itself ends after {@code ssh2}; all others may say more of the key or the ticket. */
    private static boolean hasKey(String method) {
        return !(method.equals("password") || method.equals("none") || method.startsWith("keyboard-interactive"));
    }

    private static @Nullable Peer atEnd(String line, int nameAt) {
        int end = line.length();
        if (line.startsWith(" ssh2", end - 5) || line.startsWith(" ssh1", end - 5)) {
            end -= 5;
        }
        Peer peer = Peer.endingAt(line, end);
        return peer != null && peer.portNamed() && isFrom(line, nameAt, peer) ? peer : null;
    }

    static boolean isFrom(String line, int nameAt, Peer peer) {
        int from = peer.start() - FROM.length();
        return from >= nameAt && line.startsWith(FROM, from);
    }

    private static @Nullable Peer amongKeys(String line, int nameAt, boolean accepted) {
        Peer first = null;
        Peer last = null;
        int fitting = 0;
        for (int at = line.indexOf(FROM, nameAt); at >= 0; at = line.indexOf(FROM, at + 1)) {
            Peer peer = Peer.startingAt(line, at + FROM.length());
            if (peer != null && peer.portNamed() && endsOrGoesOn(line, peer.end())) {
                first = first == null ? peer : first;
                last = peer;
                fitting++;
            }
        }
        if (fitting < 2 || accepted) {
            return first;
        }
        boolean certain = last != null && line.length() < SURELY_WHOLE && isPlainKey(line, last.end());
        return certain ? last : null;
    }

    private static boolean endsOrGoesOn(String line, int at) {
        if (!line.startsWith(" ssh2", at) && !line.startsWith(" ssh1", at)) {
            return false;
        }
        int end = at + " ssh2".length();
        return end == line.length() || line.startsWith(": ", end);
    }

    /** Behind the address there is nothing, or {@code TYPE FINGERPRINT} and nothing: no certificate's line ends so. */
    private static boolean isPlainKey(String line, int at) {
        int end = at + " ssh2".length();
        if (end == line.length()) {
            return true;
        }
        String[] words = line.substring(end + ": ".length()).split(" ", 3);
        return words.length == 2 && isType(words[0]) && isFingerprint(words[1]);
    }

    private static void key(String line, int at, SshdDraft draft) {
        if (at > line.length() || !line.startsWith(": ", at - 2)) {
            return;
        }
        int typeEnd = line.indexOf(' ', at);
        if (typeEnd < 0 || !isType(line.substring(at, typeEnd))) {
            return;
        }
        draft.keyType = line.substring(at, typeEnd);
        int end = line.indexOf(' ', typeEnd + 1);
        String word = line.substring(typeEnd + 1, end < 0 ? line.length() : end);
        word = word.endsWith(",") ? word.substring(0, word.length() - 1) : word;
        // The certificates of older daemons have no fingerprint of their own, only their issuer's.
        draft.fingerprint = isFingerprint(word) ? word : null;
    }

    private static boolean isType(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!(c >= 'A' && c <= 'Z') && !Digits.isDigit(c) && c != '-') {
                return false;
            }
        }
        return !word.isEmpty() && word.length() <= 32;
    }

    private static boolean isFingerprint(String word) {
        int colon = word.indexOf(':');
        if (colon < 2 || colon + 1 == word.length() || word.length() > 200) {
            return false;
        }
        boolean bare = colon == 2;
        for (int i = bare ? 0 : colon + 1; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !Digits.isDigit(c) && "+/=:".indexOf(c) < 0) {
                return false;
            }
        }
        return bare || isType(word.substring(0, colon));
    }
}

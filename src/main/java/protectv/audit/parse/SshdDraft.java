package protectv.audit.parse;

import org.jspecify.annotations.Nullable;
import protectv.audit.event.LoginKind;

/** An {@link SshdMessage} in the making; lives inside one call of {@link SshdParser#parse}. */
final class SshdDraft {

    LoginKind kind = LoginKind.OTHER;

    @Nullable String user;

    boolean invalidUser;

    @Nullable String method;

    @Nullable String outcome;

    @Nullable String keyType;

    @Nullable String fingerprint;

    @Nullable Integer uid;

    int count = 1;
    private PeerAddress from = PeerAddress.UNKNOWN;
    private @Nullable Integer port;

    void from(Peer peer) {
        from = peer.who();
        port = peer.port();
    }

    void from(PeerAddress address) {
        from = address;
    }

    /** Takes {@code U}, {@code invalid user U} or {@code illegal user U}. */
    void named(String name) {
        if (name.startsWith("invalid user ") || name.startsWith("illegal user ")) {
            invalidUser = true;
            user = name.substring("invalid user ".length());
        } else if (name.equals("<invalid username>")) {
            // Solaris keeps the name to itself. No account is called that: with OpenSSH "invalid user " would stand
            // before.
            invalidUser = true;
        } else {
            user = name;
        }
    }

    SshdMessage build(String message, int times) {
        return new SshdMessage(
                kind,
                message,
                shared(user),
                invalidUser,
                shared(from.address()),
                shared(from.host()),
                port,
                shared(method),
                outcome,
                keyType,
                fingerprint,
                uid,
                times);
    }

    private static @Nullable String shared(@Nullable String text) {
        return text == null ? null : Shared.whole(text);
    }
}

package protectv.audit.event;

import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/**
 * A line of sshd or of a PAM module inside it: {@code Oct 12 08:29:57 192.0.2.7 sshd[30192]: Failed password for
 * invalid user admin from 203.0.113.9 port 26090 ssh2}.
 *
 * <p>Source: guide, "CLI Login Events - Log Format", p. 11; OpenSSH's auth.c, packet.c, sshd.c; Linux-PAM's pam_unix.
 *
 * @param time epoch milliseconds
 * @param host the machine that was logged in to, from the syslog header
 * @param program {@code sshd}, {@code sshd-session} or {@code sshd-auth}
 * @param pid the session's process id
 * @param message the text behind the header, a repeat unwrapped
 * @param user the account named, as the peer typed it; may be empty
 * @param invalidUser true where sshd says that there is no such account
 * @param sourceAddress IP address of the peer; an IPv4 address in IPv6 clothes is shown as IPv4
 * @param sourceHost name of the peer where sshd or PAM wrote a name and no address
 * @param port TCP port of the peer
 * @param method {@code password}, {@code publickey}, {@code keyboard-interactive/pam}, {@code none}, ...
 * @param outcome {@code failed} or {@code accepted} where the line judges an attempt, by whatever method
 * @param keyType {@code RSA}, {@code ECDSA}, {@code ED25519}, ...
 * @param fingerprint {@code SHA256:...} or {@code b1:98:...}
 * @param uid of the process that opened the session or asked PAM, where the line says {@code uid=}
 * @param count how many times the line stands for this: {@code message repeated 3 times} is one event with 3
 */
@Role(Role.Type.EVENT)
@Timestamp("time")
public record LoginEvent(
        long time,
        long seq,
        SourceRef source,
        LoginKind kind,
        @Nullable String host,
        String program,
        @Nullable Integer pid,
        String message,
        @Nullable String user,
        boolean invalidUser,
        @Nullable String sourceAddress,
        @Nullable String sourceHost,
        @Nullable Integer port,
        @Nullable String method,
        @Nullable String outcome,
        @Nullable String keyType,
        @Nullable String fingerprint,
        @Nullable Integer uid,
        int count)
        implements Event {

    @Override
    public @Nullable String origin() {
        return host;
    }

    /** The same once more, as a logger's note about repeats says. */
    public LoginEvent again(long atTime, long newSeq, SourceRef at, int times) {
        return new LoginEvent(
                atTime,
                newSeq,
                at,
                kind,
                host,
                program,
                pid,
                message,
                user,
                invalidUser,
                sourceAddress,
                sourceHost,
                port,
                method,
                outcome,
                keyType,
                fingerprint,
                uid,
                times);
    }

    /** Who is at the other end: the address, else the name; null where the line has neither. */
    public @Nullable String peer() {
        return sourceAddress != null ? sourceAddress : sourceHost;
    }
}

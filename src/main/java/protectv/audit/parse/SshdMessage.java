package protectv.audit.parse;

import org.jspecify.annotations.Nullable;
import protectv.audit.event.LoginKind;

/** What the text behind an sshd header says; the fields are those of {@link protectv.audit.event.LoginEvent}. */
record SshdMessage(
        LoginKind kind,
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
        int count) {}

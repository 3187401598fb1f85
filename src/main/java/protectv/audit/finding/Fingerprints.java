package protectv.audit.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.TextDigest;

/** Names a finding by its rule and subject, so that it is the same in every window and night. */
final class Fingerprints {

    /** 64 bits: two of a million findings share one with a chance of 1 in 30 million. */
    private static final int BYTES = 8;

    private Fingerprints() {}

    static String of(RuleId rule, String subject) {
        MessageDigest digest = TextDigest.sha256();
        digest.update(rule.value().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(subject.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}

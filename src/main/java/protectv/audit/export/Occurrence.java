package protectv.audit.export;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.policy.Addresses;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.TextDigest;

/**
 * A finding of one window, with what all formats say of it. It has two identities: the fingerprint is of the rule and the
 * subject, the same every night; {@link #id} is of this window alone.
 *
 * @param state since the run before; null where there is none to compare with
 */
record Occurrence(Finding finding, @Nullable LifeState state) {

    private static final Pattern ONE_NAME = Pattern.compile("\\{\\$([a-zA-Z]+)}");

    private static final int ID_BYTES = 16;

    /** All of a report, waived ones too, in its order. */
    static Stream<Occurrence> of(AuditReport report) {
        return report.windows().stream()
                .flatMap(window -> window.findings().stream())
                .map(finding -> new Occurrence(finding, report.state(finding)));
    }

    /** 32 hex digits, the same whenever this window is judged. */
    String id() {
        MessageDigest digest = TextDigest.sha256();
        digest.update((finding.fingerprint() + " " + finding.window().start() + " "
                        + finding.window().end())
                .getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    }

    /** What happened, in a sentence. */
    String sentence() {
        String message = finding.message();
        return message == null ? finding.rule().title() + ": " + finding.subject() : message;
    }

    /** What kind of thing the finding is about, in the rule's own word: {@code client}; {@code subject} where it is more. */
    String subjectType() {
        return subjectType(finding.rule().subject());
    }

    private static String subjectType(String pattern) {
        Matcher name = ONE_NAME.matcher(pattern);
        return name.matches() ? name.group(1) : "subject";
    }

    /** The subject where it is an IP address; null where it is not. */
    @Nullable String address() {
        return Addresses.isAddress(finding.subject()) ? finding.subject() : null;
    }

    boolean isWaived() {
        return finding.waiver() != null;
    }
}

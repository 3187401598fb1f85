package protectv.audit.spill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;

/** Findings, all values of them. Rules, waivers and windows stay in memory: there are few. */
final class FindingCodec implements Codec<Finding> {

    private final Known<RuleMetadata> rules = new Known<>();
    private final Known<Waiver> waivers = new Known<>();
    private final Known<Window> windows = new Known<>();

    @Override
    public void write(Finding finding, ByteWriter out) {
        out.number(rules.number(finding.rule()));
        out.word(finding.subject());
        String message = finding.message();
        out.flag(message != null);
        if (message != null) {
            out.text(message);
        }
        out.number(windows.number(finding.window()));
        out.number(finding.count());
        write(finding.firstSeen(), out);
        write(finding.lastSeen(), out);
        out.number(finding.evidence().size());
        for (Evidence evidence : finding.evidence()) {
            out.word(evidence.file());
            out.number(evidence.line());
            out.text(evidence.text());
        }
        out.text(finding.fingerprint());
        Waiver waiver = finding.waiver();
        out.optional(waiver == null ? null : waivers.number(waiver));
    }

    private static void write(Instant time, ByteWriter out) {
        out.number(time.getEpochSecond());
        out.number(time.getNano());
    }

    @Override
    public Finding read(ByteReader in) {
        RuleMetadata rule = rules.value(in.size());
        String subject = in.required();
        String message = in.flag() ? in.text() : null;
        Window window = windows.value(in.size());
        long count = in.number();
        Instant first = time(in);
        Instant last = time(in);
        int lines = in.size();
        List<Evidence> evidence = new ArrayList<>(lines);
        for (int i = 0; i < lines; i++) {
            evidence.add(new Evidence(in.required(), in.number(), in.text()));
        }
        String fingerprint = in.text();
        return new Finding(
                rule, subject, message, window, count, first, last, evidence, fingerprint, waiver(in.optionalInt()));
    }

    private @Nullable Waiver waiver(@Nullable Integer number) {
        return number == null ? null : waivers.value(number);
    }

    private static Instant time(ByteReader in) {
        return Instant.ofEpochSecond(in.number(), in.size());
    }
}

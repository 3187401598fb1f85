package protectv.audit.control;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.RuleStatus;
import protectv.audit.rule.Severity;

/** Rules and findings for tests of verdicts. */
final class Controls {

    static final ControlRef KEYS = new ControlRef("nist-800-53", "SC-12");
    static final ControlRef LOGINS = new ControlRef("nist-800-53", "AC-7");

    private Controls() {}

    static JudgedRule rule(String id, Severity severity, ControlRef control, SourceRole... needs) {
        RuleMetadata metadata = new RuleMetadata(
                new RuleId(id),
                "Title of " + id,
                severity,
                RuleStatus.STABLE,
                LocalDate.of(2017, 1, 1),
                "Cause.",
                "Remedy.",
                List.of(control),
                "{$client}",
                null,
                Duration.ZERO,
                Duration.ZERO,
                null,
                null,
                null);
        return new JudgedRule(metadata, Set.of(needs));
    }

    static Finding finding(JudgedRule rule, Window window) {
        Instant at = window.start();
        return new Finding(rule.metadata(), "web01", null, window, 1, at, at, List.of(), "0123456789abcdef", null);
    }
}

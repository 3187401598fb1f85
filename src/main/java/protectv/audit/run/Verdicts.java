package protectv.audit.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlJudge;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.HeardCoverage;
import protectv.audit.control.JudgedRule;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.Span;

/** Asks for the verdicts on the controls of the rules. */
record Verdicts(
        AuditSettings settings,
        LoadedRules rules,
        Reading reading,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant knownSince) {

    /** Facts that only a Manager's lines, or only lines of hosts that are logged in to, become. */
    private static final Set<String> OF_MANAGERS = Set.of("AuditEvent", "LoginEvent");

    List<ControlVerdict> of(NavigableMap<Window, List<Finding>> findings) {
        List<JudgedRule> judged = new ArrayList<>();
        Map<RuleId, String> notRun = new HashMap<>();
        Map<RuleId, String> limits = new HashMap<>();
        for (Rule rule : rules.catalog().rules()) {
            judged.add(new JudgedRule(rule.metadata(), needs(rule)));
            String reason = rules.notRun().get(rule.id().value());
            if (reason != null) {
                notRun.put(rule.id(), reason);
            }
            String limit = limit(rule);
            if (limit != null) {
                limits.put(rule.id(), limit);
            }
        }
        ControlJudge judge =
                new ControlJudge(judged, notRun, limits, rules.policy().titles()::title);
        if (from == null || to == null) {
            return judge.judgeNothing();
        }
        HeardCoverage coverage =
                new HeardCoverage(reading.heard(), rules.policy().inventory(), settings.maxGaps(), from, to);
        return judge.judge(settings.grid(), from, to, findings, coverage, reading.troubles());
    }

    /** Rules about the logs themselves need the Managers' as well: what was not heard tells nothing of its own state. */
    private static Set<SourceRole> needs(Rule rule) {
        boolean ofClients = rule.facts().contains(ClientEvent.class.getSimpleName());
        boolean ofManagers = !ofClients || rule.facts().stream().anyMatch(OF_MANAGERS::contains);
        Set<SourceRole> needs = EnumSet.noneOf(SourceRole.class);
        if (ofManagers) {
            needs.add(SourceRole.MANAGER);
        }
        if (ofClients) {
            needs.add(SourceRole.CLIENT);
        }
        return needs;
    }

    /** What a rule could not know: events of a time before the period that nobody remembers. */
    private @Nullable String limit(Rule rule) {
        Duration lookBack = rule.memories().stream()
                .map(Rule.Memory::lookBack)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        if (from == null || lookBack.isZero()) {
            return null;
        }
        if (knownSince == null) {
            return rule.id() + " looks back " + Span.print(lookBack) + ", and no history was kept";
        }
        return knownSince.isAfter(from.minus(lookBack))
                ? rule.id() + " looks back " + Span.print(lookBack) + ", and the history begins on "
                        + knownSince.atZone(settings.grid().zone()).toLocalDate()
                : null;
    }
}

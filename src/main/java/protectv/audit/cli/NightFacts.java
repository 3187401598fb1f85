package protectv.audit.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RuleWording;
import protectv.audit.compare.RunFacts;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Finding;
import protectv.audit.finding.PastFinding;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;
import protectv.audit.history.PastRun;
import protectv.audit.history.RunOrigins;
import protectv.audit.history.RunOrigins.Input;
import protectv.audit.history.RunOrigins.Waived;
import protectv.audit.history.RunOrigins.Wording;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;

/** What a night was made from, on its way into the history and back out of it. */
final class NightFacts {

    private static final String SILENCE = "an older version recorded this night; it cannot be told from this history";

    private NightFacts() {}

    /** What to record of a run. */
    static RunOrigins origins(AuditReport report, RuleCatalog rules) {
        return new RunOrigins(
                report.program().version(),
                report.program().options(),
                report.rules().texts().beside(),
                report.rules().texts().asks(),
                report.rules().notRun(),
                wordings(rules),
                report.inputs().stream().map(NightFacts::input).toList(),
                waived(report));
    }

    private static SortedMap<String, Wording> wordings(RuleCatalog rules) {
        SortedMap<String, Wording> wordings = new TreeMap<>();
        for (Rule rule : rules.rules()) {
            RuleWording wording = RuleWording.of(rule);
            wordings.put(rule.id().value(), new Wording(wording.digest(), wording.numbers()));
        }
        return wordings;
    }

    private static Input input(AuditReport.Input input) {
        return new Input(
                input.path(),
                input.sha256(),
                text(input.first()),
                text(input.last()),
                Objects.requireNonNullElse(input.problem(), ""));
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private static SortedMap<String, Waived> waived(AuditReport report) {
        SortedMap<String, Waived> waived = new TreeMap<>();
        for (Finding finding : report.findings()) {
            waived.merge(
                    finding.fingerprint(),
                    new Waived(finding.waiver() == null ? 0 : 1, 1),
                    (one, other) -> new Waived(one.windows() + other.windows(), one.of() + other.of()));
        }
        waived.values().removeIf(of -> of.windows() == 0);
        return waived;
    }

    /** All that a history tells of a run. */
    static RunFacts of(History history, PastRun run) throws HistoryException {
        Optional<RunOrigins> known = history.origins(run);
        RunOrigins origins = known.orElse(null);
        SortedMap<String, RunFacts.Told> findings = new TreeMap<>();
        for (PastFinding finding : history.findings(run)) {
            findings.put(finding.fingerprint(), told(finding, origins));
        }
        return new RunFacts(
                "run " + run.id() + " of " + VisibleText.escape(history.shown()),
                SILENCE,
                run.from(),
                run.to(),
                run.zone(),
                run.window(),
                run.rulesDigest(),
                null,
                origins == null ? Map.of() : origins.notRun(),
                history.ruleDigests().get(run.id()),
                origins == null ? null : wordings(origins),
                origins == null ? null : origins.files(),
                origins == null ? null : origins.asks(),
                origins == null ? null : origins.program(),
                origins == null ? null : origins.options(),
                origins == null ? null : inputs(origins),
                findings);
    }

    private static RunFacts.Told told(PastFinding finding, @Nullable RunOrigins origins) {
        // How many windows a finding was in is told only where some of them were waived, and asked only then.
        Waived waived = origins == null ? null : origins.waived().getOrDefault(finding.fingerprint(), new Waived(0, 1));
        return new RunFacts.Told(
                finding.fingerprint(),
                finding.rule(),
                finding.title(),
                finding.severity().label(),
                finding.subject(),
                "",
                finding.count(),
                finding.firstSeen(),
                finding.lastSeen(),
                new TreeSet<>(),
                waived == null ? null : Long.valueOf(waived.windows()),
                waived == null ? 1 : waived.of());
    }

    private static Map<String, RuleWording> wordings(RunOrigins origins) {
        return origins.wordings().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new RuleWording(
                                entry.getValue().digest(), entry.getValue().numbers())));
    }

    private static List<RunFacts.Input> inputs(RunOrigins origins) {
        return origins.inputs().stream()
                .map(input ->
                        new RunFacts.Input(input.path(), input.sha256(), input.first(), input.last(), input.problem()))
                .toList();
    }
}

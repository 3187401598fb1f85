package protectv.audit.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import protectv.audit.activity.Heard;
import protectv.audit.activity.SourceSummary;
import protectv.audit.control.ControlVerdict;
import protectv.audit.engine.SourceActivity;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;
import protectv.audit.parse.ParseOptions;
import protectv.audit.policy.Inventory;
import protectv.audit.policy.Policy;
import protectv.audit.policy.ValueLists;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.Rule;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Span;
import protectv.audit.signature.Signer;

/** Puts a report together from what was read and found. */
record ReportAssembly(
        AuditSettings settings,
        LoadedRules rules,
        PastNights past,
        Reading reading,
        @Nullable Instant from,
        @Nullable Instant to) {

    AuditReport report(FindingShelf shelf) {
        NavigableMap<Window, List<Finding>> findings = shelf.byWindow();
        Changes changes = past.changes(shelf.all(), to);
        List<ControlVerdict> controls = new Verdicts(settings, rules, reading, from, to, knownSince()).of(findings);
        return new AuditReport(
                period(),
                new AuditReport.Rules(
                        rules.catalog().digest(),
                        rules.policy().digest(),
                        rules.catalog().rules().stream().map(Rule::metadata).toList(),
                        rules.notRun(),
                        rules.troubles(),
                        signedBy(),
                        texts()),
                program(),
                reading.ledgers(),
                sources(),
                summary(shelf.all()),
                windows(findings),
                controls,
                shelf.waivers().uses(to),
                changes,
                notes(changes));
    }

    private AuditReport.@Nullable SignedBy signedBy() {
        Signer signer = rules.signer();
        return signer == null
                ? null
                : new AuditReport.SignedBy(
                        signer.principal(), signer.keyType(), signer.fingerprint(), signer.namespace());
    }

    private AuditReport.RuleTexts texts() {
        SortedMap<String, String> digests = new TreeMap<>();
        SortedMap<String, List<String>> asks = new TreeMap<>();
        for (Rule rule : rules.catalog().rules()) {
            digests.put(rule.id().value(), rule.digest());
            List<String> asked = new ArrayList<>();
            boolean ofSources = rule.facts().contains(SourceActivity.class.getSimpleName());
            if (ofSources) {
                asked.add(Policy.INVENTORY);
            }
            rule.lists().stream().sorted().map(ValueLists::fileOf).forEach(asked::add);
            if (ofSources || !rule.memories().isEmpty()) {
                asked.add(AuditReport.RuleTexts.EARLIER);
            }
            if (!asked.isEmpty()) {
                asks.put(rule.id().value(), asked);
            }
        }
        return new AuditReport.RuleTexts(digests, rules.policy().digests(), asks);
    }

    /** All that can change a result and is told nowhere else in the report. */
    private AuditReport.Program program() {
        SortedMap<String, String> options = new TreeMap<>();
        // A period that was named looks back into the inputs, and says that they are complete.
        options.put("from", settings.from() == null ? "first event" : "named");
        options.put("to", settings.to() == null ? "last event" : "named");
        ParseOptions parse = settings.parse();
        if (parse.reference() != null) {
            options.put("reference", parse.reference().toString());
        }
        if (!parse.clientLogs().isEmpty()) {
            options.put("client-log", String.join(" ", parse.clientLogs()));
        }
        if (parse.clientPrefix() != null) {
            options.put("client-prefix", parse.clientPrefix().toString());
        }
        options.put("max-line-bytes", String.valueOf(settings.maxLineBytes()));
        options.put("max-evidence", String.valueOf(settings.maxEvidence()));
        Duration managers = settings.maxGaps().get(SourceRole.MANAGER);
        if (managers != null) {
            options.put("max-gap", managers.toString());
        }
        Duration clients = settings.maxGaps().get(SourceRole.CLIENT);
        if (clients != null) {
            options.put("max-client-gap", clients.toString());
        }
        Instant known = knownSince();
        if (known != null) {
            options.put("history", "since " + known);
        }
        return new AuditReport.Program(ProgramVersion.version(), options);
    }

    private @Nullable Instant knownSince() {
        return from == null ? null : past.knownSince(from);
    }

    private AuditReport.Period period() {
        WindowGrid grid = settings.grid();
        long windows = from == null || to == null ? 0 : grid.count(from, to);
        return new AuditReport.Period(from, to, grid.zone(), grid.length(), windows);
    }

    private List<AuditReport.Source> sources() {
        List<AuditReport.Source> sources = new ArrayList<>();
        Heard heard = reading.heard();
        Inventory inventory = rules.policy().inventory();
        for (SourceRole role : SourceRole.values()) {
            for (Inventory.Machine machine : inventory.with(role, heard.sources())) {
                SourceSummary summary = heard.summary(machine.sources());
                sources.add(new AuditReport.Source(
                        machine.source(),
                        inventory.find(machine.source()) != null,
                        summary.lines(),
                        summary.first(),
                        summary.last(),
                        summary.longestGap()));
            }
        }
        return sources;
    }

    private AuditReport.Summary summary(Iterable<Finding> findings) {
        Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            bySeverity.put(severity, 0L);
        }
        long waived = 0;
        for (Finding finding : findings) {
            if (finding.waiver() == null) {
                bySeverity.merge(finding.rule().severity(), 1L, Long::sum);
            } else {
                waived++;
            }
        }
        return new AuditReport.Summary(
                sum(AuditReport.Input::lines),
                sum(AuditReport.Input::events),
                sum(AuditReport.Input::other),
                sum(AuditReport.Input::malformed),
                sum(AuditReport.Input::outside),
                reading.counts().total(),
                bySeverity,
                waived);
    }

    private long sum(ToLongFunction<AuditReport.Input> part) {
        return reading.ledgers().stream().mapToLong(part).sum();
    }

    private List<AuditReport.WindowResult> windows(NavigableMap<Window, List<Finding>> findings) {
        NavigableMap<Window, SortedMap<String, Long>> events = reading.counts().byWindow();
        TreeSet<Window> shown = new TreeSet<>(events.keySet());
        shown.addAll(findings.keySet());
        List<AuditReport.WindowResult> windows = new ArrayList<>();
        for (Window window : shown) {
            windows.add(new AuditReport.WindowResult(
                    window, events.getOrDefault(window, new TreeMap<>()), findings.getOrDefault(window, List.of())));
        }
        return windows;
    }

    private List<String> notes(@Nullable Changes changes) {
        List<String> notes = new ArrayList<>();
        if (reading.zoneNeeded() && settings.zoneAssumed()) {
            notes.add("Some time stamps name no zone; UTC was assumed. Say the zone with --zone.");
        }
        if (reading.ledgers().stream()
                .anyMatch(input -> input.yearFrom() != null && input.yearFrom().contains("modification"))) {
            notes.add(
                    "Some files state no year; it was taken from their modification time. A copied file has a new one:"
                            + " say when the logs were taken with --reference.");
        }
        if (settings.to() == null) {
            notes.add("Nobody said where the logs end: what did not come within the last wait of a rule may still come."
                    + " Say --to where they are complete.");
        }
        Duration lookBack = rules.compiled().longestLookBack();
        if (from != null && !lookBack.isZero()) {
            Instant known = knownSince();
            if (known == null) {
                notes.add("Rules look back up to " + Span.print(lookBack)
                        + "; of the time before the period nothing is known but what these inputs hold. Keep a history"
                        + " with --history.");
            } else if (known.isAfter(from.minus(lookBack))) {
                notes.add("Rules look back up to " + Span.print(lookBack) + "; the history begins on "
                        + known.atZone(settings.grid().zone()).toLocalDate() + ".");
            }
        }
        if (changes == null) {
            notes.add(past.nothingToCompare());
        }
        return notes;
    }
}

package protectv.audit.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.KeptEvents;
import protectv.audit.engine.WindowFacts;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.Parsed;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.Lists;
import protectv.audit.rule.Severity;

/** One audit from inputs to report: reads all lines, then judges window after window. */
final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    /** Room in {@link Event#seq} for the lines of one input; there may be 2^23 inputs. */
    private static final int LINE_BITS = 40;

    private final AuditSettings settings;
    private final LoadedRules rules;
    private final WindowCounts counts;
    private final List<AuditReport.Input> ledgers = new ArrayList<>();
    private final KeptEvents kept;
    private long lastEvent = Long.MIN_VALUE;
    private boolean zoneNeeded;

    private Audit(AuditSettings settings, LoadedRules rules) {
        this.settings = settings;
        this.rules = rules;
        this.counts = new WindowCounts(settings.grid());
        this.kept = new KeptEvents(rules.compiled());
    }

    static AuditReport of(Inputs inputs, AuditSettings settings, LoadedRules rules) {
        Audit audit = new Audit(settings, rules);
        long index = 0;
        for (InputSource source : inputs.sources()) {
            audit.read(source, index++ << LINE_BITS);
        }
        inputs.missing().forEach(missing -> audit.ledgers.add(notRead(missing.path(), missing.message())));
        return audit.judge();
    }

    private static AuditReport.Input notRead(String path, String problem) {
        return new InputLedger().close(path, new ReadResult("", 0, 0, 0, 0, problem), null);
    }

    private void read(InputSource source, long firstSeq) {
        LineParser parser = LineParser.of(source, settings.parse(), settings.maxLineBytes(), firstSeq);
        InputLedger ledger = new InputLedger();
        ReadResult result = LineReader.read(source, settings.maxLineBytes(), line -> {
            take(parser.parse(line), ledger);
            return true;
        });
        zoneNeeded |= parser.zoneWasNeeded();
        ledgers.add(ledger.close(source.name(), result, parser.yearFrom()));
        LOG.debug("read {}: {} lines", source.name(), result.lines());
    }

    private void take(Parsed parsed, InputLedger ledger) {
        if (parsed instanceof Parsed.Found found) {
            take(found.event(), ledger);
        } else if (parsed instanceof Parsed.Malformed malformed) {
            ledger.addMalformed(malformed.reason());
        } else {
            ledger.addOther();
        }
    }

    private void take(Event event, InputLedger ledger) {
        CompiledRules compiled = rules.compiled();
        lastEvent = Math.max(lastEvent, event.time());
        if (settings.covers(event.time())) {
            ledger.addEvent(event);
            counts.add(event);
            if (settings.keepAll() || compiled.wants(event)) {
                kept.add(event);
            }
        } else {
            ledger.addOutside();
            if (settings.mayRemember(event.time(), compiled.lookBack(event))) {
                kept.add(event);
            }
        }
    }

    private AuditReport judge() {
        kept.sort();
        // Without --to nobody says that the logs are complete: what did not come by their end may still come.
        long knownUntil = settings.to() != null ? settings.to().toEpochMilli() : lastEvent + 1;
        WindowFacts facts = new WindowFacts(List.of(), List.of(), Lists.NONE, knownUntil);
        Judgement judgement = new Judgement(rules.compiled(), kept, settings.maxEvidence(), window -> facts);
        return report(judgement.of(windowsToJudge(), settings.threads()));
    }

    /** Windows in which something can become true: those of an event, and those where a wait after one may end. */
    private Set<Window> windowsToJudge() {
        TreeSet<Window> windows = new TreeSet<>();
        Window last = null;
        for (Event event : kept.all()) {
            for (Duration wait : rules.compiled().graces()) {
                long at = event.time() + wait.toMillis();
                if ((last == null || !last.contains(at)) && settings.covers(at)) {
                    last = settings.grid().windowOf(Instant.ofEpochMilli(at));
                    windows.add(last);
                }
            }
        }
        return windows;
    }

    private AuditReport report(NavigableMap<Window, List<Finding>> findings) {
        NavigableMap<Window, SortedMap<String, Long>> events = counts.byWindow();
        TreeSet<Window> shown = new TreeSet<>(events.keySet());
        shown.addAll(findings.keySet());
        List<AuditReport.WindowResult> windows = new ArrayList<>();
        Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            bySeverity.put(severity, 0L);
        }
        for (Window window : shown) {
            List<Finding> found = findings.getOrDefault(window, List.of());
            found.forEach(finding -> bySeverity.merge(finding.rule().severity(), 1L, Long::sum));
            windows.add(new AuditReport.WindowResult(window, events.getOrDefault(window, new TreeMap<>()), found));
        }
        AuditReport.Summary summary = new AuditReport.Summary(
                sum(AuditReport.Input::lines),
                sum(AuditReport.Input::events),
                sum(AuditReport.Input::other),
                sum(AuditReport.Input::malformed),
                sum(AuditReport.Input::outside),
                counts.total(),
                bySeverity,
                0);
        AuditReport.Rules used = new AuditReport.Rules(
                rules.catalog().digest(), rules.catalog().rules().size(), new TreeMap<>());
        return new AuditReport(
                period(shown), used, ledgers, List.of(), summary, windows, List.of(), List.of(), null, notes());
    }

    private long sum(ToLongFunction<AuditReport.Input> part) {
        return ledgers.stream().mapToLong(part).sum();
    }

    private AuditReport.Period period(SortedSet<Window> shown) {
        WindowGrid grid = settings.grid();
        Instant from = settings.from() != null
                ? settings.from()
                : shown.isEmpty() ? null : shown.first().start();
        Instant to = settings.to() != null
                ? settings.to()
                : shown.isEmpty() ? null : shown.last().end();
        long windows = from == null || to == null ? 0 : grid.count(from, to);
        return new AuditReport.Period(from, to, grid.zone(), grid.length(), windows);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (zoneNeeded && settings.zoneAssumed()) {
            notes.add("Some time stamps name no zone; UTC was assumed. Say the zone with --zone.");
        }
        if (ledgers.stream()
                .anyMatch(input -> input.yearFrom() != null && input.yearFrom().contains("modification"))) {
            notes.add(
                    "Some files state no year; it was taken from their modification time. A copied file has a new one:"
                            + " say when the logs were taken with --reference.");
        }
        return notes;
    }
}

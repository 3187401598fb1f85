package protectv.audit.run;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.RunawayRule;
import protectv.audit.event.Event;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.finding.WaiverLedger;
import protectv.audit.finding.Window;
import protectv.audit.history.RememberedEvents;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineIndex;
import protectv.audit.logfacts.SourceFacts;
import protectv.audit.policy.Inventory;
import protectv.audit.report.AuditReport;
import protectv.audit.report.HtmlReportWriter;
import protectv.audit.rule.Rule;
import protectv.audit.spill.Spill;

/** One audit from inputs to report: reads all lines, then judges window after window. */
public final class Audit {

    /** A stamp of the year 2099 in one line must not cost hours: 5-minute windows of nearly two years. */
    private static final long MOST_WINDOWS = 200_000;

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final AuditSettings settings;
    private final LoadedRules rules;
    private final PastNights past;
    private final Harvest harvest;
    private final Reading reading;
    private final Spill spill;
    private final Watcher watcher;
    private final @Nullable Instant from;
    private final @Nullable Instant to;

    private Audit(
            AuditSettings settings, LoadedRules rules, PastNights past, Harvest harvest, Spill spill, Watcher watcher) {
        this.spill = spill;
        this.watcher = watcher;
        this.settings = settings;
        this.rules = rules;
        this.past = past;
        this.harvest = harvest;
        this.reading = harvest.reading();
        NavigableMap<Window, ?> events = reading.counts().byWindow();
        this.from = settings.from() != null
                ? settings.from()
                : events.isEmpty() ? null : events.firstKey().start();
        this.to = settings.to() != null
                ? settings.to()
                : events.isEmpty() ? null : events.lastKey().end();
    }

    /**
     * What came of an audit.
     *
     * @param remembered events that a later run may need
     * @param lastHeard the last line of each source before the period's end
     * @param indexes where lines begin, by the name of the input
     * @param spill where findings of the report may lie, to be read until this is closed
     */
    public record Result(
            AuditReport report,
            List<Event> remembered,
            List<HeardLine> lastHeard,
            Map<String, LineIndex> indexes,
            Spill spill)
            implements AutoCloseable {

        /** With the lines around the evidence that a page shows. */
        public Result withSurroundings(Inputs inputs, AuditSettings settings) {
            NearbyLines lines = new NearbyLines(inputs, indexes, settings.maxLineBytes());
            return new Result(
                    report.with(lines.around(HtmlReportWriter.central(report))), remembered, lastHeard, indexes, spill);
        }

        @Override
        public void close() {
            spill.close();
        }
    }

    /**
     * Audits on this machine, with nobody looking on.
     *
     * @throws PeriodTooLongException where the period has more windows than can be judged
     */
    public static Result of(Inputs inputs, AuditSettings settings, LoadedRules rules, PastNights past) {
        return of(new LocalSite(InputStream.nullInputStream()), inputs, settings, rules, past, Watcher.NOBODY);
    }

    /** Audits where the inputs were found. */
    public static Result of(
            Site site, Inputs inputs, AuditSettings settings, LoadedRules rules, PastNights past, Watcher watcher) {
        Spill spill = new Spill(settings.room(), settings.threads());
        try {
            Harvest harvest = site.read(inputs, settings, rules, spill, watcher);
            Audit audit = new Audit(settings, rules, past, harvest, spill, watcher);
            audit.checkPeriod();
            return audit.result();
        } catch (RuntimeException | Error e) {
            spill.close();
            throw e;
        }
    }

    private void checkPeriod() {
        if (from == null || to == null) {
            return;
        }
        long windows = settings.grid().count(from, to);
        if (windows > MOST_WINDOWS) {
            throw new PeriodTooLongException(String.format(
                    Locale.ROOT,
                    "the period %s to %s has %,d windows; at most %,d are judged. Name the period with --from and --to,"
                            + " or take a longer --window%s",
                    from,
                    to,
                    windows,
                    MOST_WINDOWS,
                    whoReachesFar()));
        }
    }

    /** Which inputs made the period as long as it is, where nobody named it. */
    private String whoReachesFar() {
        StringBuilder who = new StringBuilder();
        reading.ledgers().stream()
                .filter(input -> settings.from() == null && input.first() != null)
                .min(Comparator.comparing(input -> requireNonNull(input.first())))
                .ifPresent(input -> who.append("; the first event is in ").append(input.path()));
        reading.ledgers().stream()
                .filter(input -> settings.to() == null && input.last() != null)
                .max(Comparator.comparing(input -> requireNonNull(input.last())))
                .ifPresent(input -> who.append("; the last event is in ").append(input.path()));
        return who.toString();
    }

    private Result result() {
        List<Event> earlier = earlier();
        if (from != null) {
            past.lastHeard(from).forEach(reading.heard()::seed);
        }
        LoadedRules judging = rules;
        while (true) {
            try {
                FindingShelf findings = judge(judging, earlier);
                ReportAssembly assembly = new ReportAssembly(settings, judging, past, reading, from, to);
                return new Result(
                        assembly.report(findings), toRemember(earlier), lastHeard(), reading.indexes(), spill);
            } catch (RunawayRule e) {
                LOG.error("{}; the audit begins again without it", e.getMessage());
                // Another window may have been in time, on this machine and today: the rule counts nowhere.
                judging = judging.stopped(e);
            }
        }
    }

    /** What rules need of the time before the period: read in these inputs, or by an earlier run. */
    private List<Event> earlier() {
        if (from == null) {
            return List.of();
        }
        CompiledRules compiled = rules.compiled();
        List<Event> stored = past.remembered(from.minus(compiled.longestLookBack()), from).stream()
                .filter(event -> compiled.isNeededAt(from, event))
                .toList();
        return RememberedEvents.merge(stored, reading.before());
    }

    private FindingShelf judge(LoadedRules judging, List<Event> earlier) {
        // Without --to nobody says that the logs are complete: what did not come by their end may still come.
        long knownUntil = settings.to() != null ? settings.to().toEpochMilli() : reading.lastTime() + 1;
        Circumstances circumstances = new Circumstances(
                rules.policy().inventory(), rules.policy().lists(), reading.heard(), reading.files(), knownUntil);
        WaiverLedger waivers = new WaiverLedger(
                judging.policy().waivers(),
                settings.grid().zone(),
                judging.catalog().rules().stream().map(Rule::id).toList());
        FindingShelf findings = new FindingShelf(waivers, spill);
        harvest.judge(
                windowsToJudge(circumstances.sources(rules.compiled()), earlier),
                earlier,
                judging,
                circumstances,
                watcher,
                findings::add);
        return findings;
    }

    /** Windows in which something can become true: those of an event, and those in which a wait or a silence may end. */
    private SortedSet<Window> windowsToJudge(SourceFacts sources, List<Event> earlier) {
        TreeSet<Window> windows = new TreeSet<>();
        if (from == null || to == null) {
            return windows;
        }
        // Only what is expected can be missing from a window in which nothing happened.
        if (rules.compiled().asksForEveryWindow() && !rules.policy().inventory().equals(Inventory.EMPTY)) {
            settings.grid().between(from, to).forEach(windows::add);
            return windows;
        }
        EventTimes events = new EventTimes(reading.counts().byWindow().keySet(), earlier);
        for (Window window : settings.grid().between(from, to)) {
            boolean asked = rules.compiled().graces().stream()
                    .anyMatch(wait -> events.mayHave(
                            window.start().minus(wait), window.end().minus(wait)));
            if (asked) {
                windows.add(window);
            }
        }
        reading.files().forEach(file -> add(file.time(), windows));
        sources.forEachMoment(moment -> add(moment.toEpochMilli(), windows));
        return windows;
    }

    private void add(long time, SortedSet<Window> windows) {
        if (from != null && to != null && time >= from.toEpochMilli() && time < to.toEpochMilli()) {
            windows.add(settings.grid().windowOf(Instant.ofEpochMilli(time)));
        }
    }

    private List<Event> toRemember(List<Event> earlier) {
        if (to == null || !past.remember()) {
            return List.of();
        }
        List<Event> needed = new ArrayList<>(earlier.stream()
                .filter(event -> rules.compiled().isNeededAt(to, event))
                .toList());
        needed.addAll(harvest.neededAt(to));
        return needed;
    }

    private List<HeardLine> lastHeard() {
        List<HeardLine> lines = new ArrayList<>();
        if (to != null) {
            for (LogSource source : reading.heard().sources()) {
                HeardLine last = reading.heard().lastBefore(source, to);
                if (last != null) {
                    lines.add(last);
                }
            }
        }
        return lines;
    }
}

package protectv.audit.cli;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.event.HeardLine;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Life;
import protectv.audit.finding.PastFinding;
import protectv.audit.history.BaselineReport;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;
import protectv.audit.history.PastFindings;
import protectv.audit.history.PastRun;
import protectv.audit.history.RunRecord;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.run.Audit;
import protectv.audit.run.PastNights;

/**
 * Earlier runs as a history database and an earlier report tell of them. Where both are given, changes are told since the
 * report.
 */
record Nights(@Nullable History history, @Nullable BaselineReport baseline) implements PastNights {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ENGLISH);

    /** Nights that a report shows beside its own: a month of them. */
    private static final int TREND = 30;

    /** A question to the history. */
    private interface Question<T> {

        T ask(History history) throws HistoryException;
    }

    /** A run's period for people, in the zone of the run. */
    static String period(PastRun run) {
        ZoneId zone = ZoneId.of(run.zone());
        return TIME.format(run.from().atZone(zone)) + " to "
                + TIME.format(run.to().atZone(zone));
    }

    @Override
    public String nothingToCompare() {
        return history == null
                ? PastNights.NONE.nothingToCompare()
                : "The history holds no earlier run, so nothing was compared: what is new is told from the next run on.";
    }

    @Override
    public List<Event> remembered(Instant from, Instant before) {
        return ask(known -> known.remembered(from, before), List.of());
    }

    @Override
    public List<HeardLine> lastHeard(Instant before) {
        return ask(known -> known.lastHeard(before), List.of());
    }

    @Override
    public @Nullable Instant knownSince(Instant before) {
        return ask(known -> known.knownSince(before), Optional.<Instant>empty()).orElse(null);
    }

    @Override
    public boolean remember() {
        return history != null;
    }

    @Override
    public @Nullable Changes changes(Iterable<Finding> findings, @Nullable Instant to) {
        if (baseline != null) {
            return PastFindings.changes(baseline.period(), baseline.findings(), Set.of(), PastFindings.of(findings));
        }
        if (history == null || to == null) {
            return null;
        }
        Optional<PastRun> before = ask(known -> known.runBefore(to), Optional.<PastRun>empty());
        if (before.isEmpty()) {
            return null;
        }
        PastRun run = before.get();
        List<PastFinding> now = PastFindings.of(findings);
        Map<String, Instant> firstSeen = ask(known -> known.firstSeenBefore(to), Map.of());
        List<PastRun> last = ask(known -> known.lastBefore(to, TREND), List.of());
        return PastFindings.changes(period(run), ask(known -> known.findings(run), List.of()), firstSeen.keySet(), now)
                .with(ask(known -> known.trend(last), List.of()), lives(now, firstSeen, last));
    }

    private Map<String, Life> lives(List<PastFinding> now, Map<String, Instant> firstSeen, List<PastRun> last) {
        Set<String> known = now.stream().map(PastFinding::fingerprint).collect(Collectors.toSet());
        known.retainAll(firstSeen.keySet());
        Map<String, BitSet> appearances = ask(nights -> nights.appearances(last, known), Map.of());
        Map<String, Life> lives = new HashMap<>();
        for (String fingerprint : known) {
            BitSet found = appearances.getOrDefault(fingerprint, new BitSet());
            lives.put(
                    fingerprint,
                    new Life(
                            requireNonNull(firstSeen.get(fingerprint)),
                            IntStream.range(0, last.size()).mapToObj(found::get).toList()));
        }
        return lives;
    }

    /** Keeps what a run found and what a later one needs of it; nothing where there is no history or no period. */
    void record(Audit.Result result, RuleCatalog rules, ExitCode code) throws HistoryException {
        AuditReport report = result.report();
        Instant from = report.period().from();
        Instant to = report.period().to();
        if (history == null || from == null || to == null) {
            return;
        }
        RunRecord run = new RunRecord(
                from,
                to,
                report.period().zone().getId(),
                report.period().window().toString(),
                report.rules().digest(),
                digests(rules),
                NightFacts.origins(report, rules),
                report.inputs().size(),
                report.summary().lines(),
                report.summary().events(),
                code.name().toLowerCase(Locale.ROOT));
        history.record(run, PastFindings.of(report.findings()), result.remembered(), result.lastHeard());
    }

    private static SortedMap<String, String> digests(RuleCatalog rules) {
        SortedMap<String, String> digests = new TreeMap<>();
        rules.rules().forEach(rule -> digests.put(rule.id().value(), rule.digest()));
        return digests;
    }

    private <T> T ask(Question<T> question, T without) {
        if (history == null) {
            return without;
        }
        try {
            return question.ask(history);
        } catch (HistoryException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}

package protectv.audit.history;

import java.time.Instant;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Changes;
import protectv.audit.finding.PastFinding;
import protectv.audit.rule.Severity;

/** Runs, their findings and the last lines they heard, as rows. */
final class RunRows {

    private static final String RUN_COLUMNS =
            "r.id, r.period_from, r.period_to, r.zone, r.window_size, r.rules_digest, r.inputs, r.lines, r.events,"
                    + " r.exit_word, (select count(*) from finding c where c.run_id = r.id) as found";

    private static final String FINDING_COLUMNS =
            "f.fingerprint, f.rule, f.title, f.severity, f.subject, f.times, f.first_seen, f.last_seen";

    private static final RowMapper<PastRun> RUN = (row, context) -> new PastRun(
            row.getLong("id"),
            Instant.ofEpochMilli(row.getLong("period_from")),
            Instant.ofEpochMilli(row.getLong("period_to")),
            AsciiText.read(row.getString("zone")),
            AsciiText.read(row.getString("window_size")),
            AsciiText.read(row.getString("rules_digest")),
            row.getLong("inputs"),
            row.getLong("lines"),
            row.getLong("events"),
            AsciiText.read(row.getString("exit_word")),
            row.getLong("found"));

    private static final RowMapper<PastFinding> FINDING = (row, context) -> new PastFinding(
            AsciiText.read(row.getString("fingerprint")),
            AsciiText.read(row.getString("rule")),
            AsciiText.read(row.getString("title")),
            Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
            AsciiText.read(row.getString("subject")),
            row.getLong("times"),
            Instant.ofEpochMilli(row.getLong("first_seen")),
            Instant.ofEpochMilli(row.getLong("last_seen")));

    private static final RowMapper<HeardLine> HEARD = (row, context) -> new HeardLine(
            new LogSource(
                    SourceRole.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                    AsciiText.read(row.getString("name"))),
            row.getLong("time"),
            new SourceRef(
                    AsciiText.read(row.getString("file")),
                    row.getLong("line"),
                    AsciiText.read(row.getString("content"))));

    private final Handle handle;

    RunRows(Handle handle) {
        this.handle = handle;
    }

    /** Whether there was one of this period. */
    boolean deleteSame(RunRecord run) {
        List<Long> same = handle.createQuery("select id from run where period_from = :from and period_to = :to"
                        + " and zone = :zone and window_size = :window")
                .bind("from", Millis.of(run.from()))
                .bind("to", Millis.of(run.to()))
                .bind("zone", AsciiText.write(run.zone()))
                .bind("window", AsciiText.write(run.window()))
                .mapTo(Long.class)
                .list();
        for (long id : same) {
            handle.execute("delete from finding where run_id = ?", id);
            handle.execute("delete from heard where run_id = ?", id);
            handle.execute("delete from run_rule where run_id = ?", id);
            new OriginRows(handle).delete(id);
            handle.execute("delete from run where id = ?", id);
        }
        return !same.isEmpty();
    }

    void insert(RunRecord run, List<PastFinding> findings, List<HeardLine> heard) {
        // Not the database's own counter: SQLite and PostgreSQL write that in different words, and one run writes at a
        // time.
        long id = handle.createQuery("select coalesce(max(id), 0) + 1 from run")
                .mapTo(Long.class)
                .one();
        handle.execute(
                "insert into run values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                Millis.of(run.from()),
                Millis.of(run.to()),
                AsciiText.write(run.zone()),
                AsciiText.write(run.window()),
                AsciiText.write(run.rulesDigest()),
                run.inputs(),
                run.lines(),
                run.events(),
                AsciiText.write(run.exit()));
        insertRules(id, run.ruleDigests());
        new OriginRows(handle).insert(id, run.origins());
        insertFindings(id, findings);
        insertHeard(id, heard);
    }

    private void insertRules(long run, SortedMap<String, String> digests) {
        if (digests.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into run_rule values (?, ?, ?)");
        digests.forEach((rule, digest) -> batch.add(run, AsciiText.write(rule), AsciiText.write(digest)));
        batch.execute();
    }

    private void insertFindings(long run, List<PastFinding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        long place = 0;
        for (PastFinding finding : findings) {
            batch.add(
                    run,
                    place++,
                    AsciiText.write(finding.fingerprint()),
                    AsciiText.write(finding.rule()),
                    AsciiText.write(finding.title()),
                    finding.severity().label(),
                    AsciiText.write(finding.subject()),
                    finding.count(),
                    Millis.of(finding.firstSeen()),
                    Millis.of(finding.lastSeen()));
        }
        batch.execute();
    }

    private void insertHeard(long run, List<HeardLine> heard) {
        if (heard.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into heard values (?, ?, ?, ?, ?, ?, ?)");
        for (HeardLine line : heard) {
            batch.add(
                    run,
                    line.source().role().label(),
                    AsciiText.write(line.source().name()),
                    line.time(),
                    AsciiText.write(line.at().file()),
                    line.at().line(),
                    AsciiText.write(line.at().text()));
        }
        batch.execute();
    }

    /** By the end of their periods, of equal ones the one recorded last at the end. */
    List<PastRun> runs() {
        return handle.createQuery("select " + RUN_COLUMNS + " from run r order by r.period_to, r.id")
                .map(RUN)
                .list();
    }

    /** By run and rule; nothing of runs that were recorded before digests were. */
    SortedMap<Long, SortedMap<String, String>> ruleDigests() {
        SortedMap<Long, SortedMap<String, String>> digests = new TreeMap<>();
        handle.createQuery("select run_id, rule, digest from run_rule")
                .map((row, context) -> digests.computeIfAbsent(row.getLong("run_id"), run -> new TreeMap<>())
                        .put(AsciiText.read(row.getString("rule")), AsciiText.read(row.getString("digest"))))
                .list();
        return digests;
    }

    List<PastFinding> findings(long run) {
        return handle.createQuery(
                        "select " + FINDING_COLUMNS + " from finding f where f.run_id = :run order by f.place")
                .bind("run", run)
                .map(FINDING)
                .list();
    }

    /** When each finding of runs that ended before happened first, by fingerprint. */
    Map<String, Instant> firstSeenBefore(Instant to) {
        Map<String, Instant> first = new HashMap<>();
        handle.createQuery("select f.fingerprint, min(f.first_seen) from finding f join run r on r.id = f.run_id"
                        + " where r.period_to < :to group by f.fingerprint")
                .bind("to", Millis.of(to))
                .map((row, context) ->
                        first.put(AsciiText.read(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))))
                .forEach(before -> {});
        return first;
    }

    /** The last runs that ended before, by time. */
    List<PastRun> lastBefore(Instant to, int runs) {
        List<PastRun> last = handle.createQuery("select " + RUN_COLUMNS
                        + " from run r where r.period_to < :to order by r.period_to desc, r.id desc limit :runs")
                .bind("to", Millis.of(to))
                .bind("runs", runs)
                .map(RUN)
                .list();
        Collections.reverse(last);
        return last;
    }

    /** In which of the runs a finding was, as places in their list; of those findings that are asked for. */
    Map<String, BitSet> appearances(List<PastRun> runs, Set<String> fingerprints) {
        Map<String, BitSet> appearances = new HashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            int place = i;
            handle.createQuery("select fingerprint from finding where run_id = :run")
                    .bind("run", runs.get(i).id())
                    .map((row, context) -> AsciiText.read(row.getString(1)))
                    .filter(fingerprints::contains)
                    .forEach(found -> appearances
                            .computeIfAbsent(found, fingerprint -> new BitSet())
                            .set(place));
        }
        return appearances;
    }

    /** What those runs found. */
    List<Changes.Night> trend(List<PastRun> last) {
        Map<Long, Map<Severity, Long>> counts = new HashMap<>();
        if (last.isEmpty()) {
            return List.of();
        }
        handle.createQuery(
                        "select run_id, severity, count(*) from finding where run_id in (<ids>) group by run_id, severity")
                .bindList("ids", last.stream().map(PastRun::id).toList())
                .map((row, context) -> counts.computeIfAbsent(row.getLong(1), run -> new EnumMap<>(Severity.class))
                        .put(
                                Severity.valueOf(
                                        AsciiText.read(row.getString(2)).toUpperCase(Locale.ROOT)),
                                row.getLong(3)))
                .list();
        return last.stream()
                .map(run -> new Changes.Night(run.from(), run.to(), counts.getOrDefault(run.id(), Map.of())))
                .toList();
    }

    List<Appearance> life(String fingerprintOrRule) {
        return handle.createQuery("select " + RUN_COLUMNS + ", " + FINDING_COLUMNS
                        + " from finding f join run r on r.id = f.run_id"
                        + " where f.fingerprint = :asked or f.rule = :asked order by r.period_to, r.id, f.place")
                .bind("asked", AsciiText.write(fingerprintOrRule))
                .map((row, context) -> new Appearance(RUN.map(row, context), FINDING.map(row, context)))
                .list();
    }

    List<HeardLine> lastHeard(Instant before) {
        return handle.createQuery("select role, name, time, file, line, content from (select h.*, row_number() over"
                        + " (partition by role, name order by time desc, run_id desc, line desc) as nth"
                        + " from heard h where time < :before) latest where nth = 1")
                .bind("before", Millis.of(before))
                .map(HEARD)
                .list();
    }

    Pruned deleteUntil(Instant before) {
        long millis = Millis.of(before);
        String old = "in (select id from run where period_to <= ?)";
        long findings = handle.execute("delete from finding where run_id " + old, millis);
        long heard = handle.execute("delete from heard where run_id " + old, millis);
        handle.execute("delete from run_rule where run_id " + old, millis);
        new OriginRows(handle).deleteUntil(millis);
        long runs = handle.execute("delete from run where period_to <= ?", millis);
        return new Pruned(runs, findings, 0, heard);
    }
}

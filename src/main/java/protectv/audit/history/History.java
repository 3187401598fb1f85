package protectv.audit.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import protectv.audit.event.Event;
import protectv.audit.event.HeardLine;
import protectv.audit.finding.Changes;
import protectv.audit.finding.PastFinding;

/**
 * What earlier runs found and what the rules must look back on, in a SQLite file or a PostgreSQL database. One connection:
 * for one thread at a time. Several processes may use the same history; who writes second waits.
 */
public final class History implements AutoCloseable {

    private interface Work<T> {
        T with(Handle handle);
    }

    private final Location location;
    private final Handle handle;

    private History(Location location, Handle handle) {
        this.location = location;
        this.handle = handle;
    }

    /**
     * Opens a history; makes the file and the tables where there are none, and brings older tables up to date.
     *
     * @param fileOrUrl a file, or {@code postgresql://user:password@host:port/database}
     */
    public static History open(String fileOrUrl) throws HistoryException {
        return open(Location.of(fileOrUrl, true));
    }

    /** As {@link #open(String)}, but a file that is not there is an error. */
    public static History openExisting(String fileOrUrl) throws HistoryException {
        return open(Location.of(fileOrUrl, false));
    }

    private static History open(Location location) throws HistoryException {
        try {
            // First a plain connection: Flyway hides why it gets none.
            Connection connection = location.source().getConnection();
            try {
                Schema.bringUpToDate(location);
                return new History(location, Jdbi.open(connection));
            } catch (HistoryException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw Trouble.of(location, "opened", e);
        }
    }

    /** How this history is named to people: without a password. */
    public String shown() {
        return location.shown();
    }

    /**
     * Records a run: all of it or, if it fails or the process dies, nothing. It replaces a run of the same period, zone
     * and window, and the remembered events of that period. An event that is stored already is not stored again: of equal
     * lines (same fact, time and text) there are as many as the run that had most of them had.
     *
     * @param remembered events that later runs look back on, from any time
     * @param lastHeard the last line of each source
     */
    public void record(
            RunRecord run, List<PastFinding> findings, List<? extends Event> remembered, List<HeardLine> lastHeard)
            throws HistoryException {
        write(h -> {
            RunRows runs = new RunRows(h);
            EventRows events = new EventRows(h);
            if (runs.deleteSame(run)) {
                events.deleteBetween(run.from(), run.to());
            }
            runs.insert(run, findings, lastHeard);
            events.insertMissing(List.copyOf(remembered));
            return run;
        });
    }

    /** The run with the latest period that ends before, not at, this time; of several the one recorded last. */
    public Optional<PastRun> runBefore(Instant to) throws HistoryException {
        return read(h -> new RunRows(h).lastBefore(to, 1).stream().findFirst());
    }

    /** In the order in which they were recorded. */
    public List<PastFinding> findings(PastRun run) throws HistoryException {
        return read(h -> new RunRows(h).findings(run.id()));
    }

    /** When each finding of runs whose period ends before, not at, this time happened first, by fingerprint. */
    public Map<String, Instant> firstSeenBefore(Instant to) throws HistoryException {
        return read(h -> new RunRows(h).firstSeenBefore(to));
    }

    /**
     * The remembered events of a time, by time and then as they were recorded. They equal what was recorded but for
     * {@code seq}, which is negative and of each event its own.
     *
     * @param from inclusive
     * @param before exclusive
     */
    public List<Event> remembered(Instant from, Instant before) throws HistoryException {
        return read(h -> new EventRows(h).between(from, before));
    }

    /** Of each source the latest recorded line that is earlier than this, by source. */
    public List<HeardLine> lastHeard(Instant before) throws HistoryException {
        return read(h -> new RunRows(h)
                .lastHeard(before).stream()
                        .sorted(Comparator.comparing(HeardLine::source))
                        .toList());
    }

    /** The start of the unbroken stretch of recorded periods that reaches up to this time or beyond; empty if none does. */
    public Optional<Instant> knownSince(Instant before) throws HistoryException {
        Instant known = before;
        for (PastRun run : runs().stream()
                .sorted(Comparator.comparing(PastRun::to).reversed())
                .toList()) {
            if (run.to().isBefore(known)) {
                break;
            }
            if (run.from().isBefore(known)) {
                known = run.from();
            }
        }
        return known.equals(before) ? Optional.empty() : Optional.of(known);
    }

    /** The last runs whose period ends before, not at, this time; by time. */
    public List<PastRun> lastBefore(Instant to, int runs) throws HistoryException {
        return read(h -> new RunRows(h).lastBefore(to, runs));
    }

    /** What each of those runs found. */
    public List<Changes.Night> trend(List<PastRun> runs) throws HistoryException {
        return read(h -> new RunRows(h).trend(runs));
    }

    /** Which of those runs had a finding, as places in their list; findings that none of them had are left out. */
    public Map<String, BitSet> appearances(List<PastRun> runs, Set<String> fingerprints) throws HistoryException {
        return read(h -> new RunRows(h).appearances(runs, fingerprints));
    }

    /** All, by the end of their periods. */
    public List<PastRun> runs() throws HistoryException {
        return read(h -> new RunRows(h).runs());
    }

    /**
     * What each run judged by: the SHA-256 of each rule's text, by id of the run and of the rule. Runs that an older version
     * recorded have none.
     */
    public SortedMap<Long, SortedMap<String, String>> ruleDigests() throws HistoryException {
        return read(h -> new RunRows(h).ruleDigests());
    }

    /** What a run was made from; empty where an older version recorded it. */
    public Optional<RunOrigins> origins(PastRun run) throws HistoryException {
        return read(h -> new OriginRows(h).of(run.id()));
    }

    /** Where a finding, or any finding of a rule, appeared, by the end of the runs' periods. */
    public List<Appearance> life(String fingerprintOrRule) throws HistoryException {
        return read(h -> new RunRows(h).life(fingerprintOrRule));
    }

    /**
     * Forgets runs whose period ended at or before this time, what they found and heard, and remembered events that are
     * older. A SQLite file shrinks and no longer holds the text.
     */
    public Pruned prune(Instant before) throws HistoryException {
        Pruned pruned = write(h -> {
            Pruned runs = new RunRows(h).deleteUntil(before);
            long events = new EventRows(h).deleteBetween(Instant.MIN, before);
            return new Pruned(runs.runs(), runs.findings(), events, runs.heardLines());
        });
        if (location.sqlite()) {
            read(h -> h.execute("vacuum"));
        }
        return pruned;
    }

    private <T> T read(Work<T> work) throws HistoryException {
        try {
            return work.with(handle);
        } catch (JdbiException | IllegalArgumentException e) {
            throw Trouble.of(location, "read", e);
        }
    }

    private <T> T write(Work<T> work) throws HistoryException {
        try {
            return handle.inTransaction(h -> {
                if (!location.sqlite()) {
                    // One writer at a time, as in SQLite: two that replace the same run would both miss the other's
                    // rows.
                    h.execute("set local lock_timeout = '" + Location.PATIENCE_SECONDS + "s'");
                    h.execute("lock table run in exclusive mode");
                }
                return work.with(h);
            });
        } catch (JdbiException | IllegalArgumentException e) {
            throw Trouble.of(location, "written", e);
        }
    }

    /** Frees the connection. What was recorded is safe before. */
    @Override
    public void close() {
        handle.close();
    }
}

package protectv.audit.history;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import protectv.audit.event.Event;

/** Remembered events as rows. */
final class EventRows {

    /** Rows that are sent at once: enough to make the way to a server cheap, and little to hold. */
    private static final int BATCH = 500;

    /**
     * Makes a seq of a row's number: negative, so that no event of the logs has it, ascending as the events were read, the
     * same whenever it is read, and exact in JSON, whose readers know 53 bits.
     */
    private static final long FIRST_SEQ = -(1L << 52);

    private record Identity(long time, String fact, String lineDigest) {}

    private final Handle handle;

    EventRows(Handle handle) {
        this.handle = handle;
    }

    long deleteBetween(Instant from, Instant before) {
        return handle.execute(
                "delete from remembered where time >= ? and time < ?", Millis.of(from), Millis.of(before));
    }

    /** Stores of equal lines as many as there are more of than are stored. */
    void insertMissing(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        Map<Identity, Integer> stored = stored(events);
        long id = handle.createQuery("select coalesce(max(id), 0) from remembered")
                .mapTo(Long.class)
                .one();
        PreparedBatch batch = handle.prepareBatch("insert into remembered values (?, ?, ?, ?, ?, ?)");
        for (Event event : events) {
            Identity identity = new Identity(event.time(), EventJson.fact(event), EventJson.lineDigest(event));
            int had = stored.getOrDefault(identity, 0);
            if (had > 0) {
                stored.put(identity, had - 1);
                continue;
            }
            batch.add(
                    ++id,
                    event.time(),
                    identity.fact(),
                    event.kind().name(),
                    identity.lineDigest(),
                    EventJson.write(event));
            if (batch.size() == BATCH) {
                batch.execute();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private Map<Identity, Integer> stored(List<Event> events) {
        LongSummaryStatistics times = events.stream().mapToLong(Event::time).summaryStatistics();
        Map<Identity, Integer> stored = new HashMap<>();
        handle.createQuery("select time, fact, line_digest from remembered where time >= :from and time <= :to")
                .bind("from", times.getMin())
                .bind("to", times.getMax())
                .map((row, context) -> new Identity(row.getLong(1), row.getString(2), row.getString(3)))
                .forEach(identity -> stored.merge(identity, 1, Integer::sum));
        return stored;
    }

    List<Event> between(Instant from, Instant before) {
        return handle.createQuery("select id, fact, content from remembered where time >= :from and time < :before"
                        + " order by time, id")
                .bind("from", Millis.of(from))
                .bind("before", Millis.of(before))
                .map((row, context) -> EventJson.read(row.getString(2), row.getString(3), FIRST_SEQ + row.getLong(1)))
                .list();
    }
}

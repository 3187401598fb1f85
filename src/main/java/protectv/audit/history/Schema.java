package protectv.audit.history;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the tables of a history to the form that this version knows. */
final class Schema {

    /** Two first runs on a new SQLite file get into each other's way: who comes second finds the work done. */
    private static final int TRIES = 3;

    private Schema() {}

    static void bringUpToDate(Location location) throws HistoryException {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(location.source())
                .locations("classpath:protectv/audit/history")
                .table("history_schema")
                .load();
        for (int tried = 1; ; tried++) {
            try {
                refuseNewer(location, flyway);
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (tried == TRIES) {
                    throw Trouble.sqlCause(e) == null ? foreign(location, e) : Trouble.of(location, "opened", e);
                }
            }
        }
    }

    private static void refuseNewer(Location location, Flyway flyway) throws HistoryException {
        boolean newer = Arrays.stream(flyway.info().applied())
                .map(MigrationInfo::getState)
                .anyMatch(state -> state.isApplied() && !state.isResolved());
        if (newer) {
            throw new HistoryException(
                    "history: " + location.shown()
                            + " was written by a newer protectv-audit; use that version or another history",
                    null);
        }
    }

    private static HistoryException foreign(Location location, FlywayException e) {
        return new HistoryException(
                "history: " + location.shown() + " holds tables that are not of this program, or that were changed;"
                        + " give a file or a database of its own (" + Trouble.firstLine(e.getMessage()) + ")",
                e);
    }
}

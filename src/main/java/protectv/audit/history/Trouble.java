package protectv.audit.history;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteException;

/** What went wrong in a database, in words for those who run it. */
final class Trouble {

    private static final String IN_USE = "another run has been using it for " + Location.PATIENCE_SECONDS
            + " seconds; try again when that has ended";

    private Trouble() {}

    /** @param doing what was tried: {@code opened}, {@code read}, {@code written} */
    static HistoryException of(Location location, String doing, Exception e) {
        SQLException sql = sqlCause(e);
        String why = sql == null ? e.getClass().getSimpleName() + ": " + firstLine(e.getMessage()) : remedy(sql);
        return new HistoryException("history: " + location.shown() + " cannot be " + doing + ": " + why, e);
    }

    static @Nullable SQLException sqlCause(Throwable e) {
        Throwable at = e;
        // A chain of causes may be long but is not endless; one that is a ring would be.
        for (int depth = 0; at != null && depth < 50; depth++) {
            if (at instanceof SQLException sql) {
                return sql;
            }
            at = at.getCause();
        }
        return null;
    }

    private static String remedy(SQLException e) {
        String remedy = e instanceof SQLiteException sqlite ? sqlite(sqlite) : postgresql(e.getSQLState());
        if (e.getCause() instanceof NativeLibraryNotFoundException) {
            return "SQLite's native code cannot be loaded; set PROTECTV_AUDIT_TMPDIR to a folder that this user may write"
                    + " and that is not mounted noexec";
        }
        String said = " (" + firstLine(e.getMessage()) + ")";
        return remedy == null ? firstLine(e.getMessage()) : remedy + said;
    }

    private static @Nullable String sqlite(SQLiteException e) {
        // The low byte is the main code; the rest says more than a remedy needs.
        return switch (e.getResultCode().code & 0xff) {
            case 5, 6 ->
                "another run has been using it for " + Location.PATIENCE_SECONDS
                        + " seconds; try again when that has ended";
            case 8 -> "it, or its folder, is read-only; give this user the right to write both";
            case 10 -> "the disk failed; look at the system's log, then restore the last backup if need be";
            case 11 -> "the file is damaged; restore the last backup";
            case 13 -> "the disk is full; make room and run again: nothing of this run was recorded";
            case 14 -> "it cannot be opened; give this user the right to read and write the file and its folder";
            case 26 -> "it is not a SQLite database; give another file";
            default -> null;
        };
    }

    private static @Nullable String postgresql(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return switch (state) {
            case "28P01", "28000", "08004" ->
                "the server refuses this user or password; check both, and the server's" + " pg_hba.conf";
            case "3D000" -> "there is no such database; create it, owned by this user";
            case "42501" -> "this user may not do that; make it the owner of the database";
            case "55P03" -> IN_USE;
            case "25006" -> "the server is read-only; give the URL of the primary";
            case "53100" -> "the server's disk is full; make room and run again: nothing of this run was recorded";
            default ->
                state.startsWith("08") || state.startsWith("57P")
                        ? "the server cannot be reached or went away; check host and port, and that it runs"
                        : null;
        };
    }

    static String firstLine(@Nullable String text) {
        return text == null ? "no more is known" : text.lines().findFirst().orElse("");
    }
}

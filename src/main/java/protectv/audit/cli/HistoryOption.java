package protectv.audit.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;

/** Where the memory between nights is. */
final class HistoryOption {

    @Option(
            names = "--history",
            paramLabel = "FILE|URL",
            defaultValue = "${env:PROTECTV_AUDIT_HISTORY}",
            description =
                    "What nights remember of each other: an SQLite file, or postgresql://user@host/database. Default:"
                            + " the environment variable PROTECTV_AUDIT_HISTORY; without either, nothing is remembered.")
    private @Nullable String location;

    /** The history, made where it is not there yet; null where none was named. */
    @Nullable History open() throws HistoryException {
        return location == null || location.isEmpty() ? null : History.open(location);
    }

    /** The history that must be there. */
    History existing() throws HistoryException {
        if (location == null || location.isEmpty()) {
            throw new UsageException("name the history with --history, or with PROTECTV_AUDIT_HISTORY");
        }
        return History.openExisting(location);
    }
}

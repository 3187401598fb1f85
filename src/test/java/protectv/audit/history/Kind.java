package protectv.audit.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The kinds of databases that hold a history. */
enum Kind {
    SQLITE {
        @Override
        String fresh(Path dir) {
            return dir.resolve("history.db").toString();
        }

        @Override
        Connection connect(String fresh) throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + fresh);
        }
    },
    POSTGRESQL {
        @Override
        String fresh(Path dir) throws Exception {
            return PostgresServer.get().newDatabase();
        }

        @Override
        Connection connect(String fresh) throws Exception {
            return PostgresServer.get().connect(fresh.substring(fresh.lastIndexOf('/') + 1));
        }
    };

    /** Where a history can be made. */
    abstract String fresh(Path dir) throws Exception;

    /** Past the history, to look at it or to harm it. */
    abstract Connection connect(String fresh) throws Exception;
}

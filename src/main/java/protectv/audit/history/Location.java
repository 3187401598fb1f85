package protectv.audit.history;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Where a history is.
 *
 * @param shown for messages: without a password
 */
record Location(String shown, boolean sqlite, DataSource source) {

    /** A run that finds the database in use waits so long: another one's transaction takes a second or two. */
    static final int PATIENCE_SECONDS = 30;

    private static final int CONNECT_SECONDS = 10;

    /** Creates the SQLite file if there is none and {@code create} says so. */
    static Location of(String fileOrUrl, boolean create) throws HistoryException {
        String lower = fileOrUrl.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:postgresql:")) {
            return postgresql(fileOrUrl.substring("jdbc:".length()));
        }
        if (lower.startsWith("postgresql:") || lower.startsWith("postgres:")) {
            return postgresql(fileOrUrl);
        }
        if (lower.startsWith("jdbc:") || lower.contains("://")) {
            throw new HistoryException(
                    "history: only a file or postgresql://user:password@host:port/database can be given, not a URL that"
                            + " starts with " + fileOrUrl.substring(0, fileOrUrl.indexOf(':') + 1),
                    null);
        }
        return sqlite(fileOrUrl, create);
    }

    private static Location sqlite(String name, boolean create) throws HistoryException {
        Path file;
        try {
            file = Path.of(name);
        } catch (InvalidPathException e) {
            throw new HistoryException("history: not a file name: " + AsciiText.write(name), e);
        }
        // The driver takes what follows a question mark for its own settings.
        if (name.isBlank() || name.indexOf('?') >= 0) {
            throw new HistoryException(
                    "history: not a usable file name: \"" + AsciiText.write(name)
                            + "\"; give one that is not empty and has no question mark",
                    null);
        }
        if (Files.isDirectory(file)) {
            throw new HistoryException(
                    "history: " + name + " is a folder; give the name of a file, such as " + file.resolve("history.db"),
                    null);
        }
        if (!Files.exists(file)) {
            if (!create) {
                throw new HistoryException(
                        "history: there is no file " + name + "; a run with this history makes it", null);
            }
            create(file);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_SECONDS * 1000);
        config.enforceForeignKeys(true);
        // A transaction that began by reading cannot be let wait by SQLite when it starts to write.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        // One file at rest: what is copied is all of it.
        config.setJournalMode(SQLiteConfig.JournalMode.DELETE);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // Log lines that were pruned are gone from the file too.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return new Location(name, true, source);
    }

    /** Before SQLite opens it: it would make a file that all may read. */
    private static void create(Path file) throws HistoryException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            // Another run was faster: its file is as good.
        } catch (IOException e) {
            throw new HistoryException(
                    "history: " + file + " cannot be created (" + e.getClass().getSimpleName()
                            + "); its folder must exist and be writable",
                    e);
        }
    }

    private static Location postgresql(String url) throws HistoryException {
        // No cause is kept where the text could not be read: its message has the URL, and so the password.
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unreadable();
        }
        String path = uri.getRawPath();
        String host = uri.getHost();
        if (host == null || path == null || path.length() < 2) {
            throw unreadable();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        source.setPortNumbers(new int[] {port});
        String database = decoded(path.substring(1));
        source.setDatabaseName(database);
        source.setApplicationName("protectv-audit");
        source.setConnectTimeout(CONNECT_SECONDS);
        String login = uri.getRawUserInfo();
        if (login != null) {
            int colon = login.indexOf(':');
            source.setUser(decoded(colon < 0 ? login : login.substring(0, colon)));
            if (colon >= 0) {
                source.setPassword(decoded(login.substring(colon + 1)));
            }
        }
        settings(source, uri.getRawQuery());
        String shown = "postgresql://" + (source.getUser() == null ? "" : source.getUser() + "@") + host + ":" + port
                + "/" + database;
        return new Location(AsciiText.write(shown), false, source);
    }

    private static void settings(PGSimpleDataSource source, @Nullable String query) throws HistoryException {
        if (query == null) {
            return;
        }
        for (String setting : query.split("&", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw unreadable();
            }
            String name = decoded(setting.substring(0, equals));
            String value = decoded(setting.substring(equals + 1));
            try {
                switch (name) {
                    case "user" -> source.setUser(value);
                    case "password" -> source.setPassword(value);
                    default -> source.setProperty(name, value);
                }
            } catch (SQLException e) {
                throw new HistoryException(
                        "history: the URL has a setting that the PostgreSQL driver does not take: "
                                + AsciiText.write(name),
                        null);
            }
        }
    }

    private static String decoded(String text) throws HistoryException {
        try {
            // A plus is a plus in a URL; only forms mean a blank by it.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static HistoryException unreadable() {
        return new HistoryException(
                "history: the PostgreSQL URL cannot be read; write postgresql://user:password@host:port/database, with"
                        + " %40 for @, %3A for : and %2F for / in the password",
                null);
    }
}

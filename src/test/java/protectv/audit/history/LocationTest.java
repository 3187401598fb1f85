package protectv.audit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history that cannot be opened says why and what to do, and never a password. */
class LocationTest {

    @TempDir
    Path dir;

    private static void refused(ThrowingCallable opening, String... words) {
        assertThatThrownBy(opening).isInstanceOf(HistoryException.class).satisfies(e -> {
            StringWriter all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            assertThat(e.getMessage()).startsWith("history: ").contains(words);
            assertThat(all.toString()).doesNotContain("s3cret");
        });
    }

    @Test
    void a_new_file_is_its_owners_alone() throws Exception {
        Path file = dir.resolve("history.db");
        History.open(file.toString()).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(dir).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void a_file_that_must_be_there_is_not_made() {
        Path file = dir.resolve("history.db");
        refused(() -> History.openExisting(file.toString()), file.toString(), "there is no file");
        assertThat(file).doesNotExist();
    }

    @Test
    void what_is_no_sqlite_file_is_refused_and_left_as_it_is() throws Exception {
        Path text = Files.writeString(dir.resolve("auth.log"), "Oct 12 07:35:49 ".repeat(100));
        refused(() -> History.open(text.toString()), "auth.log", "not a SQLite database", "give another file");
        assertThat(text).hasContent("Oct 12 07:35:49 ".repeat(100));
    }

    @Test
    void a_damaged_file_is_said() throws Exception {
        Path file = dir.resolve("history.db");
        History.open(file.toString()).close();
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        refused(() -> History.open(file.toString()), "history.db", "damaged", "backup");
    }

    @Test
    void a_folder_or_a_file_in_no_folder_is_refused() {
        refused(() -> History.open(dir.toString()), "is a folder", "history.db");
        refused(() -> History.open(dir.resolve("none/history.db").toString()), "folder must exist and be writable");
    }

    @Test
    void a_folder_that_may_not_be_written_is_said() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(dir), "this user may write everywhere");
            refused(() -> History.open(dir.resolve("history.db").toString()), "folder must exist and be writable");
        } finally {
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a?b=c.db", "a\0b"})
    void a_name_that_is_none_is_refused(String name) {
        refused(() -> History.open(name), "file name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://user:s3cret@/db",
                "postgresql://user:s3cret@host",
                "postgresql://user:s3cret@host/",
                "postgresql://user:s3cret@host:port/db",
                "postgresql://user:s3cret%zz@host/db",
                "postgresql://user:s3cret @host/db",
                "postgresql://user:s3cret@a,b/db",
                "jdbc:postgresql://host/db?password=s3cret&ssl",
                "jdbc:postgresql:db?password=s3cret"
            })
    void a_url_that_cannot_be_read_is_not_repeated(String url) {
        refused(() -> History.open(url), "postgresql://user:password@host:port/database", "%40");
    }

    @Test
    void other_databases_and_settings_are_refused() {
        refused(() -> History.open("mysql://root:s3cret@host/db"), "only a file or postgresql://");
        refused(() -> History.open("jdbc:h2:mem:s3cret"), "only a file or postgresql://");
        refused(() -> History.open("postgresql://u:s3cret@host/db?nosuch=1"), "does not take: nosuch");
    }

    @Test
    void both_forms_of_a_url_mean_the_same_place_and_are_shown_without_password() throws Exception {
        assertThat(Location.of("postgresql://u%40x:s3cret@[2001:db8::1]:5433/a%20b?sslmode=require", true)
                        .shown())
                .isEqualTo("postgresql://u@x@[2001:db8::1]:5433/a b");
        assertThat(Location.of("jdbc:postgresql://db.example.org/audit?user=u&password=s3cret", true)
                        .shown())
                .isEqualTo("postgresql://u@db.example.org:5432/audit");
    }

    @Test
    void a_server_that_is_not_there_is_said() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        refused(
                () -> History.open("postgresql://u:s3cret@127.0.0.1:" + port + "/db"),
                "postgresql://u@127.0.0.1:" + port + "/db",
                "cannot be reached",
                "check host and port");
    }

    @Test
    void a_wrong_password_or_database_is_said() throws Exception {
        PostgresServer server = PostgresServer.get();
        refused(() -> History.open(server.url("s3cret", "postgres")), "refuses this user or password");
        String url = server.newDatabase();
        refused(() -> History.open(url.substring(0, url.lastIndexOf('/')) + "/none"), "no such database", "create it");
    }
}

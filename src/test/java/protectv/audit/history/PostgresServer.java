package protectv.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server of the tests' own, on the loopback, gone when they end. It is Debian's and not an embedded one,
 * because it is the server that users install, patched as theirs is, and 79 MB of binaries less to download.
 */
final class PostgresServer {

    static final String USER = "auditor";
    /** With all that a URL must escape. */
    static final String PASSWORD = "p:w@/ %+ü";

    private static final String PASSWORD_IN_URL = "p%3Aw%40%2F%20%25+%C3%BC";

    private static @Nullable PostgresServer running;
    private static int databases;

    private final Path folder;
    private final int port;
    private final List<String> asOwner;
    private final Path programs;

    private PostgresServer(Path programs, Path folder, int port, List<String> asOwner) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.asOwner = asOwner;
    }

    /** Starts it if it does not run. Without PostgreSQL the test is skipped, but in CI it fails. */
    static synchronized PostgresServer get() throws Exception {
        PostgresServer server = running;
        if (server == null) {
            Optional<Path> programs = programs();
            if (programs.isEmpty()) {
                String message = "no PostgreSQL server in /usr/lib/postgresql: apt-get install postgresql";
                assertThat(System.getenv("CI")).as(message).isNull();
                Assumptions.abort(message);
            }
            server = start(programs.orElseThrow());
            running = server;
        }
        return server;
    }

    private static Optional<Path> programs() throws IOException {
        Path installed = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(installed)) {
            return Optional.empty();
        }
        try (var versions = Files.list(installed)) {
            return versions.filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
                    .max(Comparator.comparingInt(version ->
                            Integer.parseInt(version.toFile().getName().replaceAll("[^0-9].*", ""))))
                    .map(version -> version.resolve("bin"));
        }
    }

    private static PostgresServer start(Path programs) throws Exception {
        Path folder = Files.createTempDirectory("audit-postgres");
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD + "\n", StandardCharsets.UTF_8);
        List<String> asOwner = List.of();
        if (System.getProperty("user.name").equals("root")) {
            // The server refuses to run as root.
            asOwner = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
            run(List.of(), folder, List.of("chown", "-R", "nobody:nogroup", folder.toString()));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs, folder, port, asOwner);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        run(
                asOwner,
                folder,
                List.of(
                        programs.resolve("initdb").toString(),
                        "-D" + folder.resolve("data"),
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--username=" + USER,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        server.control("start", "-l" + folder.resolve("log"), "-o-h 127.0.0.1 -p " + port + " -k " + folder + " -F");
        return server;
    }

    private void control(String command, String... more) throws Exception {
        List<String> words = new ArrayList<>(
                List.of(programs.resolve("pg_ctl").toString(), command, "-w", "-D" + folder.resolve("data")));
        words.addAll(List.of(more));
        run(asOwner, folder, words);
    }

    private static void run(List<String> asOwner, Path folder, List<String> command) throws Exception {
        List<String> words = new ArrayList<>(asOwner);
        words.addAll(command);
        Path said = Files.createTempFile("audit-postgres", ".txt");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as(() -> command + ": " + read(said))
                    .isZero();
        } finally {
            Files.delete(said);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void stop() {
        try {
            control("stop", "-mimmediate");
            run(List.of(), Path.of("/"), List.of("rm", "-rf", folder.toString()));
        } catch (Exception e) {
            throw new IllegalStateException("left behind: " + folder, e);
        }
    }

    /** The URL of a new, empty database. */
    String newDatabase() throws SQLException {
        String name;
        synchronized (PostgresServer.class) {
            name = "history" + ++databases;
        }
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url(PASSWORD_IN_URL, name);
    }

    String url(String password, String database) {
        return "postgresql://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + database;
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
    }
}

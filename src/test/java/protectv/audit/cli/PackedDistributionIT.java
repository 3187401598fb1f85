package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed distribution, unpacked and started as a user would. */
class PackedDistributionIT {

    private static final Path PACKED =
            Path.of("target/protectv-audit-dist.tar.gz").toAbsolutePath();

    @TempDir
    Path dir;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void unpack() throws Exception {
        assertThat(run(dir, List.of("tar", "xzf", PACKED.toString())).code()).isZero();
    }

    private Path launcher() throws IOException {
        try (var folders = Files.list(dir)) {
            return folders.filter(Files::isDirectory).findFirst().orElseThrow().resolve("bin/protectv-audit");
        }
    }

    private Ended run(Path folder, List<String> command) throws Exception {
        Path out = Files.createTempFile(dir, "out", ".txt");
        Path err = Files.createTempFile(dir, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Ended audit(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(args));
        return run(dir, command);
    }

    @Test
    void it_audits_with_its_own_rules_from_any_folder() throws Exception {
        Path samples = Path.of("src/samples").toAbsolutePath();
        Ended ended = audit("run", samples + "/syslog", samples + "/clients");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        String headline = ended.out().lines().findFirst().orElseThrow();
        assertThat(headline).matches("\\d+ findings.*");
        assertThat(Files.readString(Path.of("README.md"))).contains(headline);
        assertThat(dir.resolve("reports/report.html")).exists();
        assertThat(Files.readString(dir.resolve("reports/report.json"))).contains("PV-CLI-002");
    }

    @Test
    void it_knows_its_version_and_all_events() throws Exception {
        assertThat(audit("--version").out()).matches("protectv-audit [0-9]+\\.[0-9]+\\.[0-9]+\\R");
        Ended events = audit("events");
        assertThat(events.code()).isZero();
        assertThat(events.err()).contains("67 of 67", "28 of 28");
    }

    @Test
    void a_link_to_the_launcher_works_and_a_missing_java_is_said() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("pva"), launcher());
        assertThat(run(dir, List.of(link.toString(), "--version")).code()).isZero();
        Ended ended = run(dir, List.of("env", "JAVA_HOME=/nowhere", launcher().toString(), "--version"));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("no Java found");
    }
}

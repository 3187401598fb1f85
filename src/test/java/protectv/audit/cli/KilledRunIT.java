package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed, at whatever moment, leaves the next one to find what it would have found. */
class KilledRunIT {

    private static final Path JAR = Path.of("target/protectv-audit.jar").toAbsolutePath();
    private static final int KILLS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path dir;

    private Process start(String home, String day) throws IOException {
        Path out = Files.createDirectories(dir.resolve(home));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString(),
                "run",
                dir.resolve("day" + day + ".log").toString(),
                "--rules",
                dir.resolve("rules").toString(),
                "--history",
                out.resolve("nights.db").toString(),
                "--out",
                out.resolve("reports").toString(),
                "--from",
                "2017-10-" + day,
                "--to",
                "2017-10-" + (Integer.parseInt(day) + 1),
                "--zone",
                "UTC",
                "--fail-on",
                "never"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(out.toFile(), "said.txt"))
                .start();
    }

    private long finish(String home, String day) throws Exception {
        long began = System.nanoTime();
        Process process = start(home, day);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(dir.resolve(home).resolve("said.txt")))
                .isZero();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private String report(String home) throws IOException {
        return Files.readString(dir.resolve(home).resolve("reports/report.json"));
    }

    @Test
    void a_run_after_twenty_killed_ones_tells_what_an_undisturbed_one_does() throws Exception {
        for (String rule : List.of("key-not-found", "key-after-removal", "client-removed", "keys-missing")) {
            for (String ending : List.of(".drl", ".test.yaml")) {
                Path to = dir.resolve("rules").resolve(rule + ending);
                Files.createDirectories(to.getParent());
                Files.copy(Path.of("rules/manager", rule + ending), to);
            }
        }
        for (int day = 12; day < 15; day++) {
            Files.writeString(dir.resolve("day" + day + ".log"), lines(day));
        }
        finish("undisturbed", "12");
        finish("undisturbed", "13");
        finish("undisturbed", "14");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        finish("killed", "12");
        long millis = finish("killed", "13");
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process = start("killed", "14");
            if (!process.waitFor(random.nextLong(millis + 1), TimeUnit.MILLISECONDS)) {
                killed++;
            }
            process.destroyForcibly().waitFor();
        }
        finish("killed", "14");
        assertThat(report("killed")).as("seed %d, %d killed", seed, killed).isEqualTo(report("undisturbed"));
        assertThat(report("killed")).contains("PV-KEY-002", "\"since\"");
        assertThat(killed).as("killed while they ran, seed %d", seed).isGreaterThan(KILLS / 2);
        CommandRun list = CommandRun.of(
                "history", "list", "--history", dir.resolve("killed/nights.db").toString());
        assertThat(list.out().lines()).hasSize(4);
    }

    /** Clients that are removed one day and get keys the next. */
    private static String lines(int day) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            int second = i * 4;
            String time = "%d %02d:%02d:%02d".formatted(day, second / 3600, second / 60 % 60, second % 60);
            String event = i % 50 == day % 50 ? "Client delete" : i % 7 == 0 ? "Key not found" : "Key accessed";
            lines.append(
                    "Oct %s 192.0.2.7 gordium 2017-10-%s category=<Audit> status=<success> msg=<%s> subject=<Key> client-name=<host%d>%n"
                            .formatted(time, time, event, i % 997));
        }
        return lines.toString();
    }
}

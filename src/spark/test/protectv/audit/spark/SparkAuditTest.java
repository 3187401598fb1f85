package protectv.audit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.cli.Main;
import protectv.audit.run.LocalSite;

/** The same command line on Spark and on one machine: the same reports, to the byte. */
class SparkAuditTest {

    private static final DateTimeFormatter NO_YEAR = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter WITH_YEAR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH);
    private static final FileTime WRITTEN = FileTime.from(Instant.parse("2017-11-02T00:00:00Z"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path work;

    @SuppressWarnings("NullAway.Init") // set before all
    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                // A file system that is not the local one, made of local folders.
                .set("spark.hadoop.fs.viewfs.mounttable.far.link./logs", work.toUri() + "far-logs")
                .set("spark.hadoop.fs.viewfs.mounttable.far.link./night", work.toUri() + "far-night")
                .set(
                        "spark.hadoop.fs.viewfs.mounttable.far.link./rules",
                        Path.of("rules").toAbsolutePath().toUri().toString()));
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    /** A few machines and users over the night in which the clocks are put back; some files say no year at all. */
    private static Path logs(String folder, long seed) throws IOException {
        Path logs = Files.createDirectories(work.resolve(folder));
        Random random = new Random(seed);
        for (int file = 0; file < 4; file++) {
            StringBuilder text = new StringBuilder();
            LocalDateTime time = LocalDateTime.of(2017, 10, 28, 18, 0).plusHours(file * 5L);
            for (int i = 0; i < 300; i++) {
                time = time.plusSeconds(random.nextInt(150));
                boolean late = random.nextInt(25) == 0;
                text.append(line(random, late ? time.minusSeconds(random.nextInt(9000)) : time, file % 2 == 0))
                        .append('\n');
            }
            Path path = logs.resolve("syslog-" + file + (file == 3 ? ".log.gz" : ".log"));
            try (OutputStream out = Files.newOutputStream(path);
                    OutputStream packed = file == 3 ? new GZIPOutputStream(out) : out) {
                packed.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
            Files.setLastModifiedTime(path, WRITTEN);
        }
        return logs;
    }

    private static String line(Random random, LocalDateTime time, boolean years) {
        String start = NO_YEAR.format(time) + " 192.0.2." + (7 + random.nextInt(2)) + " ";
        String client = ", client-name=<web0" + random.nextInt(4) + ">";
        String own = start + "gordium " + WITH_YEAR.format(time) + " category=<Audit>, status=";
        return switch (random.nextInt(years ? 10 : 6)) {
            case 0, 1 -> start + "sshd[7]: Failed password for root from 203.0.113.9 port 4711 ssh2";
            case 2 -> start + "sshd[7]: Accepted password for bob from 203.0.113.9 port 4712 ssh2";
            case 3 -> start + "last message repeated 3 times";
            case 4 -> start + "cron[1]: (root) CMD (true)";
            case 5 -> random.nextInt(5) == 0 ? "no stamp" : start + "sshd[8]: Invalid user eve from 203.0.113.7 port 9";
            case 6 -> own + "<failure>, msg=<Key not found>, subject=<Key>" + client;
            case 7 -> own + "<success>, msg=<Client delete>, subject=<Client>" + client;
            default -> own + "<success>, msg=<Key accessed>, subject=<Key>" + client;
        };
    }

    private static int audit(boolean onSpark, Path out, List<String> args) throws IOException {
        List<String> all = new ArrayList<>(List.of("run"));
        all.addAll(args);
        all.addAll(List.of("--zone", "Europe/Berlin", "--quiet", "--out", out.toString()));
        if (!args.contains("--block-bytes")) {
            all.addAll(List.of("--block-bytes", "3000"));
        }
        if (!args.contains("--rules")) {
            all.addAll(List.of("--rules", "rules"));
        }
        String[] words = all.toArray(String[]::new);
        return onSpark ? SparkAudit.run(spark, words) : Main.run(new LocalSite(System.in), words);
    }

    /** Audits on both, and says how they ended. */
    private static int same(String name, String... args) throws IOException {
        Path alone = work.resolve(name + "-alone");
        Path cluster = work.resolve(name + "-cluster");
        int code = audit(false, alone, List.of(args));
        assertThat(audit(true, cluster, List.of(args))).isEqualTo(code);
        for (String report : List.of("report.json", "report.html")) {
            assertThat(Files.readString(cluster.resolve(report))).isEqualTo(Files.readString(alone.resolve(report)));
        }
        return code;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void one_machine_and_a_cluster_report_the_same(long seed) throws IOException {
        Path logs = logs("logs" + seed, seed);

        assertThat(same("whole" + seed, logs.toString())).isEqualTo(1);
        assertThat(same(
                        "part" + seed,
                        logs.toString(),
                        "--from",
                        "2017-10-29",
                        "--to",
                        "2017-10-30",
                        "--window",
                        "15m"))
                .isEqualTo(1);
        assertThat(same("all" + seed, logs.toString(), "--keep-all", "--window", "6h"))
                .isEqualTo(1);
        assertThat(Files.readString(work.resolve("whole" + seed + "-cluster/report.json")))
                .contains("PV-SSH-050", "PV-KEY-001");
    }

    @Test
    void nights_remember_on_a_cluster_what_they_remember_on_one_machine() throws IOException {
        Path logs = logs("nights", 11);
        for (String site : List.of("alone", "cluster")) {
            for (int day = 28; day < 30; day++) {
                audit(
                        site.equals("cluster"),
                        work.resolve("night" + day + site),
                        List.of(
                                logs.toString(),
                                "--from",
                                "2017-10-" + day,
                                "--to",
                                "2017-10-" + (day + 1),
                                "--history",
                                work.resolve(site + ".db").toString()));
            }
        }

        for (int day = 28; day < 30; day++) {
            assertThat(Files.readString(work.resolve("night" + day + "cluster/report.json")))
                    .isEqualTo(Files.readString(work.resolve("night" + day + "alone/report.json")));
        }
    }

    /** Half of all events in one window, and all of one Manager. */
    @Test
    void skew_changes_nothing() throws IOException {
        Random random = new Random(41);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            LocalDateTime time = LocalDateTime.of(2017, 10, 28, 6, 0)
                    .plusSeconds(i < 1500 ? i * 20L : 30_000 + random.nextInt(3600));
            text.append(line(random, time, true).replaceFirst("192\\.0\\.2\\.\\d", "192.0.2.7"))
                    .append('\n');
        }
        Path log = Files.writeString(work.resolve("skewed.log"), text);

        assertThat(same("skewed", log.toString(), "--block-bytes", "20000")).isEqualTo(1);
    }

    @Test
    void a_rule_that_never_ends_is_stopped_and_named() throws IOException {
        Path rules = Files.createDirectories(work.resolve("runaway"));
        String rule = """
                package rules.inline
                import protectv.audit.event.LoginEvent
                rule "%s"
                    @title("t")
                    @severity("high")
                    @status("stable")
                    @since("2026-11-22")
                    @subject("{$peer}")
                    %s
                    @cause("c")
                    @remedy("r")
                    @controls("nist-800-53:AU-6")
                when
                    %s
                then
                end
                """;
        Files.writeString(
                rules.resolve("a.drl"),
                rule.formatted(
                        "PV-SSH-901",
                        "@span(\"2h\")",
                        "$a : LoginEvent( $peer : peer ) LoginEvent( peer == $peer, this after[0s, 1h] $a )"));
        Files.writeString(
                rules.resolve("b.drl"),
                rule.formatted("PV-SSH-902", "", "LoginEvent( event == \"Failed password\", $peer : peer )"));
        Files.writeString(rules.resolve("a.test.yaml"), "");
        Files.writeString(rules.resolve("b.test.yaml"), "");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            text.append(
                    "2026-11-01T10:%02d:%02d+00:00 pvm1 sshd[7]: Failed password for root from 203.0.113.9 port 4 ssh2\n"
                            .formatted(i / 60 % 60, i % 60));
        }
        Path log = Files.writeString(work.resolve("runaway.log"), text);

        assertThat(same("runaway", log.toString(), "--rules", rules.toString(), "--block-bytes", "500000"))
                .isEqualTo(4);
        assertThat(Files.readString(work.resolve("runaway-cluster/report.json")))
                .contains("PV-SSH-901 was stopped");
    }

    @Test
    void what_cannot_be_read_is_told_as_on_one_machine() throws IOException {
        Path logs = logs("damaged", 21);
        Path packed = logs.resolve("syslog-3.log.gz");
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2));
        Files.setLastModifiedTime(packed, WRITTEN);

        assertThat(same(
                        "damaged",
                        logs.toString(),
                        work.resolve("not-there.log").toString()))
                .isEqualTo(4);
    }

    @Test
    void inputs_rules_and_reports_may_lie_on_another_file_system() throws IOException {
        logs("far-logs", 31);
        Files.createDirectories(work.resolve("far-night"));
        Path alone = work.resolve("near");
        audit(false, alone, List.of(work.resolve("far-logs").toString()));

        int code = SparkAudit.run(
                spark,
                "run",
                "--input",
                "viewfs://far/logs",
                "--rules",
                "viewfs://far/rules",
                "--out",
                "viewfs://far/night/reports",
                "--out=text:viewfs://far/night/summary.txt",
                "--zone",
                "Europe/Berlin",
                "--quiet");

        assertThat(code).isEqualTo(1);
        assertThat(withoutFingerprints(work.resolve("far-night/reports/report.json")))
                .isEqualTo(withoutFingerprints(alone.resolve("report.json"))
                        .replace(work.resolve("far-logs").toString(), "viewfs://far/logs"));
        assertThat(work.resolve("far-night/summary.txt")).isNotEmptyFile();
    }

    /** Those of findings about a file come from its name, which is another one there. */
    private static String withoutFingerprints(Path report) throws IOException {
        return Files.readString(report).replaceAll("\"fingerprint\": \"[0-9a-f]+\"", "");
    }

    @Test
    void standard_input_is_refused() throws IOException {
        Path out = work.resolve("stdin");

        assertThat(audit(true, out, List.of("-"))).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void rules_that_cannot_be_fetched_end_the_run_with_2() throws IOException {
        assertThat(SparkAudit.run(spark, "run", "x.log", "--rules", "viewfs://far/nowhere"))
                .isEqualTo(2);
    }
}

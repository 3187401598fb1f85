package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests of nights, and what {@code verify} says when something is not as it was. */
class VerifyTest {

    private static final long SEED = 20_261_123;

    private static final String LOG = """
            Oct 12 07:28:14 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit> status=<success> msg=<Client delete> subject=<Client> client-name=<web01>
            Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:15 category=<Audit> status=<failure> msg=<Alert Client access denied> subject=<Client> client-name=<db02>
            Oct 12 07:28:19 192.0.2.7 gordium 2017-10-12 07:28:19 category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>
            """;

    @TempDir
    Path dir;

    private Path log;
    private Path rules;
    private Path config;

    @BeforeEach
    void night() throws IOException {
        log = Files.writeString(dir.resolve("manager.log"), LOG);
        rules = dir.resolve("rules");
        copy("manager/key-after-removal.drl");
        copy("manager/key-after-removal.test.yaml");
        copy("manager/client-access-denied.drl");
        copy("manager/client-access-denied.test.yaml");
        copy("manager/client-removed.drl");
        copy("manager/client-removed.test.yaml");
        Files.writeString(rules.resolve("waivers.yaml"), """
                waivers:
                  - rule: PV-CLI-003
                    subject: web*
                    reason: retired
                    owner: ops@example.org
                    expires: 2017-12-31
                """);
        Files.writeString(rules.resolve("inventory.yaml"), "managers: [gordium]\n");
        config = Files.writeString(
                dir.resolve("config.yaml"),
                "zone: UTC # where the Managers are\nevidence: " + dir.resolve("evidence") + "\nrules: " + rules
                        + "\nout: "
                        + dir.resolve("reports") + "\nformat: [json, html, csv, oscal]\nhistory: "
                        + dir.resolve("nights.db")
                        + "\n");
    }

    private void copy(String name) throws IOException {
        Path from = Path.of("rules").resolve(name);
        if (Files.exists(from)) {
            Path to = rules.resolve(name);
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        }
    }

    private CommandRun run(String from, String to, String... more) {
        List<String> args = new ArrayList<>(
                List.of("run", log.toString(), "--config", config.toString(), "--from", from, "--to", to));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private CommandRun verify(String... more) {
        List<String> args =
                new ArrayList<>(List.of("verify", dir.resolve("evidence").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private Path manifest(int number) {
        return dir.resolve("evidence/%06d.json".formatted(number));
    }

    @Test
    void a_night_can_be_made_again_to_the_byte_also_after_later_ones() throws IOException {
        assertThat(run("2017-10-12", "2017-10-13").code()).isEqualTo(1);
        assertThat(verify().code()).as(verify().out()).isZero();
        run("2017-10-13", "2017-10-14", "--quiet");
        CommandRun first = CommandRun.of("verify", manifest(1).toString());
        assertThat(first.code()).as(first.out()).isZero();
        assertThat(first.out()).contains("the same to the byte");
        assertThat(verify().out()).contains("000002.json is as it was");
    }

    /** Every file that went in or came out, one byte at a random place, again and again. */
    @Test
    void a_change_of_any_byte_of_anything_is_found_and_named() throws IOException {
        run("2017-10-12", "2017-10-13");
        run("2017-10-12", "2017-10-13");
        List<Path> files;
        try (Stream<Path> all = Files.walk(dir)) {
            // Neither the memory between nights nor the tests of rules are what a report is made from.
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("nights.db")
                            && !file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(11);
        Random random = new Random(SEED);
        for (int round = 0; round < 3; round++) {
            for (Path file : files) {
                byte[] before = Files.readAllBytes(file);
                byte[] after = before.clone();
                int at = random.nextInt(after.length);
                after[at] = (byte) (after[at] ^ (1 << random.nextInt(8)));
                Files.write(file, after);
                CommandRun run = verify();
                assertThat(run.code())
                        .as("%s at %s (seed %s): %s %s", file, at, SEED, run.out(), run.err())
                        .isEqualTo(1);
                String name = String.valueOf(file.getFileName());
                assertThat(run.out())
                        .as("%s at %s (seed %s)", file, at, SEED)
                        .containsAnyOf(name, ruleOf(name), "the files of the rules");
                Files.write(file, before);
            }
        }
        assertThat(verify().code()).isZero();
    }

    private static String ruleOf(String file) {
        return switch (file) {
            case "key-after-removal.drl" -> "PV-KEY-002";
            case "client-access-denied.drl" -> "PV-CLI-002";
            case "client-removed.drl" -> "PV-CLI-003";
            default -> file;
        };
    }

    @Test
    void a_log_that_grew_is_told_as_that() throws IOException {
        run("2017-10-12", "2017-10-13");
        Files.writeString(log, LOG.lines().findFirst().orElseThrow() + "\n", StandardOpenOption.APPEND);
        CommandRun run = verify();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("manager.log has grown since: its first " + LOG.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void files_that_went_or_came_are_named() throws IOException {
        run("2017-10-12", "2017-10-13");
        Files.delete(dir.resolve("reports/report.csv"));
        Files.delete(rules.resolve("manager/client-removed.drl"));
        Files.delete(rules.resolve("inventory.yaml"));
        CommandRun run = verify();
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "report.csv is not there any more",
                        "the rule PV-CLI-003 is not there any more",
                        "the file beside the rules inventory.yaml is not there any more");
        Files.delete(log);
        assertThat(verify().out()).contains("the input " + log + " is not there any more");
    }

    @Test
    void the_chain_tells_a_night_that_was_taken_out_or_put_in_its_place() throws IOException {
        run("2017-10-12", "2017-10-13");
        run("2017-10-12", "2017-10-13", "--fail-on", "low");
        run("2017-10-12", "2017-10-13");
        byte[] second = Files.readAllBytes(manifest(2));
        Files.delete(manifest(2));
        assertThat(verify().out()).contains("000002.json of the night before is missing");
        Files.write(manifest(2), Files.readAllBytes(manifest(1)));
        assertThat(verify().out()).contains("000002.json is not the one that 000003.json follows");
        Files.write(manifest(2), second);
        assertThat(verify().code()).isZero();
    }

    @Test
    void a_signed_manifest_is_verified_before_it_is_believed() throws Exception {
        Path key = dir.resolve("key");
        assertThat(new ProcessBuilder(
                                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "night", "-f", key.toString())
                        .start()
                        .waitFor())
                .isZero();
        String publicKey = Files.readString(dir.resolve("key.pub"));
        Path allowed = Files.writeString(
                dir.resolve("allowed"), "night@example.org namespaces=\"protectv-audit-evidence\" " + publicKey);
        assertThat(run("2017-10-12", "2017-10-13", "--evidence-key", key.toString())
                        .code())
                .isEqualTo(1);
        CommandRun good = verify("--allowed-signers", allowed.toString());
        assertThat(good.code()).as(good.out() + good.err()).isZero();
        assertThat(good.out()).contains("Signed by night@example.org, ED25519 SHA256:");
        Files.writeString(manifest(1), Files.readString(manifest(1)).replace("\"sequence\": 1", "\"sequence\": 2"));
        CommandRun changed = verify("--allowed-signers", allowed.toString());
        assertThat(changed.code()).isEqualTo(3);
        assertThat(changed.err()).contains("the signature does not hold for the manifest of the night");
    }

    @Test
    void what_cannot_be_verified_says_why() throws IOException {
        Files.createDirectories(dir.resolve("evidence"));
        assertThat(verify().out()).contains("there is no manifest in ");
        assertThat(run("2017-10-12", "2017-10-13", "--evidence", log.toString()).code())
                .isEqualTo(2);
    }
}

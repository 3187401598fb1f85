package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.signature.Keys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rules sign}, {@code rules verify}, and the commands that take signed rules only. */
class SignedRulesRunTest {

    private static final String LINE =
            "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit> status=<failure>"
                    + " msg=<Key not found> subject=<Key> client-name=<web01>\n";

    @TempDir
    Path dir;

    private Path rules;
    private Path log;
    private Path key;
    private Path allowed;

    @BeforeEach
    void sign() throws Exception {
        rules = dir.resolve("rules");
        for (String name : List.of("controls.yaml", "manager/key-not-found.drl", "manager/key-not-found.test.yaml")) {
            Files.createDirectories(rules.resolve(name).getParent());
            Files.copy(Path.of("rules").resolve(name), rules.resolve(name));
        }
        log = Files.writeString(dir.resolve("manager.log"), LINE);
        Keys keys = new Keys(Files.createDirectories(dir.resolve("keys")));
        key = keys.make("alice");
        allowed = keys.list("allowed_signers", keys.allowing("", key));
        CommandRun signed = CommandRun.of("rules", "sign", "--rules", rules.toString(), "--key", key.toString());
        assertThat(signed.err()).isEmpty();
        assertThat(signed.code()).isZero();
        assertThat(signed.out()).contains("Signed 3 files with the ED25519 key SHA256:");
    }

    private CommandRun run(String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "run",
                                log.toString(),
                                "--zone",
                                "UTC",
                                "--reference",
                                "2017-12-31",
                                "--rules",
                                rules.toString(),
                                "--format",
                                "json,html,text",
                                "--out",
                                dir.resolve("reports").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void the_report_says_who_signed_where_that_was_asked() throws IOException {
        CommandRun run = run("--require-signed", "--allowed-signers", allowed.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(1);
        JsonNode report = new JsonMapper().readTree(Files.readString(dir.resolve("reports/report.json")));
        JsonNode signer = report.path("rules").path("signedBy");
        assertThat(signer.path("principal").asString()).isEqualTo("alice@example.org");
        assertThat(signer.path("namespace").asString()).isEqualTo("protectv-audit-rules");
        String fingerprint = signer.path("fingerprint").asString();
        assertThat(fingerprint).startsWith("SHA256:");
        String text = "signed by alice@example.org, ED25519 key " + fingerprint;
        assertThat(run.out()).contains(text);
        assertThat(dir.resolve("reports/report.txt")).content().contains(text);
        assertThat(dir.resolve("reports/report.html"))
                .content()
                .contains("alice@example.org", fingerprint.substring(7, 20));
    }

    @Test
    void nothing_is_said_of_a_signature_that_nobody_asked_for() throws IOException {
        assertThat(run().code()).isEqualTo(1);
        for (String report : List.of("report.json", "report.html", "report.txt")) {
            assertThat(dir.resolve("reports").resolve(report)).content().doesNotContain("alice@example.org");
        }
    }

    @Test
    void signed_and_unsigned_the_same_rules_have_the_same_digests() throws IOException {
        run("--allowed-signers", allowed.toString());
        JsonNode signed = rulesOfReport();
        run();
        JsonNode unsigned = rulesOfReport();
        assertThat(signed.path("digest")).isEqualTo(unsigned.path("digest"));
        assertThat(signed.path("besideDigest")).isEqualTo(unsigned.path("besideDigest"));
    }

    private JsonNode rulesOfReport() throws IOException {
        return new JsonMapper()
                .readTree(Files.readString(dir.resolve("reports/report.json")))
                .path("rules");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "explain", "events", "rules list", "rules test"})
    void nothing_of_an_unverified_rule_is_compiled(String command) throws IOException {
        // It would be a problem that is told, if it were read.
        Files.writeString(rules.resolve("manager/key-not-found.drl"), "no rule at all");
        Files.writeString(rules.resolve("manager/more.drl"), "no rule either");
        Stream<String> input = switch (command) {
            case "run" -> Stream.of(log.toString(), "--out", dir.resolve("none").toString());
            case "explain" -> Stream.of(LINE.strip());
            default -> Stream.of();
        };
        CommandRun run = CommandRun.of(Stream.of(
                        Stream.of(command.split(" ")),
                        input,
                        Stream.of("--rules", rules.toString(), "--allowed-signers", allowed.toString()))
                .flatMap(words -> words)
                .toArray(String[]::new));
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .contains("changed: manager/key-not-found.drl", "added: manager/more.drl")
                .doesNotContain("do not load");
        assertThat(run.out()).isEmpty();
        assertThat(dir.resolve("none")).doesNotExist();
    }

    @Test
    void a_file_name_does_nothing_to_the_terminal() throws IOException {
        Files.writeString(rules.resolve("manager/\u001b[31mmore.drl"), "no rule");
        CommandRun run = run("--allowed-signers", allowed.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("manager/\\x1b[31mmore.drl").doesNotContain("\u001b");
    }

    @Test
    void a_waiver_that_was_slipped_in_is_refused() throws IOException {
        Files.writeString(
                rules.resolve("waivers.yaml"),
                "waivers: [{rule: PV-KEY-001, subject: '*', reason: x, owner: y, expires: 2099-12-31}]");
        assertThat(run().code()).isZero();
        CommandRun run = run("--require-signed", "--allowed-signers", allowed.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("added: waivers.yaml");
    }

    @Test
    void who_may_sign_must_be_said_and_not_beside_the_rules() throws IOException {
        CommandRun run = run("--require-signed");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--allowed-signers FILE");
        Path inside = Files.copy(allowed, rules.resolve("allowed_signers"));
        CommandRun within = run("--require-signed", "--allowed-signers", inside.toString());
        assertThat(within.code()).isEqualTo(2);
        assertThat(within.err()).contains("could add himself");
        assertThat(CommandRun.of("rules", "verify", "--rules", rules.toString()).code())
                .isEqualTo(2);
    }

    @Test
    void an_inventory_that_nobody_signed_is_refused() throws IOException {
        Path inventory = Files.writeString(dir.resolve("inventory.yaml"), "managers: [gordium]\n");
        CommandRun run = run("--allowed-signers", allowed.toString(), "--inventory", inventory.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("inventory.yaml is not signed");
    }

    @Test
    void verify_says_who_signed_and_names_what_differs() throws IOException {
        String[] verify = {"rules", "verify", "--rules", rules.toString(), "--allowed-signers", allowed.toString()};
        CommandRun good = CommandRun.of(verify);
        assertThat(good.code()).isZero();
        assertThat(good.out()).contains("3 files are as alice@example.org signed them", "SHA256:");
        Files.delete(rules.resolve("controls.yaml"));
        CommandRun bad = CommandRun.of(verify);
        assertThat(bad.code()).isEqualTo(3);
        assertThat(bad.err()).contains("missing: controls.yaml");
        assertThat(bad.out()).isEmpty();
    }

    @Test
    void signing_without_a_key_is_an_error_that_says_what_to_do() {
        CommandRun run = CommandRun.of(
                "rules",
                "sign",
                "--rules",
                rules.toString(),
                "--key",
                dir.resolve("none").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("cannot be read", "ssh-keygen -t ed25519");
    }
}

package protectv.audit.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the real ssh-keygen: what is verified is what was signed, by somebody who may. */
class SignedRulesTest {

    private static final SshKeygen SSH = new SshKeygen();

    @TempDir
    Path dir;

    private Path rules;
    private Keys keys;
    private Path alice;
    private Path allowed;

    @BeforeEach
    void sign() throws Exception {
        rules = Files.createDirectories(dir.resolve("rules"));
        write("manager/one.drl", "rule one");
        write("manager/one.test.yaml", "rule: one");
        write("lists/ssh-users.txt", "alice\n");
        write("waivers.yaml", "waivers:\n");
        write("README.md", "not signed\n");
        write(".git/config", "not signed\n");
        keys = new Keys(Files.createDirectories(dir.resolve("keys")));
        alice = keys.make("alice");
        allowed = keys.list("allowed_signers", keys.allowing("", alice));
        SignedRules.sign(rules, alice, SSH);
    }

    private void write(String path, String text) throws IOException {
        Path file = rules.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SignedRules verify() throws Exception {
        return SignedRules.verify(rules, allowed, SSH);
    }

    @Test
    void the_manifest_is_one_that_sha256sum_checks() throws Exception {
        assertThat(Files.readAllLines(rules.resolve("MANIFEST")))
                .extracting(line -> line.substring(66))
                .containsExactly("lists/ssh-users.txt", "manager/one.drl", "manager/one.test.yaml", "waivers.yaml");
        Process process = new ProcessBuilder("sha256sum", "-c", "--strict", "--quiet", "MANIFEST")
                .directory(rules.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void what_was_signed_is_verified_and_says_by_whom() throws Exception {
        SignedRules signed = verify();
        assertThat(signed.files()).isEqualTo(4);
        assertThat(signed.signer().principal()).isEqualTo("alice@example.org");
        assertThat(signed.signer().keyType()).isEqualTo("ED25519");
        assertThat(signed.signer().fingerprint()).matches("SHA256:[A-Za-z0-9+/]{43}");
        assertThat(signed.signer().namespace()).isEqualTo("protectv-audit-rules");
    }

    @Test
    void each_file_that_differs_is_named() throws Exception {
        write("manager/one.drl", "rule two");
        Files.delete(rules.resolve("lists/ssh-users.txt"));
        write("inventory.yaml", "managers: []\n");
        write(".hidden/more.drl", "rule more");
        assertThatThrownBy(this::verify)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("not what alice@example.org signed")
                .hasMessageContaining("\n  added: .hidden/more.drl\n  added: inventory.yaml\n"
                        + "  missing: lists/ssh-users.txt\n  changed: manager/one.drl\n");
    }

    @Test
    void what_decides_nothing_may_change() throws Exception {
        write("README.md", "other words\n");
        write("manager/one.drl~", "an editor's copy");
        write(".git/config", "other settings\n");
        assertThat(verify().files()).isEqualTo(4);
    }

    @Test
    void a_change_after_the_check_changes_nothing() throws Exception {
        SignedRules signed = verify();
        write("manager/one.drl", "rule two");
        write("manager/three.drl", "rule three");
        Path copy = Files.createDirectories(dir.resolve("copy"));
        signed.writeTo(copy);
        assertThat(copy.resolve("manager/one.drl")).hasContent("rule one");
        try (Stream<Path> files = Files.walk(copy)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(4);
        }
    }

    @Test
    void a_manifest_that_was_changed_with_its_file_is_refused() throws Exception {
        write("manager/one.drl", "rule two");
        Path manifest = rules.resolve("MANIFEST");
        String digest = RulesSnapshot.of(rules).manifest().digests().get("manager/one.drl");
        Files.writeString(
                manifest,
                Files.readString(manifest).replaceFirst("[0-9a-f]{64}  manager/one.drl", digest + "  manager/one.drl"));
        assertThatThrownBy(this::verify)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("MANIFEST.sig does not hold for MANIFEST")
                .hasMessageContaining("incorrect signature");
    }

    @Test
    void a_stranger_s_signature_is_refused() throws Exception {
        SignedRules.sign(rules, keys.make("mallory"), SSH);
        assertThatThrownBy(this::verify)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("not signed by anybody whom " + allowed + " allows");
    }

    @Test
    void a_signature_for_another_purpose_is_refused() throws Exception {
        Path manifest = rules.resolve("MANIFEST");
        Files.delete(rules.resolve("MANIFEST.sig"));
        Keys.run("ssh-keygen", "-Y", "sign", "-n", "git", "-f", alice.toString(), manifest.toString());
        assertThatThrownBy(this::verify)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("namespace does not match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespaces=\"git\" ", "valid-before=\"20170101\" "})
    void what_the_list_of_signers_limits_is_obeyed(String limit) throws Exception {
        allowed = keys.list("limited", keys.allowing(limit, alice));
        assertThatThrownBy(this::verify).isInstanceOf(UntrustedRulesException.class);
        allowed = keys.list("free", keys.allowing("namespaces=\"protectv-audit-rules\" ", alice));
        assertThat(verify().signer().principal()).isEqualTo("alice@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANIFEST", "MANIFEST.sig"})
    void unsigned_rules_are_refused(String gone) throws Exception {
        Files.delete(rules.resolve(gone));
        assertThatThrownBy(this::verify)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("are not signed: there is no " + gone)
                .hasMessageContaining("rules sign --key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no signature", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"})
    void a_broken_signature_is_refused(String text) throws Exception {
        Files.writeString(rules.resolve("MANIFEST.sig"), text);
        assertThatThrownBy(this::verify).isInstanceOf(UntrustedRulesException.class);
    }

    @Test
    void a_link_is_refused() throws Exception {
        Path elsewhere = Files.writeString(dir.resolve("elsewhere.drl"), "rule one");
        Files.delete(rules.resolve("manager/one.drl"));
        Files.createSymbolicLink(rules.resolve("manager/one.drl"), elsewhere);
        assertThatThrownBy(this::verify)
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("manager/one.drl of the rules is a link");
        assertThatThrownBy(() -> SignedRules.sign(rules, alice, SSH)).isInstanceOf(UntrustedRulesException.class);
    }

    @Test
    void a_name_that_would_forge_a_line_of_the_manifest_is_refused() throws Exception {
        write("manager/a\n" + "0".repeat(64) + "  b.drl", "rule");
        assertThatThrownBy(() -> SignedRules.sign(rules, alice, SSH))
                .isInstanceOf(UntrustedRulesException.class)
                .hasMessageContaining("control character");
    }

    @Test
    void who_may_sign_is_not_read_from_the_folder_of_the_rules() throws Exception {
        Path inside = Files.copy(allowed, rules.resolve("allowed_signers"));
        assertThatThrownBy(() -> SignedRules.verify(rules, inside, SSH))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("could add himself");
        Path link = Files.createSymbolicLink(dir.resolve("link"), inside);
        assertThatThrownBy(() -> SignedRules.verify(rules, link, SSH))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("could add himself");
        assertThatThrownBy(() -> SignedRules.verify(rules, dir.resolve("nowhere"), SSH))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("--allowed-signers");
    }

    @Test
    void a_missing_program_is_said_with_its_remedy() {
        SshKeygen none = new SshKeygen("/nowhere/ssh-keygen", Map.of());
        assertThatThrownBy(() -> SignedRules.verify(rules, allowed, none))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("openssh-client");
        assertThatThrownBy(() -> SignedRules.sign(rules, dir.resolve("no-key"), none))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("--key");
    }

    @Test
    void a_key_with_a_passphrase_is_asked_for_by_askpass() throws Exception {
        Path bob = keys.make("bob", "tulip 17");
        allowed = keys.list("allowed_signers", keys.allowing("", bob));
        Path ask = Files.writeString(dir.resolve("ask"), "#!/bin/sh\necho 'tulip 17'\n");
        Files.setPosixFilePermissions(ask, PosixFilePermissions.fromString("rwx------"));
        SshKeygen asking =
                new SshKeygen("ssh-keygen", Map.of("SSH_ASKPASS", ask.toString(), "SSH_ASKPASS_REQUIRE", "force"));
        SignedRules.sign(rules, bob, asking);
        assertThat(verify().signer().principal()).isEqualTo("bob@example.org");
        Files.writeString(ask, "#!/bin/sh\necho wrong\n");
        assertThatThrownBy(() -> SignedRules.sign(rules, bob, asking))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("ssh-agent")
                .hasMessageContaining("passphrase");
    }

    @Test
    void a_key_that_only_ssh_agent_holds_signs() throws Exception {
        Path bob = keys.make("bob");
        allowed = keys.list("allowed_signers", keys.allowing("", bob));
        // A socket's path is short.
        Path socketFolder = Files.createTempDirectory("agent");
        Path socket = socketFolder.resolve("s");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("agent.txt").toFile())
                .start();
        try {
            for (int tries = 0; tries < 100 && !Files.exists(socket); tries++) {
                Thread.sleep(50);
            }
            Map<String, String> environment = Map.of("SSH_AUTH_SOCK", socket.toString());
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", bob.toString());
            add.environment().putAll(environment);
            assertThat(add.start().waitFor()).isZero();
            Files.delete(bob);
            SignedRules.sign(rules, keys.folder().resolve("bob.pub"), new SshKeygen("ssh-keygen", environment));
            assertThat(verify().signer().principal()).isEqualTo("bob@example.org");
        } finally {
            agent.destroy();
            agent.waitFor();
            Files.deleteIfExists(socket);
            Files.delete(socketFolder);
        }
    }
}

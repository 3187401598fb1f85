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
        assertThat(ended.err()).matches("INFO result: exit=1 [^\\n]*\n");
        String headline = ended.out().lines().findFirst().orElseThrow();
        assertThat(headline).matches("\\d+ findings.*");
        assertThat(Files.readString(Path.of("README.md"))).contains(headline);
        assertThat(dir.resolve("reports/report.html")).exists();
        assertThat(Files.readString(dir.resolve("reports/report.json"))).contains("PV-CLI-002");
    }

    private Ended auditWithin(Path temporary, String out) throws Exception {
        return run(
                dir,
                List.of(
                        "env",
                        "PROTECTV_AUDIT_TMPDIR=" + temporary,
                        launcher().toString(),
                        "run",
                        Path.of("src/samples/syslog").toAbsolutePath().toString(),
                        "--room-bytes",
                        "1000",
                        "--out",
                        out));
    }

    @Test
    void what_does_not_fit_into_memory_changes_no_report_and_leaves_no_file() throws Exception {
        Path temporary = Files.createDirectory(dir.resolve("temporary"));
        Ended spilled = auditWithin(temporary, "spilled");
        assertThat(spilled.code()).isEqualTo(1);
        assertThat(spilled.err()).contains("is kept in " + temporary);
        assertThat(temporary).isEmptyDirectory();
        assertThat(audit("run", Path.of("src/samples/syslog").toAbsolutePath().toString(), "--out", "held")
                        .code())
                .isEqualTo(1);
        assertThat(dir.resolve("spilled/report.json")).hasSameBinaryContentAs(dir.resolve("held/report.json"));
        assertThat(dir.resolve("spilled/report.html")).hasSameBinaryContentAs(dir.resolve("held/report.html"));
    }

    @Test
    void a_temporary_folder_that_takes_nothing_is_said() throws Exception {
        Ended ended = auditWithin(dir.resolve("missing"), "none");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("cannot keep what does not fit into memory", "missing", "PROTECTV_AUDIT_TMPDIR=DIR");
        assertThat(dir.resolve("none/report.json")).doesNotExist();
    }

    @Test
    void it_knows_its_version_and_all_events() throws Exception {
        assertThat(audit("--version").out()).matches("protectv-audit [0-9]+\\.[0-9]+\\.[0-9]+\\R");
        Ended events = audit("events");
        assertThat(events.code()).isZero();
        assertThat(events.err()).contains("67 of 67", "28 of 28");
    }

    private Path share(String path) throws IOException {
        return launcher().resolveSibling("../share").normalize().resolve(path);
    }

    @Test
    void it_brings_manual_pages_that_man_and_mandoc_accept() throws Exception {
        List<Path> pages;
        try (var files = Files.list(share("man/man1"))) {
            pages = files.sorted().toList();
        }
        assertThat(pages)
                .extracting(page -> page.getFileName().toString())
                .contains("protectv-audit.1", "protectv-audit-run.1", "protectv-audit-rules-sign.1")
                .doesNotContain("protectv-audit-share.1");
        for (Path page : pages) {
            Ended lint = run(dir, List.of("mandoc", "-T", "lint", page.toString()));
            assertThat(lint.code()).as(lint.out()).isZero();
            assertThat(lint.out()).isEmpty();
        }
        Ended shown = run(
                dir,
                List.of(
                        "mandoc",
                        "-T",
                        "ascii",
                        share("man/man1/protectv-audit-run.1").toString()));
        assertThat(shown.out().replaceAll(".\b", "")).contains("--require-signed", "EXAMPLES", "SEE ALSO");
    }

    /** What bash offers for the last word, by the script of the distribution. */
    private List<String> completed(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "compopt() { :; }; source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));"
                        + " COMP_LINE=\"$*\"; COMP_POINT=${#COMP_LINE};"
                        + " _complete_protectv-audit; printf '%s\\n' \"${COMPREPLY[@]}\"",
                "bash",
                share("bash-completion/completions/protectv-audit").toString(),
                "protectv-audit"));
        command.addAll(List.of(words));
        Ended ended = run(dir, command);
        assertThat(ended.err()).isEmpty();
        return ended.out().lines().toList();
    }

    @Test
    void bash_completes_commands_options_and_values() throws Exception {
        Path script = share("bash-completion/completions/protectv-audit");
        assertThat(run(dir, List.of("bash", "-n", script.toString())).code()).isZero();
        assertThat(completed("")).contains("run", "explain", "rules").doesNotContain("share");
        assertThat(completed("rules", "v")).containsExactly("verify");
        assertThat(completed("run", "--req")).containsExactly("--require-signed");
        assertThat(completed("run", "--fail-on", "h")).containsExactly("high");
        assertThat(completed("schema", "w")).containsExactly("waivers");
        assertThat(audit("completion", "bash").out()).isEqualTo(Files.readString(script));
    }

    @Test
    void zsh_takes_the_script_too() throws Exception {
        Path script = Files.writeString(
                dir.resolve("c.zsh"), audit("completion", "zsh").out());
        Ended ended =
                run(dir, List.of("zsh", "-f", "-c", "source " + script + " && print -r -- ${_comps[protectv-audit]}"));
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("_complete_protectv-audit");
    }

    @Test
    void its_schemas_are_those_that_it_prints() throws Exception {
        for (String name : List.of("controls", "inventory", "lint", "rule-test", "waivers")) {
            assertThat(share("protectv-audit/schema/" + name + ".schema.json"))
                    .hasContent(audit("schema", name).out());
        }
    }

    @Test
    void a_missing_ssh_keygen_is_said() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin/java");
        Path jar = launcher().resolveSibling("../lib/protectv-audit.jar").normalize();
        Path rules = launcher().resolveSibling("../rules").normalize();
        Path key = Files.writeString(dir.resolve("key"), "no key");
        Ended ended = run(
                dir,
                List.of(
                        "/usr/bin/env",
                        "PATH=/nowhere",
                        java.toString(),
                        "-jar",
                        jar.toString(),
                        "rules",
                        "sign",
                        "--rules",
                        rules.toString(),
                        "--key",
                        key.toString()));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("ssh-keygen cannot be started", "openssh-client");
    }

    @Test
    void setup_leaves_an_archive_that_the_launcher_uses_and_that_changes_no_answer() throws Exception {
        String before = audit("rules", "test", "PV-KEY-001").out();
        Ended setup = run(
                dir, List.of(launcher().resolveSibling("protectv-audit-setup").toString()));
        assertThat(setup.code()).as(setup.err()).isZero();
        assertThat(launcher().resolveSibling("../lib/protectv-audit.jsa").normalize())
                .exists();
        Ended after = audit("rules", "test", "PV-KEY-001");
        assertThat(after.out()).isEqualTo(before);
        assertThat(after.err()).isEmpty();
        Ended shared =
                run(dir, List.of("env", "JAVA_OPTS=-Xshare:on", launcher().toString(), "rules", "list"));
        assertThat(shared.code()).as(shared.err()).isZero();
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

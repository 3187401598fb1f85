package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** {@code rules test} on a small folder of rules. */
class RulesTestCommandTest {

    private static final String LINE = "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit>"
            + " status=<failure> msg=<Key not found> subject=<Key> client-name=<%s>";

    private static final String TEST = """
            # What staff wrote, and wants to keep.
            rule:   "PV-KEY-001"
            cases:
              - name: 'one line, another count'   # a note
                log: |
                  %1$s
                expect:
                  # the client
                  - {subject: 'web01', count: 2, lines: [1]}  # why
                  - {subject: web99, lines: [1]}

              - expect: []  # none yet
                name: "nothing was expected"
                log: "%1$s\\n%2$s\\n"
              - name: something was expected
                log: |
                  Oct 12 07:28:15 192.0.2.7 cron[7]: nothing
                expect:
                  - {subject: web01, lines: [1]}
              - {name: in brackets, log: "%1$s", expect: [{subject: web02, lines: [1]}]}
              - name: the rest
                log: |
                  %1$s
                expect:
                - subject: web01
                  lines:
                    - 1
            """.formatted(LINE.formatted("web01"), LINE.formatted("o'brien\\e[31m"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path dir;

    private Path test = Path.of("");

    @BeforeEach
    void copy_two_rules() throws IOException {
        Files.createDirectories(dir.resolve("rules/manager"));
        for (String name : List.of("key-not-found", "key-created")) {
            for (String suffix : List.of(".drl", ".test.yaml")) {
                Files.copy(Path.of("rules/manager", name + suffix), dir.resolve("rules/manager/" + name + suffix));
            }
        }
        test = dir.resolve("rules/manager/key-not-found.test.yaml");
    }

    private CommandRun run(String... args) {
        List<String> all = new ArrayList<>(
                List.of("rules", "test", "--rules", dir.resolve("rules").toString()));
        all.addAll(List.of(args));
        return CommandRun.of(all.toArray(String[]::new));
    }

    @Test
    void a_rule_is_named_by_its_id_its_file_its_test_or_its_folder() {
        String seven = "7 passed, 0 failed\n";
        assertThat(run("PV-KEY-001").out()).isEqualTo(seven);
        assertThat(run("manager/key-not-found.drl").out()).isEqualTo(seven);
        assertThat(run(test.toString(), "PV-KEY-001").out()).isEqualTo(seven);
        assertThat(run(dir.resolve("rules/manager").toString()).out()).isEqualTo(run().out());
        assertThat(run().out()).isNotEqualTo(seven).contains(" passed, 0 failed");
    }

    @Test
    void a_rule_can_be_tested_while_its_neighbour_is_broken() throws IOException {
        Path broken = dir.resolve("rules/manager/key-created.drl");
        Files.writeString(broken, Files.readString(broken).replace("AuditEvent(", "AuditEvnt("));
        assertThat(run("pv-key-001").out()).isEqualTo("7 passed, 0 failed\n");
        assertThat(run("PV-KEY-008").code()).isEqualTo(run().code()).isEqualTo(3);
        assertThat(run().err()).contains("manager/key-created.drl:", "AuditEvnt");
    }

    @Test
    void a_name_that_means_no_rule_is_refused_with_the_nearest() throws IOException {
        assertThat(run("PV-KEY-01").code()).isEqualTo(2);
        assertThat(run("PV-KEY-001", "PV-KEY-01").err())
                .contains("there is no rule and no file PV-KEY-01; did you mean PV-KEY-001?");
        assertThat(run("manager").code()).isZero();
        Path outside = Files.writeString(dir.resolve("other.drl"), "");
        assertThat(run(outside.toString()).err()).contains("is no rule and no test of one below");
    }

    @Test
    void a_difference_shows_both_sides_with_the_lines_of_the_log() throws IOException {
        Files.writeString(test, TEST);
        CommandRun run = run("PV-KEY-001");
        assertThat(run.code()).isEqualTo(3);
        golden("rules-test-difference.txt", run.out());
    }

    @Test
    void update_changes_the_expectations_that_differ_and_nothing_else() throws IOException {
        Files.writeString(test, TEST);
        Files.setPosixFilePermissions(test, PosixFilePermissions.fromString("rw-rw----"));
        CommandRun run = run("--update", "PV-KEY-001");
        assertThat(run.out()).contains("RECORDED manager/key-not-found.test.yaml:4:", "1 passed, 0 failed, 4 recorded");
        assertThat(run.code()).isZero();
        golden("rules-test-updated.yaml", Files.readString(test));
        assertThat(Files.getPosixFilePermissions(test)).isEqualTo(PosixFilePermissions.fromString("rw-rw----"));
        assertThat(run("PV-KEY-001").out()).isEqualTo("5 passed, 0 failed\n");
        try (var files = Files.list(test.getParent())) {
            assertThat(files).hasSize(4);
        }
    }

    @Test
    void update_leaves_line_ends_as_they_are() throws IOException {
        Files.writeString(test, TEST.replace("\n", "\r\n"));
        assertThat(run("--update", "PV-KEY-001").code()).isZero();
        assertThat(Files.readString(test).replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(run("PV-KEY-001").out()).isEqualTo("5 passed, 0 failed\n");
    }

    @Test
    void update_changes_nothing_where_all_cases_pass() throws IOException {
        byte[] before = Files.readAllBytes(test);
        assertThat(run("--update", "PV-KEY-001").out()).isEqualTo("7 passed, 0 failed, 0 recorded\n");
        assertThat(Files.readAllBytes(test)).isEqualTo(before);
    }

    @Test
    void a_case_that_cannot_run_is_never_recorded() throws IOException {
        String text = TEST.replace(
                "  - name: something was", "  - lists: {ssh-networks: [tomorrow]}\n    name: something was");
        Files.writeString(test, text);
        CommandRun run = run("--update", "PV-KEY-001");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains(
                        "key-not-found.test.yaml:15: something was expected cannot run, so nothing was recorded:"
                                + " \"tomorrow\" is no network or address; write it as",
                        "1 passed, 1 failed, 3 recorded");
        assertThat(Files.readString(test)).contains("    expect:\n      - {subject: web01, lines: [1]}\n  - {name: in");
    }

    @Test
    void comments_within_brackets_are_not_lost() throws IOException {
        Files.writeString(
                test, TEST.replace("expect: []  # none yet", "expect: [ # these\n      {subject: web99, lines: [1]}]"));
        CommandRun run = run("--update", "PV-KEY-001");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).contains("nothing was expected was not recorded", "1 failed, 3 recorded");
        assertThat(Files.readString(test)).contains("expect: [ # these\n      {subject: web99, lines: [1]}]");
    }

    @Test
    void a_test_that_cannot_be_read_says_where_and_what_to_do() throws IOException {
        Files.writeString(test, TEST.replace("name: the rest", "name: the rest\n    untill: '2017-10-12T09:00'"));
        assertThat(run("PV-KEY-001").out())
                .contains(
                        "key-not-found.test.yaml:22: the test",
                        "has no key \"untill\"; did you mean until?",
                        "1 failed");
        Files.writeString(test, TEST.replace("- expect: []  # none yet", "- "));
        assertThat(run("PV-KEY-001").out()).contains("says nothing of what is found; write expect: [] for no finding");
        Files.writeString(test, "rule: PV-KEY-001\ncases: []\n");
        assertThat(run("PV-KEY-001", "--update").code()).isEqualTo(3);
        assertThat(Files.readString(test)).isEqualTo("rule: PV-KEY-001\ncases: []\n");
    }

    @Test
    void junit_gets_a_suite_for_each_rule_file_and_a_case_for_each_case() throws Exception {
        Files.writeString(
                test,
                TEST.replace(
                        "  - name: something was", "  - lists: {ssh-networks: [tomorrow]}\n    name: something was"));
        Path junit = dir.resolve("out.xml");
        assertThat(run("--junit", junit.toString()).code()).isEqualTo(3);
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
        NodeList suites = xml.getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isEqualTo(2);
        Element suite = (Element) suites.item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("manager/key-not-found.drl");
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("3");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        // The escape character of the log has no place in XML.
        assertThat(suite.getElementsByTagName("failure").item(1).getTextContent())
                .contains("+ found     o'brien[31m");
        CommandRun nowhere = run("--junit", dir.resolve("no/such/out.xml").toString());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("cannot write --junit");
    }

    private static void golden(String name, String text) throws IOException {
        Path golden = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }
}

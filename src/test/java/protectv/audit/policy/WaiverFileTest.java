package protectv.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

class WaiverFileTest {

    @TempDir
    private Path path;

    private PolicyFolder folder = new PolicyFolder(Path.of("."));

    @BeforeEach
    void useFolder() {
        folder = new PolicyFolder(path);
    }

    private PolicyFolder waivers(String... lines) throws IOException {
        return folder.with("waivers.yaml", lines);
    }

    @Test
    void waivers_are_read_in_the_order_of_their_file() throws Exception {
        waivers(
                "waivers:",
                "  - rule: PV-SSH-001",
                "    subject: 'jump0*.example.org'",
                "    reason: 'the scanner of the security team'",
                "    owner: 'security@example.org'",
                "    expires: 2026-12-31",
                "    max-severity: medium   # optional ceiling",
                "  - {rule: PV-KEY-001, subject: 'web01', reason: 'retired', owner: 'keys@example.org', expires: 2027-01-01}");
        assertThat(folder.load().waivers())
                .containsExactly(
                        new Waiver(
                                new RuleId("PV-SSH-001"),
                                "jump0*.example.org",
                                "the scanner of the security team",
                                "security@example.org",
                                LocalDate.of(2026, 12, 31),
                                Severity.MEDIUM),
                        new Waiver(
                                new RuleId("PV-KEY-001"),
                                "web01",
                                "retired",
                                "keys@example.org",
                                LocalDate.of(2027, 1, 1),
                                null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "waivers:\n", "waivers: []\n", "---\n"})
    void an_empty_file_has_no_waivers(String text) throws Exception {
        Files.writeString(path.resolve("waivers.yaml"), text);
        assertThat(folder.load().waivers()).isEmpty();
    }

    @Test
    void a_file_that_is_not_there_has_no_waivers() throws Exception {
        assertThat(folder.load().waivers()).isEmpty();
    }

    @Test
    void all_problems_are_told_with_entry_and_line() throws Exception {
        waivers(
                "waivers:",
                "  - rule: PV-SSH-1",
                "    subject: ''",
                "    reason: ' '",
                "    owner: 5",
                "    expires: soon",
                "    max-severity: awful",
                "    until: 2026-12-31",
                "  - rule: PV-SSH-001",
                "    rule: PV-SSH-002",
                "  - PV-SSH-003",
                "  - rule: [PV-SSH-001]",
                "    subject: a",
                "    reason: b",
                "    owner: c",
                "    expires: 2026-02-30");
        assertThat(folder.problems())
                .containsExactly("waivers.yaml:10:5: \"rule\" stands here and in line 9; take one out");
        waivers(Files.readString(path.resolve("waivers.yaml"))
                .replace("    rule: PV-SSH-002\n", "")
                .split("\n"));
        assertThat(folder.problems())
                .containsExactly(
                        "waivers.yaml:2:11: rule of waiver 1: a rule id looks like PV-KEY-002, not like \"PV-SSH-1\"",
                        "waivers.yaml:3:14: subject of waiver 1 is nothing; write a text",
                        "waivers.yaml:4:13: reason of waiver 1 is nothing; write a text",
                        "waivers.yaml:5:12: owner of waiver 1 is a number or a truth value; put it in single quotes",
                        "waivers.yaml:6:14: expires of waiver 1: \"soon\" is no date; write it as 2026-12-31",
                        "waivers.yaml:7:19: max-severity of waiver 1: there is no severity \"awful\"; it is one of"
                                + " informational, low, medium, high, critical",
                        "waivers.yaml:8:5: waiver 1 has no key \"until\"; it has expires, max-severity, owner, reason,"
                                + " rule, subject",
                        "waivers.yaml:9:5: waiver 2 has no expires; add one",
                        "waivers.yaml:9:5: waiver 2 has no owner; add one",
                        "waivers.yaml:9:5: waiver 2 has no reason; add one",
                        "waivers.yaml:9:5: waiver 2 has no subject; add one",
                        "waivers.yaml:10:5: waiver 3 is a text; it has the keys expires, max-severity, owner, reason,"
                                + " rule, subject",
                        "waivers.yaml:11:11: rule of waiver 4 is a list; write a text",
                        "waivers.yaml:15:14: expires of waiver 4: \"2026-02-30\" is no date; write it as 2026-12-31");
    }

    @Test
    void a_problem_shows_its_line_with_a_caret() throws Exception {
        waivers("waiver: []");
        assertThatThrownBy(folder::load)
                .isInstanceOf(RulesException.class)
                .hasMessage(
                        "waivers.yaml:1:1: the file has no key \"waiver\"; did you mean waivers?; it has waivers\n    waiver: []\n    ^");
    }

    @Test
    void what_a_reader_would_not_see_through_is_refused() throws Exception {
        waivers("waivers:", "  - &first", "    rule: PV-SSH-001", "  - *first", "  - subject: !!str x");
        assertThat(folder.problems()).hasSize(3).satisfies(problems -> {
            assertThat(problems.get(0)).startsWith("waivers.yaml:2:5: anchors (&name) and aliases");
            assertThat(problems.get(1)).startsWith("waivers.yaml:4:5: anchors (&name) and aliases");
            assertThat(problems.get(2)).startsWith("waivers.yaml:5:14: tags (!name) are not read");
        });
        waivers("waivers:", "  - rule: &r PV-SSH-001", "    &k subject: x");
        assertThat(folder.problems())
                .extracting(text -> text.substring(0, text.indexOf(": anchors")))
                .containsExactly("waivers.yaml:2:11", "waivers.yaml:3:5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "waivers:\n  - subject: *\n",
                "waivers:\n  - subject: 'x\n",
                "waivers:\n\t- rule: x\n",
                "waivers: [\n",
                "? [a]\n: b\n",
                "a: b: c\n"
            })
    void what_is_not_yaml_is_told_with_its_line(String text) throws Exception {
        Files.writeString(path.resolve("waivers.yaml"), text);
        assertThat(folder.problems())
                .singleElement()
                .asString()
                .matches("waivers\\.yaml:[1-3]:\\d+: this is not YAML: .+");
    }

    @Test
    void a_second_document_is_refused() throws Exception {
        waivers("waivers: []", "---", "waivers: []");
        assertThat(folder.problems())
                .containsExactly("waivers.yaml:3:1: a second document begins here; a file holds one, take out the ---");
    }

    @Test
    void what_is_not_utf_8_is_refused() throws Exception {
        Files.write(path.resolve("waivers.yaml"), new byte[] {'#', (byte) 0xE4, '\n'});
        assertThat(folder.problems()).containsExactly("waivers.yaml: the file is not UTF-8; save it as UTF-8");
    }
}

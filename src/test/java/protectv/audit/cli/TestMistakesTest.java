package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.Golden;

/** What {@code rules lint} and {@code rules test} say to an author who makes mistakes in a test. */
class TestMistakesTest {

    private static final String RULE = "manager/key-still-missing";

    private static final String TEST = """
            rule: PV-KEY-055
            cases:
              - name: 'a key is not found, and none is given'
                log: |
                  Oct 12 08:00:00 192.0.2.7 gordium 2017-10-12 08:00:00 category=<Audit> status=<failure> msg=<Key not found> subject=<Key> client-name=<web01>
                until: 2017-10-12T09:00
                expect:
                  - {subject: web01, lines: [1], count: 1}
              - name: 'near miss, a key is given'
                log: |
                  Oct 12 08:00:00 192.0.2.7 gordium 2017-10-12 08:00:00 category=<Audit> status=<failure> msg=<Key not found> subject=<Key> client-name=<web01>
                  Oct 12 08:01:00 192.0.2.7 gordium 2017-10-12 08:01:00 category=<Audit> status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>
                expect: []
            """;

    /** Words of the program's libraries, which say nothing to those who write tests. */
    private static final String FOREIGN =
            "(?i)scalar|token|\\bmapping\\b|sequence entr|<block|reader,|deserial|jackson|java|exception|null\\b|class ";

    @TempDir
    private Path rules;

    @BeforeEach
    void one_sound_rule() throws IOException {
        Files.createDirectories(rules.resolve("manager"));
        Files.copy(Path.of("rules", RULE + ".drl"), rules.resolve(RULE + ".drl"));
        write(TEST);
    }

    private void write(String test) throws IOException {
        Files.writeString(rules.resolve(RULE + ".test.yaml"), test);
    }

    private CommandRun rules(String command) {
        return CommandRun.of("rules", command, "--rules", rules.toString());
    }

    @Test
    void a_sound_test_has_no_problem() {
        assertThat(rules("lint").out()).isEqualTo("no errors, no warnings\n");
        assertThat(rules("test").code()).isZero();
    }

    /** Each mistake by what was typed for what. */
    private static Map<String, String[]> mistakes() {
        Map<String, String[]> mistakes = new LinkedHashMap<>();
        mistakes.put("a key is misspelt", new String[] {"    expect: []", "    expects: []"});
        mistakes.put("a key of a finding is misspelt", new String[] {"{subject:", "{subjekt:"});
        mistakes.put("a key of the file is misspelt", new String[] {"cases:", "case:"});
        mistakes.put("a number for a list", new String[] {"lines: [1]", "lines: 1"});
        mistakes.put("a text for a number", new String[] {"count: 1", "count: one"});
        mistakes.put("a number in quotes", new String[] {"count: 1", "count: '1'"});
        mistakes.put("no subject", new String[] {"{subject: web01, ", "{"});
        mistakes.put("no lines", new String[] {", lines: [1]", ""});
        mistakes.put("a number for a subject", new String[] {"subject: web01", "subject: 4711"});
        mistakes.put("another rule", new String[] {"rule: PV-KEY-055", "rule: PV-KEY-056"});
        mistakes.put("no rule", new String[] {"rule: PV-KEY-055\n", ""});
        mistakes.put("no name", new String[] {"  - name: 'near miss, a key is given'\n    log", "  - log"});
        mistakes.put(
                "no log", new String[] {TEST.substring(TEST.indexOf(", and none"), TEST.indexOf("    until")), "'\n"});
        mistakes.put("nothing expected", new String[] {"    expect: []\n", ""});
        mistakes.put("a key stands twice", new String[] {"    expect: []\n", "    expect: []\n    expect: []\n"});
        mistakes.put("a time that is none", new String[] {"2017-10-12T09:00", "12.10.2017 09:00"});
        mistakes.put("a date that is none", new String[] {"cases:", "reference: 2017-13-01\ncases:"});
        mistakes.put("a tab", new String[] {"    until", "\tuntil"});
        mistakes.put("a line too far to the right", new String[] {"    expect:\n", "      expect:\n"});
        mistakes.put("a line too far to the left", new String[] {"    until", "   until"});
        mistakes.put("a text with a colon", new String[] {"'near miss, a key is given'", "near miss: a key is given"});
        mistakes.put("a quote is not closed", new String[] {"is given'", "is given"});
        mistakes.put("a bracket is not closed", new String[] {"count: 1}", "count: 1"});
        mistakes.put("a list is not closed", new String[] {"lines: [1]", "lines: [1"});
        mistakes.put("no colon", new String[] {"    until: 2017", "    until 2017"});
        mistakes.put("no blank behind the colon", new String[] {"    until: 2017", "    until:2017"});
        mistakes.put("no dash", new String[] {"  - name: 'near", "    name: 'near"});
        mistakes.put("a name that begins with a sign", new String[] {"'near miss, a key is given'", "@near miss"});
        mistakes.put("cases that are none", new String[] {TEST.substring(TEST.indexOf("cases:")), "cases: none\n"});
        mistakes.put("no case", new String[] {TEST.substring(TEST.indexOf("cases:")), ""});
        mistakes.put("nothing at all", new String[] {TEST, ""});
        mistakes.put("lists without names", new String[] {"    expect: []", "    lists: [alice]\n    expect: []"});
        mistakes.put("what is to be filled in", new String[] {"'near miss, a key", "'FILL IN: a key"});
        return mistakes;
    }

    @Test
    void each_mistake_is_told_with_its_file_its_line_and_what_to_do() throws IOException {
        StringBuilder told = new StringBuilder();
        for (Map.Entry<String, String[]> mistake : mistakes().entrySet()) {
            String[] edit = mistake.getValue();
            assertThat(TEST).as(mistake.getKey()).contains(edit[0]);
            write(TEST.replace(edit[0], edit[1]));
            CommandRun lint = rules("lint");
            assertThat(lint.out())
                    .as(mistake.getKey())
                    .containsPattern("key-still-missing\\.test\\.yaml:\\d+:\\d+: ")
                    .doesNotContainPattern(FOREIGN);
            assertThat(lint.code()).as(mistake.getKey()).isZero();
            assertThat(CommandRun.of("rules", "lint", "--strict", "--rules", rules.toString())
                            .code())
                    .isEqualTo(3);
            if (!lint.out().contains("warning unfinished")) {
                assertThat(rules("test").code()).as(mistake.getKey()).isEqualTo(3);
            }
            told.append("## ")
                    .append(mistake.getKey())
                    .append('\n')
                    .append(lint.out())
                    .append('\n');
        }
        Golden.assertSame("lint/test-mistakes.txt", told.toString());
    }

    @Test
    void a_rule_that_was_begun_and_left_is_told_wherever_something_is_to_be_filled_in() throws IOException {
        CommandRun made = CommandRun.of(
                "rules", "new", "event", "--id", "PV-KEY-058", "--title", "Begun", "--rules", rules.toString());
        assertThat(made.code()).isZero();
        assertThat(rules("lint").out())
                .containsPattern("begun\\.drl:\\d+:\\d+: write here what it asks for")
                .containsPattern("begun\\.test\\.yaml:\\d+:\\d+: write here what it asks for");
    }
}

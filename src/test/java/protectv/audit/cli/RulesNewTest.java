package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import protectv.audit.Golden;
import protectv.audit.catalogue.RuleKind;

/** {@code rules new}. */
class RulesNewTest {

    /** Every template, by kind and folder. */
    private static final List<String> TEMPLATES = List.of(
            "event manager",
            "event ssh",
            "event client",
            "threshold ssh",
            "threshold manager",
            "distinct ssh",
            "distinct manager",
            "sequence manager",
            "sequence ssh",
            "after-attempts manager",
            "after-attempts ssh",
            "absence manager",
            "life-cycle manager",
            "incident client",
            "silence logs",
            "list ssh",
            "list manager");

    @TempDir
    Path dir;

    private Path rules;

    @BeforeEach
    void a_folder_with_some_rules() throws IOException {
        rules = dir.resolve("rules");
        for (String name : new String[] {"manager/key-still-missing", "ssh/password-guessing", "ssh/invalid-user"}) {
            Files.createDirectories(rules.resolve(name).getParent());
            for (String ending : new String[] {".drl", ".test.yaml"}) {
                Files.copy(Path.of("rules", name + ending), rules.resolve(name + ending));
            }
        }
    }

    private CommandRun create(String... args) {
        List<String> all = new ArrayList<>(List.of("rules", "new", "--rules", rules.toString()));
        all.addAll(Arrays.asList(args));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(rules)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> rules.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void each_template_loads_with_the_others_and_its_test_fails_with_what_to_fill_in() throws IOException {
        int number = 900;
        for (String template : TEMPLATES) {
            String kind = template.substring(0, template.indexOf(' '));
            String folder = template.substring(template.indexOf(' ') + 1);
            String id = "PV-TRY-" + number++;
            assertThat(create(kind, "--id", id, "--folder", folder, "--title", "Try " + template)
                            .code())
                    .as(template)
                    .isZero();
        }
        assertThat(TEMPLATES.stream().map(t -> RuleKind.of(t.substring(0, t.indexOf(' ')))))
                .contains(RuleKind.values());
        CommandRun tests = CommandRun.of("rules", "test", "--rules", rules.toString());
        assertThat(tests.code()).isEqualTo(3);
        assertThat(tests.out()).contains(TEMPLATES.size() + " failed").doesNotContain("is no such YAML");
        for (String template : TEMPLATES) {
            String name = template.replace(' ', '-');
            String test = rules.relativize(rules.resolve("try-" + name + ".test.yaml"))
                    .toString();
            String folder = template.substring(template.indexOf(' ') + 1);
            assertThat(tests.out())
                    .containsPattern("FAILED +" + folder + "/" + test + ":\\d+: FILL IN: say what happens");
            filledIn(folder + "/try-" + name, tests.out());
        }
        CommandRun filled = CommandRun.of("rules", "test", "--rules", rules.toString());
        assertThat(filled.out()).contains(" passed, 0 failed");
        assertThat(filled.code()).isZero();
    }

    /** Does what the failure says: writes the subject that was found in place of the one to fill in. */
    private void filledIn(String name, String printed) throws IOException {
        String rest = printed.substring(printed.indexOf(name + ".test.yaml:"));
        String of = rest.split("\nFAILED", 2)[0];
        assertThat(of).containsPattern("- expected +FILL IN: whom");
        Matcher row = Pattern.compile("\\+ found +(.+?) {2,}lines").matcher(of);
        assertThat(row.find()).as(of).isTrue();
        String subject = row.group(1);
        Path test = rules.resolve(name + ".test.yaml");
        Files.writeString(test, Files.readString(test).replace("FILL IN: whom the finding is about", subject));
    }

    @Test
    void the_author_is_told_what_was_written_and_what_comes_next() throws IOException {
        CommandRun run =
                create("threshold", "--id", "PV-SSH-070", "--title", "Many unknown users", "--since", "2026-11-22");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("ssh/many-unknown-users.drl", "ssh/many-unknown-users.test.yaml", "rules test PV-SSH-070");
        Golden.assertSame(
                "catalogue/new-threshold.drl.txt", Files.readString(rules.resolve("ssh/many-unknown-users.drl")));
        Golden.assertSame(
                "catalogue/new-threshold-red.txt",
                CommandRun.of("rules", "test", "PV-SSH-070", "--rules", rules.toString())
                        .out());
    }

    @Test
    void without_a_date_the_rule_has_the_day_of_its_file() throws IOException {
        assertThat(create("event", "--id", "PV-KEY-020", "--title", "Fresh").code())
                .isZero();
        String day = Files.getLastModifiedTime(rules.resolve("manager/fresh.test.yaml"))
                .toInstant()
                .toString()
                .substring(0, 10);
        assertThat(Files.readString(rules.resolve("manager/fresh.drl"))).contains("@since(\"" + day + "\")");
    }

    @Test
    void without_an_id_the_area_gets_the_next_one_of_the_kind() throws IOException {
        assertThat(create("event", "--area", "ssh", "--title", "One event").out())
                .contains("rules test PV-SSH-008", "ssh/one-event.drl");
        assertThat(create("distinct", "--area", "SSH", "--title", "Several events")
                        .out())
                .contains("rules test PV-SSH-051");
        assertThat(create("event", "--area", "GW", "--title", "First of its area")
                        .out())
                .contains("rules test PV-GW-001", "manager/first-of-its-area.drl");
        assertThat(create("silence", "--area", "NEW", "--title", "An area of its own")
                        .out())
                .contains("rules test PV-NEW-050", "logs/an-area-of-its-own.drl");
        assertThat(files()).hasSize(14);
    }

    @Test
    void a_used_id_is_refused_and_the_next_free_one_named() throws IOException {
        List<String> before = files();
        CommandRun run = create("absence", "--id", "PV-KEY-055", "--title", "Again");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("PV-KEY-055 is that of manager/key-still-missing.drl", "is PV-KEY-056");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_file_that_is_there_stays_as_it_is() throws IOException {
        assertThat(create("event", "--id", "PV-KEY-020", "--title", "Key still missing")
                        .code())
                .isEqualTo(2);
        Path test = Files.writeString(rules.resolve("manager/orphan.test.yaml"), "mine");
        CommandRun run = create("event", "--id", "PV-KEY-020", "--title", "Orphan");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("orphan.test.yaml already", "another title");
        assertThat(test).hasContent("mine");
        assertThat(rules.resolve("manager/orphan.drl")).doesNotExist();
        assertThat(rules.resolve("manager/key-still-missing.drl"))
                .hasSameTextualContentAs(Path.of("rules/manager/key-still-missing.drl"));
    }

    @ParameterizedTest
    @CsvSource({
        "treshold, PV-KEY-020, A title, manager, did you mean threshold?",
        "event, PV-KEY-20, A title, manager, a rule id looks like",
        "event, PV-KEY-020, 'A \"quoted\" title', manager, without double quotes",
        "event, PV-KEY-020, 'A \\u0041 title', manager, backslashes",
        "event, PV-KEY-020, ' ', manager, a title is one line",
        "event, PV-KEY-020, A title, ../elsewhere, a folder such as manager",
        "event, PV-KEY-020, A title, /elsewhere, a folder such as manager"
    })
    void what_cannot_become_a_rule_is_refused_before_anything_is_written(
            String kind, String id, String title, String folder, String says) throws IOException {
        List<String> before = files();
        CommandRun run = create(kind, "--id", id, "--title", title, "--folder", folder);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(says);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void any_other_title_loads_and_names_its_file() throws IOException {
        String[] titles = {
            "Manager's // key /* of `x` when then end @subject(1) {$no}", "Schlüssel für Gerät", "鍵", "rule x"
        };
        int number = 21;
        for (String title : titles) {
            CommandRun run = create("event", "--id", "PV-KEY-0" + number++, "--title", title);
            assertThat(run.err()).isEmpty();
            assertThat(run.code()).isZero();
        }
        assertThat(files())
                .contains(
                        "manager/manager-s-key-of-x-when-then-end-subject-1-no.drl",
                        "manager/schlussel-fur-gerat.drl",
                        "manager/pv-key-023.drl",
                        "manager/rule-x.drl");
    }

    @Test
    void an_id_or_an_area_is_needed_and_not_both() {
        assertThat(create("event", "--title", "T").err()).contains("--id PV-KEY-060, or --area KEY");
        CommandRun both = create("event", "--title", "T", "--id", "PV-KEY-020", "--area", "KEY");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("leave --area out");
        assertThat(create("event", "--title", "T", "--area", "K1").code()).isEqualTo(2);
    }

    @Test
    void an_empty_folder_gets_its_first_rule() throws IOException {
        rules = Files.createDirectories(dir.resolve("mine"));
        assertThat(create("event", "--area", "KEY", "--title", "First").code()).isZero();
        assertThat(files()).containsExactly("manager/first.drl", "manager/first.test.yaml");
    }
}

package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What each command says of itself: help, manual page, completion, schemas. */
class CommandHelpTest {

    @TempDir
    Path dir;

    private static List<CommandSpec> all(CommandSpec spec) {
        List<CommandSpec> all = new ArrayList<>(List.of(spec));
        for (CommandLine command : spec.subcommands().values()) {
            all.addAll(all(command.getCommandSpec()));
        }
        return all;
    }

    static Stream<String> leaves() {
        return all(Commands.all().getCommandSpec()).stream()
                .filter(spec -> spec.subcommands().isEmpty())
                .map(spec -> spec.qualifiedName(" "));
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void each_command_shows_an_example_of_itself(String name) {
        String[] words = name.split(" ");
        String[] args = Arrays.copyOfRange(words, 1, words.length + 1);
        args[words.length - 1] = "--help";
        CommandRun help = CommandRun.of(args);
        assertThat(help.code()).isZero();
        assertThat(help.out()).containsPattern("(?m)^Examples?:$");
        assertThat(help.out().substring(help.out().lastIndexOf("\nExample"))).contains(" " + name + " ");
    }

    @Test
    void the_program_itself_shows_one() {
        assertThat(CommandRun.of("--help").out()).contains("\nExample:\n  protectv-audit run ");
    }

    @Test
    void each_command_has_a_manual_page_that_names_its_options() throws IOException {
        CommandRun run = CommandRun.of("share", "--out", dir.toString(), "--date", "2026-11-22T00:00:00Z");
        assertThat(run.code()).as(run.err()).isZero();
        for (CommandSpec spec : all(Commands.all().getCommandSpec())) {
            Path page = dir.resolve("man/man1").resolve(spec.qualifiedName("-") + ".1");
            if (spec.usageMessage().hidden()) {
                assertThat(page).doesNotExist();
                continue;
            }
            String text = Files.readString(page);
            assertThat(text)
                    .startsWith(".TH \"")
                    .contains(
                            " 1 2026-11-22 ",
                            ".SH \"NAME\"\n",
                            ".SH \"EXAMPLES\"\n".repeat(spec.subcommands().isEmpty() ? 1 : 0));
            spec.options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> assertThat(text)
                            .contains("\\fB" + option.longestName().replace("-", "\\-") + "\\fR"));
            assertThat(text).doesNotContain("${", "--keep-all", "\\-\\-keep\\-all");
            assertThat(text.lines()).noneMatch(line -> line.startsWith("'"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completion_is_a_script_of_the_shell(String shell) {
        CommandRun run = CommandRun.of("completion", shell);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("_complete_protectv-audit", "--allowed-signers")
                .doesNotContain("--keep-all");
        assertThat(run.out().contains("compinit; }")).isEqualTo(shell.equals("zsh"));
        assertThat(CommandRun.of("completion", "fish").code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"controls", "inventory", "lint", "report", "rule-test", "waivers"})
    void schema_prints_the_schema_of_a_file(String name) {
        CommandRun run = CommandRun.of("schema", name);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("https://json-schema.org/draft/2020-12/schema", "urn:protectv-audit:" + name);
    }

    @Test
    void an_unknown_schema_is_an_error_that_names_those_there_are() {
        CommandRun run = CommandRun.of("schema", "rules");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("rule-test, waivers");
    }
}

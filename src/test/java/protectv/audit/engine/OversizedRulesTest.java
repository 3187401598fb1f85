package protectv.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/** Rules that are made to send their readers too deep, too far or round in circles. Each is refused at once, in words. */
class OversizedRulesTest {

    private static final String TOO_LONG = "is larger than 32 KiB";
    private static final String LONG_LINE = "a line of a rule at most 2,000";
    private static final String DEEP = "brackets stand within brackets 9 deep";
    private static final String MANY = "the rule has more than 200 commas, ||, && and +";
    private static final String LONG_REGEX = "the regular expression is longer than 500 letters";

    @TempDir
    private Path folder;

    static Stream<Arguments> attacks() {
        return Stream.of(
                attack("a file of ten megabytes", "/*" + "*".repeat(10_000_000) + "*/", TOO_LONG),
                attack("brackets 100,000 deep", "(".repeat(100_000) + "count > 1" + ")".repeat(100_000), TOO_LONG),
                attack("a million dollars", "$".repeat(1_000_000), TOO_LONG),
                attack("half a million words", "a ".repeat(500_000), TOO_LONG),
                attack("a line of a thousand dots", "message" + ".a".repeat(1_000), LONG_LINE),
                attack("brackets 9 deep, which the parser tries in 1,000 ways", "((((((((count > 1))))))))", DEEP),
                attack("brackets over lines", "(\n".repeat(5_000) + "count > 1" + ")\n".repeat(5_000), DEEP),
                attack("two hundred alternatives", joined(" ||\n", "count > %d", 210), MANY),
                attack("two thousand constraints", joined(",\n", "count > %d", 2_000), MANY),
                attack(
                        "a sum of six thousand",
                        "count > " + joined("\n+ ", "%d", 6_000).replaceAll("\\d+", "1"),
                        MANY),
                attack(
                        "facts without number",
                        joined("\n", "message ) AuditEvent( count > %d", 30),
                        "more than 24 facts"),
                attack(
                        "an expression of groups",
                        "message matches \"" + "(".repeat(600) + ")".repeat(600) + "\"",
                        LONG_REGEX),
                attack("an expression of maybes", "message matches \"" + "a?".repeat(400) + "\"", LONG_REGEX),
                attack("a number beyond all", "count > 99999999999", "no number here is as large"),
                attack("arguments by place", "\"x\"; count > 1", "divided by commas"),
                attack(
                        "letters that look like others",
                        "m\u0435ssage == \"a\"",
                        "(U+0435) is no letter of the rule language"),
                attack("ten thousand mistakes", "zz\n".repeat(9_000), "8,951 more problems of this file are not told"));
    }

    private static Arguments attack(String name, String constraint, String told) {
        return Arguments.of(name, constraint, told);
    }

    private static String joined(String between, String each, int times) {
        return IntStream.range(0, times).mapToObj(each::formatted).collect(Collectors.joining(between));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    @Timeout(60)
    void what_no_person_would_write_is_refused(String name, String constraint, String told) throws IOException {
        write("a.drl", rule(constraint));
        assertThatThrownBy(this::compile).isInstanceOf(RulesException.class).hasMessageContaining(told);
    }

    @Test
    void a_long_list_of_values_is_none_of_them() throws IOException, RulesException {
        write("a.drl", rule("clientName not in ( " + joined(",\n", "\"host%d\"", 1_500) + " )"));
        assertThat(compile().rules()).hasSize(1);
    }

    @Test
    void a_link_to_a_file_outside_the_folder_is_not_read() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "root:x:0:0");
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.createSymbolicLink(rules.resolve("a.drl"), secret);
        assertThatThrownBy(this::compile)
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("a.drl is a link to a file outside the folder of the rules")
                .hasMessageNotContaining("root:x");
    }

    /** Kubernetes writes {@code ..2026_11/a.drl}, links {@code ..data} to its folder, and {@code a.drl} to what is below. */
    @Test
    void a_folder_that_is_mounted_from_a_config_map_has_each_rule_once() throws IOException, RulesException {
        Path rules = folder.resolve("rules");
        for (String name : new String[] {"a.drl", "a.test.yaml"}) {
            write("..2026_11/" + name, name.endsWith("drl") ? rule("count > 1") : "");
        }
        Files.createSymbolicLink(rules.resolve("..data"), Path.of("..2026_11"));
        Files.createSymbolicLink(rules.resolve("a.drl"), Path.of("..data/a.drl"));
        Files.createSymbolicLink(rules.resolve("a.test.yaml"), Path.of("..data/a.test.yaml"));
        assertThat(compile().rules()).hasSize(1);
    }

    private RuleCatalog compile() throws RulesException {
        RuleCatalog catalog = RuleCatalog.load(folder.resolve("rules"), FactVocabulary.VOCABULARY);
        RuleCompiler.compile(catalog);
        return catalog;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("rules").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.writeString(file.resolveSibling("a.test.yaml"), "");
    }

    private static String rule(String constraint) {
        return """
                package rules.manager

                import protectv.audit.event.AuditEvent

                rule "PV-KEY-900"
                    @title("A rule")
                    @severity("low")
                    @status("test")
                    @since("2026-11-22")
                    @subject("{$client}")
                    @cause("a cause")
                    @remedy("a remedy")
                    @controls("nist-800-53:AU-6")
                when
                    AuditEvent( event == "Key not found", $client : clientName,
                %s )
                then
                end
                """.formatted(constraint);
    }
}

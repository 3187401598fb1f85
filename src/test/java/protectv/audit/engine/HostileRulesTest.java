package protectv.audit.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import protectv.audit.Golden;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleProblem;
import protectv.audit.rule.RulesException;

/** Rules that are attacks: each is refused before anything of it is compiled, and told what is wrong. */
class HostileRulesTest {

    private static final Path CORPUS = Path.of("src/test/resources/hostile/rules.txt");

    @TempDir
    private Path folder;

    private static Map<String, String> corpus() throws IOException {
        Map<String, String> rules = new LinkedHashMap<>();
        for (String block : Files.readString(CORPUS).split("(?m)^### ", -1)) {
            if (!block.isEmpty()) {
                int line = block.indexOf('\n');
                rules.put(block.substring(0, line), block.substring(line + 1));
            }
        }
        return rules;
    }

    @Test
    void each_attack_is_refused_and_told_why() throws IOException {
        StringBuilder told = new StringBuilder();
        corpus().forEach((name, text) ->
                told.append(name).append('\n').append(refusal(name, text).indent(2)));
        assertThat(corpus()).hasSizeGreaterThan(100);
        Golden.assertSame("hostile/refusals.txt", told.toString());
    }

    /** Lint reads the text, the gate what Drools read: what one of them is blind to, the other sees. */
    @Test
    void the_gate_refuses_by_itself_what_is_no_plain_comparison() throws IOException, RulesException {
        Rule sound = sound();
        StringBuilder told = new StringBuilder();
        corpus().forEach((name, text) -> {
            Rule rule = new Rule(
                    sound.metadata(),
                    "a.drl",
                    text,
                    sound.interest(),
                    sound.memories(),
                    sound.facts(),
                    sound.silences(),
                    sound.lists());
            List<RuleProblem> problems = RuleGate.check(rule, FactVocabulary.VOCABULARY);
            String first =
                    problems.isEmpty() ? "nothing against it" : problems.get(0).message();
            told.append(name).append(": ").append(first).append('\n');
        });
        Golden.assertSame("hostile/gate.txt", told.toString());
    }

    /** What got past both of them would still be in the classes: they name all that they use. */
    @ParameterizedTest
    @CsvSource({
        "exec-in-consequence, java.lang.Runtime.exec",
        "exit-in-consequence, java.lang.System.exit",
        "exec-in-constraint, java.lang.Runtime.getRuntime",
        "class-loader, java.lang.Class.getClassLoader",
        "get-class, java.lang.Object.getClass",
        "read-file, java.nio.file.Files.readString",
        "environment, java.lang.System.getenv",
        "function, java.lang.System.exit"
    })
    void classes_that_name_what_is_not_for_rules_are_refused_before_they_are_loaded(String name, String named)
            throws IOException {
        RuleClasses classes = RuleCompiler.classesOf(Map.of("a.drl", requireNonNull(corpus().get(name))));
        assertThat(ClassGate.refused(classes.classes())).anyMatch(refused -> refused.startsWith(named));
        assertThatThrownBy(classes::load).isInstanceOf(RulesException.class).hasMessageContaining("not for rules");
    }

    @Test
    void a_class_of_a_rule_knows_no_other_class_than_those_of_the_list() throws ClassNotFoundException {
        ModelLoader loader = new ModelLoader(Map.of(), HostileRulesTest.class.getClassLoader());
        assertThat(loader.loadClass("protectv.audit.event.LoginEvent")).isNotNull();
        for (String name :
                List.of("java.lang.Runtime", "java.io.File", "protectv.audit.cli.Main", "java.lang.Thread")) {
            assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    private Rule sound() throws IOException, RulesException {
        Path rules = Files.createDirectories(folder.resolve("sound"));
        String text = requireNonNull(corpus().get("exec-in-consequence"))
                .replace("    Runtime.getRuntime().exec(\"id\");\n", "");
        Files.writeString(rules.resolve("a.drl"), text);
        Files.writeString(rules.resolve("a.test.yaml"), "");
        return RuleCatalog.load(rules, FactVocabulary.VOCABULARY).rules().get(0);
    }

    private String refusal(String name, String text) {
        try {
            Path rules = Files.createDirectories(folder.resolve(name));
            Files.writeString(rules.resolve("a.drl"), text);
            Files.writeString(rules.resolve("a.test.yaml"), "");
            RuleCompiler.compile(RuleCatalog.load(rules, FactVocabulary.VOCABULARY));
            throw new AssertionError(name + " was not refused");
        } catch (RulesException e) {
            return String.valueOf(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package protectv.audit.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.ShippedRules;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Span;

/** A mistake in a rule must be noticed by the test beside it. */
class RuleMutationTest {

    private static final Pattern SPAN = Pattern.compile("@(span|grace)\\(\"([^\"]*)\"\\)");

    private static final Pattern LONGER = Pattern.compile("-> \\d+s}");

    /** Mistakes that change nothing, and why. */
    private static final Map<String, String> NO_MISTAKES = Map.of(
            "PV-SSH-008: without event == \"Other\",",
            "no event but these tells of an attempt by such a method; the event is named so that others need not be looked at");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private record Mutant(Rule rule, String what, String text) {}

    @Test
    void each_small_mistake_in_a_rule_is_noticed_by_its_test() throws IOException {
        Map<String, List<Mutant>> byRule = new TreeMap<>();
        int count = 0;
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            List<Mutant> mutants = new ArrayList<>();
            RuleMutants.of(rule).forEach((what, text) -> mutants.add(new Mutant(rule, what, text)));
            byRule.put(rule.id().value(), mutants);
        }
        List<String> survivors = new ArrayList<>();
        int rounds = byRule.values().stream().mapToInt(List::size).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            Map<String, Mutant> live = new TreeMap<>();
            for (List<Mutant> mutants : byRule.values()) {
                if (round < mutants.size() && isRule(mutants.get(round))) {
                    live.put(mutants.get(round).rule().file(), mutants.get(round));
                }
            }
            count += judge(live, round, survivors);
        }
        survivors.removeAll(NO_MISTAKES.keySet());
        assertThat(survivors).as("mistakes that no test notices, of %d", count).isEmpty();
        // The rules say so much that can be got wrong; a handful would mean that the mutants are broken.
        assertThat(count).isGreaterThan(5 * ShippedRules.CATALOG.rules().size());
    }

    /** Runs the tests of all mutants of one round; one mutant of each rule is compiled together with those of the others. */
    private int judge(Map<String, Mutant> live, int round, List<String> survivors) throws IOException {
        while (!live.isEmpty()) {
            Path round0 = write(live, "round" + round + "-" + live.size());
            try {
                RuleCatalog catalog = RuleCatalog.load(round0, FactVocabulary.VOCABULARY);
                CompiledRules compiled = RuleCompiler.compile(catalog);
                RuleTestRunner runner = new RuleTestRunner(catalog, compiled);
                for (Rule rule : catalog.rules()) {
                    if (runner.run(rule).stream().allMatch(RuleTestRunner.Result::passed)) {
                        Mutant mutant = Objects.requireNonNull(live.get(rule.file()));
                        survivors.add(rule.id() + ": " + mutant.what());
                    }
                }
                return live.size();
            } catch (RulesException e) {
                // What does not compile is noticed before any test.
                TreeSet<String> broken = new TreeSet<>(live.keySet());
                broken.removeIf(file -> !String.valueOf(e.getMessage()).contains(file));
                assertThat(broken).as(String.valueOf(e.getMessage())).isNotEmpty();
                live.keySet().removeAll(broken);
            }
        }
        return 0;
    }

    private boolean isRule(Mutant mutant) throws IOException {
        try {
            RuleCatalog.load(write(Map.of(mutant.rule().file(), mutant), "one"), FactVocabulary.VOCABULARY);
            return true;
        } catch (RulesException e) {
            return false;
        }
    }

    private Path write(Map<String, Mutant> mutants, String name) throws IOException {
        Path rules = folder.resolve(name);
        if (Files.exists(rules)) {
            try (var files = Files.walk(rules)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
        for (Mutant mutant : mutants.values()) {
            Path file = rules.resolve(mutant.rule().file());
            Files.createDirectories(file.getParent());
            Files.writeString(file, withLongSpans(mutant));
            String test = RuleCatalog.testOf(mutant.rule().file());
            Files.copy(ShippedRules.FOLDER.resolve(test), rules.resolve(test));
        }
        return rules;
    }

    /** A second more of memory, so that lint does not refuse a condition that reaches a second further. */
    private static String withLongSpans(Mutant mutant) {
        if (!LONGER.matcher(mutant.what()).find()) {
            return mutant.text();
        }
        return SPAN.matcher(mutant.text())
                .replaceAll(span -> "@" + span.group(1) + "(\""
                        + Span.parse(span.group(2)).plusSeconds(1).toSeconds() + "s\")");
    }
}

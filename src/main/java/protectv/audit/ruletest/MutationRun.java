package protectv.audit.ruletest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Span;

/**
 * Runs the test of each rule with mutants of the rule, in rounds: one mutant of each rule is compiled together with those
 * of the others, as compiling costs far more than the tests do.
 */
final class MutationRun implements AutoCloseable {

    private static final Pattern SPAN = Pattern.compile("@(span|grace)\\(\"([^\"]*)\"\\)");

    private final Map<String, RuleTest> tests;
    private final Map<Mutant, Verdict.Fate> fates = new HashMap<>();
    private final Path folder;

    private MutationRun(Map<String, RuleTest> tests) throws IOException {
        this.tests = Map.copyOf(tests);
        this.folder = Files.createTempDirectory("protectv-audit-mutants");
    }

    /**
     * @param tests by the file of their rule, of all rules that there are mutants of; they pass
     * @param progress is told how many mutants are judged
     * @return a verdict on each mutant, in their order
     * @throws IOException where the mutants cannot be written to the folder for temporary files
     * @throws RulesException where the compiler does not say which mutant it refuses
     */
    static List<Verdict> judge(Map<String, RuleTest> tests, List<Mutant> mutants, Progress progress)
            throws IOException, RulesException {
        try (MutationRun run = new MutationRun(tests)) {
            run.judge(mutants, progress);
            return mutants.stream().map(run::verdict).toList();
        }
    }

    private Verdict verdict(Mutant mutant) {
        Verdict.Fate fate = Objects.requireNonNull(fates.get(mutant));
        RuleTestFile test =
                Objects.requireNonNull(tests.get(mutant.rule().file())).content();
        String reason = test.equivalentMutants().stream()
                .filter(equivalent -> equivalent.mutant().equals(mutant.what()))
                .map(RuleTestFile.Equivalent::reason)
                .findFirst()
                .orElse(null);
        if (reason == null) {
            return new Verdict(mutant, fate, null);
        }
        // What the test notices does not say the same as the rule, whatever is written there.
        return new Verdict(mutant, fate == Verdict.Fate.SURVIVED ? Verdict.Fate.EQUIVALENT : fate, reason);
    }

    private void judge(List<Mutant> mutants, Progress progress) throws IOException, RulesException {
        Map<String, List<Mutant>> byRule = new TreeMap<>();
        for (Mutant mutant : mutants) {
            if (isRule(mutant)) {
                byRule.computeIfAbsent(mutant.rule().file(), file -> new ArrayList<>())
                        .add(mutant);
            } else {
                fates.put(mutant, Verdict.Fate.NO_RULE);
            }
        }
        int rounds = byRule.values().stream().mapToInt(List::size).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            Map<String, Mutant> live = new TreeMap<>();
            for (List<Mutant> ofRule : byRule.values()) {
                if (round < ofRule.size()) {
                    live.put(ofRule.get(round).rule().file(), ofRule.get(round));
                }
            }
            judge(live);
            progress.judged(fates.size(), mutants.size());
        }
    }

    private void judge(Map<String, Mutant> live) throws IOException, RulesException {
        while (!live.isEmpty()) {
            Path rules = write(live, "round");
            try {
                RuleCatalog catalog = RuleCatalog.load(rules, FactVocabulary.VOCABULARY);
                CompiledRules compiled = RuleCompiler.compile(catalog);
                RuleTestRunner runner = new RuleTestRunner(catalog, compiled);
                for (Rule rule : catalog.rules()) {
                    boolean noticed = isNoticed(runner, rule);
                    fates.put(
                            Objects.requireNonNull(live.get(rule.file())),
                            noticed ? Verdict.Fate.NOTICED : Verdict.Fate.SURVIVED);
                }
                return;
            } catch (RulesException e) {
                String said = String.valueOf(e.getMessage());
                TreeSet<String> broken = new TreeSet<>(live.keySet());
                broken.removeIf(file -> !said.contains(file));
                if (broken.isEmpty()) {
                    throw e;
                }
                broken.forEach(file -> fates.put(Objects.requireNonNull(live.get(file)), Verdict.Fate.NO_RULE));
                live.keySet().removeAll(broken);
            }
        }
    }

    private boolean isNoticed(RuleTestRunner runner, Rule rule) {
        RuleTest test = Objects.requireNonNull(tests.get(rule.file()));
        for (int i = 0; i < test.content().cases().size(); i++) {
            try {
                if (!runner.run(rule, test, i).passed()) {
                    return true;
                }
            } catch (RuntimeException e) {
                // A condition that breaks on the test's lines is noticed by it.
                return true;
            }
        }
        return false;
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
        delete(rules);
        for (Mutant mutant : mutants.values()) {
            Path file = rules.resolve(mutant.rule().file());
            Files.createDirectories(file.getParent());
            Files.writeString(file, mutant.reachesFurther() ? withLongSpans(mutant.text()) : mutant.text());
            // Lint asks for a test; the one that is run was read before.
            Files.writeString(rules.resolve(RuleCatalog.testOf(mutant.rule().file())), "");
        }
        return rules;
    }

    /** A second more of memory, so that lint does not refuse a condition that reaches a second further. */
    private static String withLongSpans(String text) {
        return SPAN.matcher(text)
                .replaceAll(span -> "@" + span.group(1) + "(\""
                        + Span.parse(span.group(2)).plusSeconds(1).toSeconds() + "s\")");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(folder);
    }
}

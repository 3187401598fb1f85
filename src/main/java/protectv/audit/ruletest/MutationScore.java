package protectv.audit.ruletest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/**
 * How many of the small mistakes that could be made in a rule its test notices.
 *
 * @param verdicts on the mutants of the rule; none where its test fails as it is
 * @param problems what must be put right before the score means anything; a line each
 */
public record MutationScore(Rule rule, List<Verdict> verdicts, List<String> problems) {

    public MutationScore {
        verdicts = List.copyOf(verdicts);
        problems = List.copyOf(problems);
    }

    public List<Verdict> of(Verdict.Fate fate) {
        return verdicts.stream().filter(verdict -> verdict.fate() == fate).toList();
    }

    /** Those that are noticed, of those that are neither equivalent nor refused before any test. */
    public Share share() {
        int noticed = of(Verdict.Fate.NOTICED).size();
        return new Share(noticed, noticed + of(Verdict.Fate.SURVIVED).size());
    }

    /** The share of several rules together. */
    public static Share total(List<MutationScore> scores) {
        return scores.stream().map(MutationScore::share).reduce(new Share(0, 0), Share::plus);
    }

    /**
     * Judges mutants of rules.
     *
     * @param wanted which mutants
     * @return a score for each rule, in their order
     * @throws IOException where the folder for temporary files cannot be written
     * @throws RulesException where the rules do not compile
     */
    public static List<MutationScore> of(RuleCatalog rules, Predicate<Mutant> wanted, Progress progress)
            throws IOException, RulesException {
        RuleTestRunner runner = new RuleTestRunner(rules, RuleCompiler.compile(rules));
        Map<String, RuleTest> tests = new HashMap<>();
        Map<String, List<String>> problems = new HashMap<>();
        Map<String, List<Mutant>> ofRules = new HashMap<>();
        List<Mutant> mutants = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            List<String> failing = failing(runner, rule);
            if (failing.isEmpty()) {
                try {
                    tests.put(rule.file(), RuleTest.beside(rule, rules.folder()));
                    ofRules.put(rule.file(), RuleMutants.of(rule));
                } catch (RuleTest.Unusable e) {
                    failing = List.of(RuleCatalog.testOf(rule.file()) + ": was changed meanwhile: " + e.getMessage());
                }
            }
            problems.put(rule.file(), failing);
            ofRules.getOrDefault(rule.file(), List.of()).stream().filter(wanted).forEach(mutants::add);
        }
        Map<String, List<Verdict>> verdicts = new HashMap<>();
        MutationRun.judge(tests, mutants, progress)
                .forEach(verdict -> verdicts.computeIfAbsent(
                                verdict.mutant().rule().file(), file -> new ArrayList<>())
                        .add(verdict));
        List<MutationScore> scores = new ArrayList<>();
        for (Rule rule : rules.rules()) {
            List<Verdict> ofRule = verdicts.getOrDefault(rule.file(), List.of());
            List<String> wrong = new ArrayList<>(Objects.requireNonNull(problems.get(rule.file())));
            RuleTest test = tests.get(rule.file());
            if (test != null) {
                wrong.addAll(undue(test, ofRules.getOrDefault(rule.file(), List.of()), ofRule));
            }
            scores.add(new MutationScore(rule, ofRule, wrong));
        }
        return List.copyOf(scores);
    }

    private static List<String> failing(RuleTestRunner runner, Rule rule) {
        return runner.run(rule).stream()
                .filter(result -> !result.passed())
                .map(result -> result.file() + ":" + result.line() + ": " + result.name()
                        + ": fails without any mistake in the rule; see rules test " + rule.id())
                .toList();
    }

    /** What a test declares equivalent and is not. */
    private static List<String> undue(RuleTest test, List<Mutant> all, List<Verdict> verdicts) {
        List<String> undue = new ArrayList<>();
        for (RuleTestFile.Equivalent declared : test.content().equivalentMutants()) {
            String place = test.file() + ": equivalent-mutants: \"" + declared.mutant() + "\"";
            if (all.stream().noneMatch(mutant -> mutant.what().equals(declared.mutant()))) {
                undue.add(place + " is no mutant of the rule (any more); take the entry out, or name it as rules mutate"
                        + " does");
            }
            verdicts.stream()
                    .filter(verdict -> verdict.mutant().what().equals(declared.mutant()))
                    .filter(verdict -> verdict.fate() != Verdict.Fate.EQUIVALENT)
                    .forEach(verdict -> undue.add(
                            place + " is noticed by the test, so it changes something; take the" + " entry out"));
        }
        return undue;
    }
}

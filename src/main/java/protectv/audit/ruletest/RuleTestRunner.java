package protectv.audit.ruletest;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Finding;
import protectv.audit.parse.ParseOptions;
import protectv.audit.policy.Inventory;
import protectv.audit.policy.ValueLists;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;

/** Runs the tests beside the rules. */
public final class RuleTestRunner {

    private final RuleCatalog catalog;
    private final CompiledRules rules;

    /** @param rules those of the catalogue that will be run, at least */
    public RuleTestRunner(RuleCatalog catalog, CompiledRules rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    /**
     * What came of one case.
     *
     * @param file the test's file, relative to the folder of the rules
     * @param line where the case begins in it, from 1
     * @param problem why the case or the whole test cannot run; null where it ran
     * @param difference what was expected and what was found; null where nothing ran
     * @param took on the wall clock
     */
    public record Result(
            Rule rule,
            String file,
            int line,
            String name,
            @Nullable String problem,
            @Nullable Difference difference,
            Duration took) {

        public boolean passed() {
            return problem == null && difference != null && difference.isNone();
        }

        /** For people, a line each; empty where the case passed. Holds log text as it is. */
        public List<String> failure() {
            if (problem != null) {
                return problem.lines().toList();
            }
            return difference == null || difference.isNone() ? List.of() : difference.describe();
        }
    }

    /** Runs the test of a rule; a test that cannot be used is one failed result. */
    public List<Result> run(Rule rule) {
        RuleTest test;
        try {
            test = RuleTest.beside(rule, catalog.folder());
        } catch (RuleTest.Unusable e) {
            String file = RuleCatalog.testOf(rule.file());
            int line = Math.max(1, e.problems().get(0).line());
            return List.of(
                    new Result(rule, file, line, "the test", String.valueOf(e.getMessage()), null, Duration.ZERO));
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < test.content().cases().size(); i++) {
            results.add(run(rule, test, i));
        }
        return results;
    }

    /** Runs one case. */
    Result run(Rule rule, RuleTest test, int index) {
        RuleTestFile.Case each = test.content().cases().get(index);
        int line = test.places().get(index).line();
        long start = System.nanoTime();
        String problem = null;
        Difference difference = null;
        try {
            difference = Difference.of(each, findings(rule, each, test.options()));
        } catch (IllegalArgumentException | DateTimeException e) {
            problem = String.valueOf(e.getMessage());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Result(rule, test.file(), line, each.name(), problem, difference, took);
    }

    private List<Finding> findings(Rule rule, RuleTestFile.Case each, ParseOptions options) {
        LineTrial.Setting setting = setting(each);
        return lines(each, options).findings(rules, setting).stream()
                .filter(finding -> finding.rule().id().equals(rule.id()))
                .toList();
    }

    /** The lines of a case, read as the case says. */
    static LineTrial lines(RuleTestFile.Case each, ParseOptions options) {
        return LineTrial.of(each.file() == null ? "syslog.log" : each.file(), each.log(), options);
    }

    private static LineTrial.Setting setting(RuleTestFile.Case each) {
        List<Inventory.Machine> managers = each.inventory().stream()
                .map(machine -> new Inventory.Machine(SourceRole.MANAGER, machine, List.of(), null))
                .toList();
        return new LineTrial.Setting(
                ValueLists.of(each.lists()), new Inventory(managers, List.of()), each.from(), each.until());
    }
}

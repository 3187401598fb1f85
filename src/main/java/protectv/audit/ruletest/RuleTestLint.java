package protectv.audit.ruletest;

import java.util.ArrayList;
import java.util.List;
import protectv.audit.rule.LintCategory;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleProblem;
import protectv.audit.rule.RuleWarnings;

/** What is to be said of the tests beside the rules before they are run. */
public final class RuleTestLint {

    private RuleTestLint() {}

    public static List<RuleProblem> of(RuleCatalog catalog) {
        List<RuleProblem> problems = new ArrayList<>();
        for (Rule rule : catalog.rules()) {
            try {
                RuleTest test = RuleTest.beside(rule, catalog.folder());
                RuleWarnings.UNFINISHED
                        .matcher(test.text())
                        .results()
                        .map(found -> RuleProblem.at(test.file(), test.text(), found.start(), RuleWarnings.TO_FILL_IN))
                        .map(problem -> problem.in(LintCategory.UNFINISHED))
                        .forEach(problems::add);
            } catch (RuleTest.Unusable e) {
                e.problems().forEach(problem -> problems.add(problem.in(LintCategory.CASE)));
            }
        }
        return problems;
    }
}

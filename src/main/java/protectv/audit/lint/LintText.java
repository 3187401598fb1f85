package protectv.audit.lint;

import java.util.List;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.RuleProblem;

/** Problems for people: place, category, what to do; then the line with a caret. */
final class LintText {

    private LintText() {}

    static String of(List<RuleProblem> problems) {
        StringBuilder text = new StringBuilder();
        for (RuleProblem problem : problems) {
            text.append(problem.category().isError() ? "error" : "warning")
                    .append(' ')
                    .append(problem.category().label())
                    .append('\n');
            problem.toString()
                    .lines()
                    .forEach(line ->
                            text.append("  ").append(VisibleText.escape(line)).append('\n'));
        }
        long errors = problems.stream().filter(p -> p.category().isError()).count();
        long fixes = problems.stream().filter(p -> p.fix() != null).count();
        return text.append(count(errors, "error"))
                .append(", ")
                .append(count(problems.size() - errors, "warning"))
                .append(fixes == 0 ? "" : "; --fix mends " + fixes)
                .append('\n')
                .toString();
    }

    private static String count(long number, String noun) {
        return (number == 0 ? "no" : String.valueOf(number)) + " " + noun + (number == 1 ? "" : "s");
    }
}

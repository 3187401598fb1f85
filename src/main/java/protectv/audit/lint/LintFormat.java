package protectv.audit.lint;

import java.util.List;
import java.util.function.Function;
import protectv.audit.rule.RuleProblem;

/** In which form problems are shown. */
public enum LintFormat {
    TEXT(LintText::of),
    JSON(LintJson::of),
    SARIF(LintSarif::of),
    JUNIT(LintJunit::of);

    private final Function<List<RuleProblem>, String> writer;

    LintFormat(Function<List<RuleProblem>, String> writer) {
        this.writer = writer;
    }

    /** The problems as a text that ends with a line feed. */
    public String write(List<RuleProblem> problems) {
        return writer.apply(problems);
    }
}

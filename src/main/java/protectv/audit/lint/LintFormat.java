package protectv.audit.lint;

import java.util.List;
import protectv.audit.rule.RuleProblem;

/** In which form problems are shown. */
public enum LintFormat {
    TEXT,
    JSON,
    SARIF,
    JUNIT;

    /** The problems as a text that ends with a line feed. */
    public String write(List<RuleProblem> problems) {
        return switch (this) {
            case TEXT -> LintText.of(problems);
            case JSON -> LintJson.of(problems);
            case SARIF -> LintSarif.of(problems);
            case JUNIT -> LintJunit.of(problems);
        };
    }
}

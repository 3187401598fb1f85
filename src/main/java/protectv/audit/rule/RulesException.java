package protectv.audit.rule;

import java.util.List;
import java.util.stream.Collectors;

/** The rules do not load. Nothing is audited with a part of them. */
public final class RulesException extends Exception {

    private static final long serialVersionUID = 1L;

    public RulesException(String message) {
        super(message);
    }

    public RulesException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
    }
}

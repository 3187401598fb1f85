package protectv.audit.rule;

import java.util.List;
import java.util.stream.Collectors;

/** The rules do not load. Nothing is audited with a part of them. */
public final class RulesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<RuleProblem> problems;

    public RulesException(String message) {
        super(message);
        this.problems = List.of();
    }

    public RulesException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, each at its place; empty where it is not the rules' text that is. */
    public List<RuleProblem> problems() {
        return problems;
    }
}

package protectv.audit.settings;

import java.util.List;
import java.util.stream.Collectors;
import protectv.audit.rule.RuleProblem;

/** What stands in a configuration file, or in the environment, that nobody can have meant; the message has the places. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }

    ConfigurationException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
    }
}

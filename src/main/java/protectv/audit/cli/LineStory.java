package protectv.audit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.explain.Explainer;
import protectv.audit.explain.RuleExplanation;
import protectv.audit.explain.Truth;
import protectv.audit.explain.World;
import protectv.audit.finding.Finding;
import protectv.audit.parse.Parsed;
import protectv.audit.rule.Rule;

/**
 * A line with the rules that concern it.
 *
 * @param found findings of all the lines that have this one as evidence
 * @param near rules about such events that do not match with this one
 */
record LineStory(ExplainedInput.Line line, List<Finding> found, List<NearRule> near) {

    /** @param why what fails first, or by which other lines the rule matches */
    record NearRule(Rule rule, String why) {}

    @Nullable Event event() {
        return line.fate() instanceof Parsed.Found fate ? fate.event() : null;
    }

    /**
     * Explains a line among the others.
     *
     * @param explainers of the rules that run; none to leave out what nearly matches
     */
    static LineStory of(
            ExplainedInput.Line line, List<Finding> findings, @Nullable World world, Map<Rule, Explainer> explainers) {
        List<Finding> found = findings.stream()
                .filter(finding -> finding.evidence().stream().anyMatch(each -> each.line() == line.number()))
                .toList();
        List<NearRule> near = new ArrayList<>();
        if (line.fate() instanceof Parsed.Found fate && world != null) {
            Set<String> matching = found.stream()
                    .map(finding -> finding.rule().id().value())
                    .collect(Collectors.toCollection(TreeSet::new));
            explainers.forEach((rule, explainer) -> {
                RuleExplanation explanation =
                        matching.contains(rule.id().value()) ? null : explainer.near(world, fate.event());
                if (explanation != null) {
                    near.add(new NearRule(rule, why(explanation)));
                }
            });
        }
        return new LineStory(line, found, List.copyOf(near));
    }

    private static String why(RuleExplanation explanation) {
        if (explanation.verdict() != Truth.YES) {
            return explanation.reason();
        }
        RuleExplanation.Found first = explanation.found().get(0);
        return "it matches about " + first.subject() + " by other lines: "
                + first.lines().stream().limit(8).map(String::valueOf).collect(Collectors.joining(", "));
    }
}

package protectv.audit.explain;

import java.util.ArrayList;
import java.util.List;
import protectv.audit.rule.Rule;

/**
 * Why a rule matches, or why it does not.
 *
 * @param verdict {@link Truth#UNCLEAR} where the rule has a construct that is not explained, or where the search was given
 *     up before anything was found
 * @param found one for each subject, in the order of subjects; empty unless it matches
 * @param tree the condition with a reason at each leaf: of the first match, else of what came nearest to one
 * @param reason what failed first, on one line; empty where the rule matches
 * @param limits what was not looked at: constructs that are not explained, searches that were cut; empty for none
 */
public record RuleExplanation(
        Rule rule, Truth verdict, List<Found> found, List<Leaf> tree, String reason, List<String> limits) {

    public RuleExplanation {
        found = List.copyOf(found);
        tree = List.copyOf(tree);
        limits = List.copyOf(limits);
    }

    /** The same, and one thing more that is to be known about it. */
    public RuleExplanation withLimit(String limit) {
        List<String> more = new ArrayList<>(limits);
        more.add(limit);
        return new RuleExplanation(rule, verdict, found, tree, reason, more);
    }

    /**
     * What the rule finds about one subject.
     *
     * @param lines numbers of the lines that are its evidence, ascending
     */
    public record Found(String subject, List<Long> lines) {

        public Found {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A part of the condition.
     *
     * @param text as the rule has it, on one line
     * @param why the values that decided; may hold text from logs; may be empty
     */
    public record Leaf(Truth truth, String text, String why, List<Leaf> parts) {

        public Leaf {
            parts = List.copyOf(parts);
        }
    }
}

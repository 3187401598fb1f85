package protectv.audit.rule;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All rules of a folder, in the order of their ids.
 *
 * @param folder where they were read from
 * @param digest SHA-256 over the names and texts of the rule files, lower-case hex
 */
public record RuleCatalog(Path folder, List<Rule> rules, String digest) {

    private static final String SUFFIX = ".drl";

    public RuleCatalog {
        rules = List.copyOf(rules);
    }

    /**
     * Reads every {@code .drl} file below a folder.
     *
     * @throws RulesException where the folder cannot be read or a file has a problem; all problems are in the message
     */
    public static RuleCatalog load(Path folder, Vocabulary vocabulary) throws RulesException {
        return RuleFiles.read(folder).check(vocabulary);
    }

    /**
     * Checks a text as if it were a file of the folder; nothing is said of its test, or of other rules.
     *
     * @throws RulesException where it has a problem
     */
    public static Rule check(String file, String text, Vocabulary vocabulary) throws RulesException {
        List<RuleProblem> problems = new ArrayList<>();
        Rule rule = RuleLint.check(file, text, vocabulary, problems);
        if (rule == null) {
            throw new RulesException(problems.stream().sorted().toList());
        }
        return rule;
    }

    /** Some of the rules; the digest stays that of all. */
    public RuleCatalog of(Predicate<Rule> wanted) {
        return new RuleCatalog(folder, rules.stream().filter(wanted).toList(), digest);
    }

    /** The test beside a rule: {@code manager/key-not-found.test.yaml}. */
    public static String testOf(String ruleFile) {
        return ruleFile.substring(0, ruleFile.length() - SUFFIX.length()) + ".test.yaml";
    }
}

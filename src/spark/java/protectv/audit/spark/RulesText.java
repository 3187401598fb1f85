package protectv.audit.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.run.LoadedRules;

/**
 * The rules that judge, as they travel: texts, each with its digest. Compiled once in each executor.
 *
 * @param digest of all rules of the run
 */
record RulesText(String digest, List<One> rules) implements Serializable {

    /** More sets of rules than one run has; what an executor that lives on was given long ago is let go. */
    private static final int MOST_KNOWN = 4;

    private static final Map<RulesText, CompiledRules> KNOWN = new ConcurrentHashMap<>();

    RulesText {
        rules = List.copyOf(rules);
    }

    /** One rule. */
    record One(String file, String text, String digest) implements Serializable {}

    static RulesText of(LoadedRules loaded) {
        return new RulesText(
                loaded.catalog().digest(),
                loaded.catalog().rules().stream()
                        .filter(rule -> !loaded.notRun().containsKey(rule.id().value()))
                        .map(rule -> new One(rule.file(), rule.text(), rule.digest()))
                        .toList());
    }

    /** Ready to judge; compiled by the first who asks. */
    CompiledRules compiled() {
        if (KNOWN.size() >= MOST_KNOWN && !KNOWN.containsKey(this)) {
            KNOWN.clear();
        }
        return KNOWN.computeIfAbsent(this, RulesText::compile);
    }

    private CompiledRules compile() {
        try {
            List<Rule> read = new ArrayList<>();
            for (One one : rules) {
                Rule rule = RuleCatalog.check(one.file(), one.text(), FactVocabulary.VOCABULARY);
                if (!rule.digest().equals(one.digest())) {
                    throw new IllegalStateException("the rule " + one.file() + " is not the one that was sent");
                }
                read.add(rule);
            }
            return RuleCompiler.compile(new RuleCatalog(Path.of("rules"), read, digest));
        } catch (RulesException e) {
            throw new IllegalStateException("rules that the driver compiled do not compile here: " + e.getMessage(), e);
        }
    }
}

package protectv.audit;

import java.nio.file.Path;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/** The rules of this repository, compiled once for all tests: that takes seconds. */
public final class ShippedRules {

    public static final Path FOLDER = Path.of("rules");
    public static final RuleCatalog CATALOG = catalog();
    public static final CompiledRules COMPILED = compiled();

    private ShippedRules() {}

    private static RuleCatalog catalog() {
        try {
            return RuleCatalog.load(FOLDER, FactVocabulary.VOCABULARY);
        } catch (RulesException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static CompiledRules compiled() {
        try {
            return RuleCompiler.compile(CATALOG);
        } catch (RulesException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}

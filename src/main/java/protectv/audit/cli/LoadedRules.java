package protectv.audit.cli;

import java.nio.file.Path;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/** The rules of a folder, as text and ready to judge. */
record LoadedRules(RuleCatalog catalog, CompiledRules compiled) {

    /** Reads and checks the rules without compiling them. */
    static RuleCatalog catalog(Path folder) throws RulesException {
        return RuleCatalog.load(folder, FactVocabulary.VOCABULARY);
    }

    static LoadedRules load(Path folder) throws RulesException {
        RuleCatalog catalog = catalog(folder);
        return new LoadedRules(catalog, RuleCompiler.compile(catalog));
    }
}

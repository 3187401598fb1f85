package protectv.audit.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.RuleCache;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.engine.RunawayRule;
import protectv.audit.policy.Policy;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.signature.Signer;

/**
 * The rules of a folder, as text and ready to judge.
 *
 * @param catalog all of them
 * @param compiled those that can judge
 * @param notRun the others by id, and why they cannot
 * @param troubles what the reader of a report must know of the rules, a sentence each
 * @param signer who signed them; null where nobody asked
 */
public record LoadedRules(
        RuleCatalog catalog,
        CompiledRules compiled,
        Policy policy,
        SortedMap<String, String> notRun,
        List<String> troubles,
        @Nullable Signer signer) {

    public LoadedRules {
        troubles = List.copyOf(troubles);
    }

    /** The same with something that the reader of a report must know. */
    public LoadedRules with(String trouble) {
        List<String> told = new ArrayList<>(troubles);
        told.add(trouble);
        return new LoadedRules(catalog, compiled, policy, notRun, told, signer);
    }

    /** The same without rules that had to be stopped. */
    LoadedRules stopped(RunawayRule runaway) {
        SortedMap<String, String> more = new TreeMap<>(notRun);
        List<String> told = new ArrayList<>(troubles);
        for (String rule : new TreeSet<>(runaway.rules())) {
            more.put(rule, "it was stopped: it took " + runaway.reason());
            told.add(rule + " was stopped, as it took " + runaway.reason() + ".");
        }
        return new LoadedRules(catalog, compiled.without(runaway.rules()), policy, more, told, signer);
    }

    /** Reads and checks the rules without compiling them. */
    public static RuleCatalog catalog(Path folder) throws RulesException {
        return RuleCatalog.load(folder, FactVocabulary.VOCABULARY);
    }

    public static LoadedRules load(Path folder, RuleCache cache) throws RulesException {
        return load(folder, null, cache);
    }

    /** @param inventory in place of the one beside the rules; null for that one */
    public static LoadedRules load(Path folder, @Nullable Path inventory, RuleCache cache) throws RulesException {
        return of(catalog(folder), Policy.load(folder, inventory), cache);
    }

    public static LoadedRules of(RuleCatalog catalog, Policy policy, RuleCache cache) throws RulesException {
        SortedMap<String, String> notRun = new TreeMap<>();
        for (Rule rule : catalog.rules()) {
            List<String> empty = rule.lists().stream()
                    .filter(list -> !policy.lists().names().contains(list))
                    .sorted()
                    .toList();
            if (!empty.isEmpty()) {
                notRun.put(
                        rule.id().value(),
                        empty.stream()
                                .map(list -> "the list rules/lists/" + list + ".txt is empty or not there")
                                .collect(Collectors.joining("; ")));
            }
        }
        RuleCatalog running = catalog.of(rule -> !notRun.containsKey(rule.id().value()));
        return new LoadedRules(catalog, RuleCompiler.compile(running, cache), policy, notRun, List.of(), null);
    }

    public LoadedRules signedBy(@Nullable Signer by) {
        return new LoadedRules(catalog, compiled, policy, notRun, troubles, by);
    }
}

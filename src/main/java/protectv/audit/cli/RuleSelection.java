package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleFile;
import protectv.audit.rule.RuleFiles;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Suggestion;

/** Which rules a command is about: ids, rule files, their tests, or folders with all below. */
final class RuleSelection {

    private RuleSelection() {}

    /**
     * The rules that are named, all of them where none is. Others are not looked into: they may be broken meanwhile.
     *
     * @throws RulesException where one of those that are named is broken
     * @throws UsageException where a name means none
     */
    static RuleCatalog of(Path folder, List<String> names) throws RulesException {
        RuleFiles all = RuleFiles.read(folder);
        if (names.isEmpty()) {
            return all.check(FactVocabulary.VOCABULARY);
        }
        Set<String> files = new TreeSet<>();
        for (String name : names) {
            List<String> meant = all.files().stream()
                    .filter(file -> file.id().equalsIgnoreCase(name))
                    .map(RuleFile::name)
                    .toList();
            files.addAll(meant.isEmpty() ? below(all, name) : meant);
        }
        return all.of(file -> files.contains(file.name())).check(FactVocabulary.VOCABULARY);
    }

    /**
     * The rule of an id, alone.
     *
     * @throws RulesException where it is broken
     * @throws UsageException where there is none
     */
    static RuleCatalog one(Path folder, String id) throws RulesException {
        RuleFiles all = RuleFiles.read(folder);
        RuleFiles named = all.of(file -> file.id().equalsIgnoreCase(id));
        if (named.files().isEmpty()) {
            List<String> ids = all.files().stream().map(RuleFile::id).toList();
            throw new UsageException(
                    "there is no rule " + id + Suggestion.of(id, ids, "") + " (protectv-audit rules list shows all)");
        }
        return named.check(FactVocabulary.VOCABULARY);
    }

    private static List<String> below(RuleFiles all, String name) {
        Path beside = all.folder().resolve(name);
        Path path = Files.exists(Path.of(name)) || !Files.exists(beside) ? Path.of(name) : beside;
        if (!Files.exists(path)) {
            List<String> ids = all.files().stream().map(RuleFile::id).toList();
            throw new UsageException("no test ran: there is no rule and no file " + name
                    + Suggestion.of(name, ids, "")
                    + (Suggestion.of(name, ids, "").isEmpty() ? "; \"rules list\" names the rules" : ""));
        }
        String asked = relative(all, path);
        List<String> files = all.files().stream()
                .map(RuleFile::name)
                .filter(file -> asked.isEmpty()
                        || file.equals(asked)
                        || RuleCatalog.testOf(file).equals(asked)
                        || file.startsWith(asked + "/"))
                .toList();
        if (files.isEmpty()) {
            throw new UsageException("no test ran: " + name + " is no rule and no test of one below " + all.folder()
                    + "; name a .drl or .test.yaml file, or another folder of rules with --rules");
        }
        return files;
    }

    private static String relative(RuleFiles all, Path path) {
        try {
            return all.folder()
                    .toRealPath()
                    .relativize(path.toRealPath())
                    .toString()
                    .replace('\\', '/');
        } catch (IOException e) {
            throw new UsageException("cannot look at " + path + ": " + e.getMessage());
        }
    }
}

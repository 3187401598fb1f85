package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.Suggestion;

/** Which rules a command is about: ids, rule files, their tests, or folders with all below. */
final class RuleSelection {

    private RuleSelection() {}

    /** The rules that are named, all of them where none is; a name that means none is a usage error. */
    static RuleCatalog of(RuleCatalog catalog, List<String> names) {
        if (names.isEmpty()) {
            return catalog;
        }
        Set<String> files = new TreeSet<>();
        for (String name : names) {
            List<String> meant = catalog.rules().stream()
                    .filter(rule -> rule.id().value().equals(name))
                    .map(Rule::file)
                    .toList();
            files.addAll(meant.isEmpty() ? below(catalog, name) : meant);
        }
        return catalog.of(rule -> files.contains(rule.file()));
    }

    private static List<String> below(RuleCatalog catalog, String name) {
        Path beside = catalog.folder().resolve(name);
        Path path = Files.exists(Path.of(name)) || !Files.exists(beside) ? Path.of(name) : beside;
        if (!Files.exists(path)) {
            List<String> ids =
                    catalog.rules().stream().map(rule -> rule.id().value()).collect(Collectors.toList());
            throw new UsageException("no test ran: there is no rule and no file " + name
                    + Suggestion.of(name, ids, "")
                    + (Suggestion.of(name, ids, "").isEmpty() ? "; \"rules list\" names the rules" : ""));
        }
        String asked = relative(catalog, path);
        List<String> files = catalog.rules().stream()
                .map(Rule::file)
                .filter(file -> asked.isEmpty()
                        || file.equals(asked)
                        || RuleCatalog.testOf(file).equals(asked)
                        || file.startsWith(asked + "/"))
                .toList();
        if (files.isEmpty()) {
            throw new UsageException("no test ran: " + name + " is no rule and no test of one below " + catalog.folder()
                    + "; name a .drl or .test.yaml file, or another folder of rules with --rules");
        }
        return files;
    }

    private static String relative(RuleCatalog catalog, Path path) {
        try {
            return catalog.folder()
                    .toRealPath()
                    .relativize(path.toRealPath())
                    .toString()
                    .replace('\\', '/');
        } catch (IOException e) {
            throw new UsageException("cannot look at " + path + ": " + e.getMessage());
        }
    }
}

package protectv.audit.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.RuleCache;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.policy.Policy;
import protectv.audit.rule.LintCategory;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleProblem;
import protectv.audit.rule.RuleWarnings;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.RuleTestLint;
import protectv.audit.work.WholeFile;

/** Everything that is to be said of the rules of a folder. */
public final class RulesLinter {

    private final Path folder;
    private final RuleCache cache;

    public RulesLinter(Path folder, RuleCache cache) {
        this.folder = folder;
        this.cache = cache;
    }

    /** Problems in the order of files and lines; warnings are looked for once there is no error. */
    public List<RuleProblem> problems() {
        List<RuleProblem> problems = new ArrayList<>();
        Policy policy = policy(problems);
        RuleCatalog catalog = catalog(problems);
        if (catalog != null && policy != null) {
            problems.addAll(RuleWarnings.of(
                    catalog.rules(),
                    FactVocabulary.VOCABULARY,
                    policy.titles().titles().keySet()));
            problems.addAll(RuleTestLint.of(catalog));
            compile(catalog, problems);
        }
        return problems.stream().sorted().toList();
    }

    private @Nullable Policy policy(List<RuleProblem> problems) {
        try {
            return Policy.load(folder);
        } catch (RulesException e) {
            add(e, problems);
            return null;
        }
    }

    private @Nullable RuleCatalog catalog(List<RuleProblem> problems) {
        try {
            return RuleCatalog.load(folder, FactVocabulary.VOCABULARY);
        } catch (RulesException e) {
            add(e, problems);
            return null;
        }
    }

    private void compile(RuleCatalog catalog, List<RuleProblem> problems) {
        try {
            RuleCompiler.compile(catalog, cache);
        } catch (RulesException e) {
            add(e, problems);
        }
    }

    private static void add(RulesException e, List<RuleProblem> problems) {
        if (e.problems().isEmpty()) {
            problems.add(new RuleProblem(".", 0, 0, String.valueOf(e.getMessage()), "", LintCategory.FILE, null));
        } else {
            problems.addAll(e.problems());
        }
    }

    /**
     * Mends what can be mended without a person, and returns what was.
     *
     * @throws IOException where a file cannot be written; those before it are mended
     */
    public List<RuleProblem> fix() throws IOException {
        List<RuleProblem> fixed = new ArrayList<>();
        TreeMap<String, List<RuleProblem>> byFile = problems().stream()
                .filter(problem -> problem.fix() != null)
                .collect(Collectors.groupingBy(RuleProblem::file, TreeMap::new, Collectors.toList()));
        for (var entry : byFile.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            StringBuilder text = new StringBuilder(Files.readString(file));
            int untouched = text.length();
            for (RuleProblem problem : fromTheEnd(entry.getValue())) {
                RuleProblem.Fix fix = problem.fix();
                // Two problems at one place are mended one after the other, by asking again.
                if (fix != null && fix.at() + fix.length() <= untouched) {
                    text.replace(fix.at(), fix.at() + fix.length(), fix.replacement());
                    untouched = fix.at();
                    fixed.add(problem);
                }
            }
            WholeFile.write(file, text.toString());
        }
        return fixed.stream().sorted().toList();
    }

    private static List<RuleProblem> fromTheEnd(List<RuleProblem> problems) {
        return problems.stream()
                .sorted(Comparator.comparingInt((RuleProblem problem) ->
                                problem.fix() == null ? 0 : problem.fix().at())
                        .reversed())
                .toList();
    }
}

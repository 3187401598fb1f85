package protectv.audit.ruletest;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.parse.ParseOptions;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleProblem;
import protectv.audit.yaml.YamlText;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The test beside a rule, as it was read.
 *
 * @param file relative to the folder of the rules
 * @param text the file's whole text
 * @param options by which its lines are parsed
 * @param places of the cases, in their order
 */
record RuleTest(String file, String text, RuleTestFile content, ParseOptions options, List<YamlPlace> places) {

    private static final YAMLMapper YAML = new YAMLMapper();

    RuleTest {
        places = List.copyOf(places);
    }

    /** The file cannot be used as the rule's test; its problems say where and why. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<RuleProblem> problems;

        Unusable(List<RuleProblem> problems) {
            super(problems.stream()
                    .map(problem -> (problem.line() > 0 ? "line " + problem.line() + ": " : "") + problem.message())
                    .collect(Collectors.joining("\n")));
            this.problems = List.copyOf(problems);
        }

        List<RuleProblem> problems() {
            return problems;
        }
    }

    static RuleTest beside(Rule rule, Path folder) throws Unusable {
        List<RuleProblem> problems = new ArrayList<>();
        String name = RuleCatalog.testOf(rule.file());
        YamlText file = YamlText.read(folder, name, problems);
        if (file == null && problems.isEmpty()) {
            problems.add(new RuleProblem(name, 0, 0, "the file is missing", ""));
        }
        return read(rule, file, problems);
    }

    static RuleTest of(Rule rule, String text) throws Unusable {
        List<RuleProblem> problems = new ArrayList<>();
        return read(rule, new YamlText(RuleCatalog.testOf(rule.file()), text, problems), problems);
    }

    private static RuleTest read(Rule rule, @Nullable YamlText file, List<RuleProblem> problems) throws Unusable {
        RuleTestFile content = file == null ? null : RuleTestReader.read(file, rule);
        if (file == null || content == null) {
            throw new Unusable(problems);
        }
        ParseOptions options = new ParseOptions(
                ZoneOffset.UTC, content.reference().atStartOfDay(ZoneOffset.UTC).toInstant(), List.of(), null);
        YamlPlace cases = Objects.requireNonNull(YamlPlace.of(YAML, file.text()).field("cases"));
        return new RuleTest(file.file(), file.text(), content, options, cases.items());
    }
}

package protectv.audit.catalogue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The test beside a rule, as far as it is shown.
 *
 * @param file relative to the folder of the rules
 * @param cases in the order of the file
 * @param problem why it cannot be shown; empty where it can
 */
public record TestCases(String file, List<Case> cases, String problem) {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /**
     * One case.
     *
     * @param findings how many it expects; 0 for a near miss
     */
    public record Case(String name, int findings) {}

    public TestCases {
        cases = List.copyOf(cases);
    }

    /** Reads the test; one that cannot be read is a value with a problem. */
    static TestCases of(Path rulesFolder, Rule rule) {
        String file = RuleCatalog.testOf(rule.file());
        Path path = rulesFolder.resolve(file);
        if (!Files.isReadable(path)) {
            return new TestCases(file, List.of(), "the file is missing or cannot be read");
        }
        try {
            List<Case> cases = new ArrayList<>();
            for (JsonNode node : YAML.readTree(path.toFile()).path("cases")) {
                cases.add(new Case(
                        node.path("name").asString("(no name)"),
                        node.path("expect").size()));
            }
            return new TestCases(file, cases, cases.isEmpty() ? "the file has no cases" : "");
        } catch (JacksonException e) {
            return new TestCases(file, List.of(), "the file is no YAML: " + e.getOriginalMessage());
        }
    }
}

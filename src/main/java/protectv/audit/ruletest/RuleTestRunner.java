package protectv.audit.ruletest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.parse.ParseOptions;
import protectv.audit.policy.Inventory;
import protectv.audit.policy.ValueLists;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Runs the tests beside the rules. */
public final class RuleTestRunner {

    /** The end of the year of the guide's samples. */
    private static final String DEFAULT_REFERENCE = "2017-12-31";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final RuleCatalog catalog;
    private final CompiledRules rules;

    public RuleTestRunner(RuleCatalog catalog, CompiledRules rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    /**
     * What came of one case.
     *
     * @param file the test's file, relative to the folder of the rules
     * @param failure what differs, for people; empty where the case passed
     */
    public record Result(String file, String name, String failure) {

        public boolean passed() {
            return failure.isEmpty();
        }
    }

    /** Runs the test of a rule; a test that cannot be read is one failed result. */
    public List<Result> run(Rule rule) {
        String file = RuleCatalog.testOf(rule.file());
        Path path = catalog.folder().resolve(file);
        RuleTestFile test;
        try {
            if (!Files.isReadable(path)) {
                return List.of(new Result(file, "the test", "the file is missing or cannot be read"));
            }
            test = YAML.readValue(path.toFile(), RuleTestFile.class);
        } catch (JacksonException e) {
            return List.of(new Result(file, "the test", "is no such YAML: " + e.getMessage()));
        }
        if (!test.rule().equals(rule.id().value())) {
            return List.of(
                    new Result(file, "the test", "is of rule " + test.rule() + ", but stands beside " + rule.id()));
        }
        if (test.cases().isEmpty()) {
            return List.of(new Result(file, "the test", "has no case; write one that fires and a near miss"));
        }
        Instant reference;
        try {
            String date = test.reference() == null ? DEFAULT_REFERENCE : test.reference();
            reference = LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return List.of(
                    new Result(file, "the test", "reference: " + test.reference() + " is no date such as 2017-12-31"));
        }
        ParseOptions options = new ParseOptions(ZoneOffset.UTC, reference, List.of(), null);
        List<Result> results = new ArrayList<>();
        for (RuleTestFile.Case each : test.cases()) {
            results.add(new Result(file, each.name(), failure(rule, each, options)));
        }
        return results;
    }

    private String failure(Rule rule, RuleTestFile.Case each, ParseOptions options) {
        String name = each.file() == null ? "syslog.log" : each.file();
        LineTrial.Setting setting;
        try {
            setting = setting(each);
        } catch (IllegalArgumentException | DateTimeException e) {
            return String.valueOf(e.getMessage());
        }
        List<Finding> found = LineTrial.of(name, each.log(), options).findings(rules, setting).stream()
                .filter(finding -> finding.rule().id().equals(rule.id()))
                .toList();
        TreeSet<String> missing =
                each.expect().stream().map(RuleTestRunner::describe).collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> extra = new TreeSet<>();
        for (Finding finding : found) {
            boolean expected = missing.remove(describe(finding, true)) || missing.remove(describe(finding, false));
            if (!expected) {
                extra.add(describe(finding, true));
            }
        }
        return (missing.isEmpty() ? "" : "expected, but not found: " + String.join("; ", missing))
                + (missing.isEmpty() || extra.isEmpty() ? "" : "\n")
                + (extra.isEmpty() ? "" : "found, but not expected: " + String.join("; ", extra));
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private static LineTrial.Setting setting(RuleTestFile.Case each) {
        Map<String, List<String>> lists = each.lists() == null ? Map.of() : each.lists();
        List<String> expected = each.inventory() == null ? List.of() : each.inventory();
        List<Inventory.Machine> managers = expected.stream()
                .map(machine -> new Inventory.Machine(SourceRole.MANAGER, machine, List.of(), null))
                .toList();
        return new LineTrial.Setting(
                ValueLists.of(lists), new Inventory(managers, List.of()), instant(each.from()), instant(each.until()));
    }

    private static String describe(RuleTestFile.Expected expected) {
        return describe(
                        expected.subject(),
                        expected.lines().stream()
                                .sorted()
                                .map(Integer::longValue)
                                .toList())
                + (expected.count() == null ? "" : " count " + expected.count());
    }

    private static String describe(Finding finding, boolean withCount) {
        return describe(
                        finding.subject(),
                        finding.evidence().stream().map(Evidence::line).sorted().toList())
                + (withCount ? " count " + finding.count() : "");
    }

    private static String describe(String subject, List<Long> lines) {
        return subject + " in lines " + lines;
    }
}

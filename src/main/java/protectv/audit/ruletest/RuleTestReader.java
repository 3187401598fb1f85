package protectv.audit.ruletest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.Rule;
import protectv.audit.ruletest.RuleTestFile.Case;
import protectv.audit.ruletest.RuleTestFile.Equivalent;
import protectv.audit.ruletest.RuleTestFile.Expected;
import protectv.audit.yaml.YamlFields;
import protectv.audit.yaml.YamlNode;
import protectv.audit.yaml.YamlReader;
import protectv.audit.yaml.YamlText;

/** Reads {@code *.test.yaml}. Everything that is wrong becomes a problem of the file, with its place and what to do. */
final class RuleTestReader {

    private static final Set<String> KEYS = Set.of("rule", "reference", "cases", "equivalent-mutants");
    private static final Set<String> OF_CASE =
            Set.of("name", "file", "log", "from", "until", "lists", "inventory", "expect");
    private static final Set<String> OF_FINDING = Set.of("subject", "lines", "count");
    private static final Set<String> OF_MUTANT = Set.of("mutant", "reason");

    /** The end of the year of the guide's samples. */
    private static final LocalDate DEFAULT_REFERENCE = LocalDate.of(2017, 12, 31);

    private final YamlText file;

    private RuleTestReader(YamlText file) {
        this.file = file;
    }

    /** The test of a rule; null where there is a problem, which the file then has. */
    static @Nullable RuleTestFile read(YamlText file, Rule rule) {
        YamlNode root = YamlReader.read(file);
        if (root == null) {
            if (file.problems().isEmpty()) {
                file.problem(1, 1, "the test is empty; write rule: " + rule.id() + ", and cases: with one that fires");
            }
            return null;
        }
        YamlFields top = YamlFields.of(file, "the test", root, KEYS);
        RuleTestFile test = top == null ? null : new RuleTestReader(file).test(top, rule);
        return file.problems().isEmpty() ? test : null;
    }

    private RuleTestFile test(YamlFields top, Rule rule) {
        String of = top.must("rule");
        if (of != null && !of.equals(rule.id().value())) {
            file.problem(
                    top.at("rule"),
                    "this is the test of " + of + ", but stands beside " + rule.id() + "; write " + rule.id());
        }
        LocalDate reference = top.parsed("reference", top.may("reference"), RuleTestReader::date);
        List<Case> cases = new ArrayList<>();
        for (YamlNode node : top.list("cases")) {
            YamlFields fields = YamlFields.of(file, "case " + (cases.size() + 1), node, OF_CASE);
            cases.add(fields == null ? new Case("", null, "", null, null, Map.of(), List.of(), List.of()) : of(fields));
        }
        if (cases.isEmpty() && file.problems().isEmpty()) {
            file.problem(top.at("cases"), "the test has no cases; write one that fires and a near miss");
        }
        List<Equivalent> equivalent = new ArrayList<>();
        for (YamlNode node : top.list("equivalent-mutants")) {
            YamlFields fields = YamlFields.of(file, "equivalent mutant " + (equivalent.size() + 1), node, OF_MUTANT);
            if (fields != null) {
                equivalent.add(new Equivalent(text(fields.must("mutant")), text(fields.must("reason"))));
            }
        }
        return new RuleTestFile(
                rule.id().value(), Objects.requireNonNullElse(reference, DEFAULT_REFERENCE), cases, equivalent);
    }

    private Case of(YamlFields fields) {
        return new Case(
                text(fields.must("name")),
                fields.may("file"),
                fields.mustHave("log"),
                fields.parsed("from", fields.may("from"), RuleTestReader::time),
                fields.parsed("until", fields.may("until"), RuleTestReader::time),
                lists(fields),
                texts(fields, "inventory"),
                expect(fields));
    }

    private List<Expected> expect(YamlFields fields) {
        if (!fields.has("expect")) {
            fields.problem("expect", "says nothing of what is found; write expect: [] for no finding");
            return List.of();
        }
        List<Expected> expected = new ArrayList<>();
        for (YamlNode node : fields.list("expect")) {
            YamlFields finding = YamlFields.of(file, "finding " + (expected.size() + 1), node, OF_FINDING);
            if (finding != null) {
                Long count = finding.number("count");
                if (!finding.has("lines")) {
                    finding.problem("lines", "has no lines; write the numbers of its log lines, as lines: [1, 2]");
                }
                expected.add(new Expected(
                        finding.mustHave("subject"),
                        finding.numbers("lines").stream().map(Long::intValue).toList(),
                        count));
            }
        }
        return expected;
    }

    private Map<String, List<String>> lists(YamlFields fields) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (fields.has("lists") && fields.at("lists") instanceof YamlNode.Mapping mapping) {
            YamlFields named =
                    YamlFields.of(file, "lists", mapping, mapping.entries().keySet());
            if (named != null) {
                mapping.entries().keySet().forEach(name -> lists.put(name, texts(named, name)));
            }
        } else if (fields.has("lists")) {
            fields.problem("lists", "has lists that have no names; write lists: {ssh-users: [alice]}");
        }
        return lists;
    }

    private static List<String> texts(YamlFields fields, String key) {
        return fields.texts(key).stream().map(YamlNode.Scalar::text).toList();
    }

    /** A missing text has been told; the file is not used. */
    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is no date such as 2017-12-31", e);
        }
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is no time such as 2017-10-12T09:00", e);
        }
    }
}

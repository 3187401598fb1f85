package protectv.audit.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.ShippedRules;
import protectv.audit.event.SourceRole;
import protectv.audit.parse.ParseOptions;
import protectv.audit.policy.Inventory;
import protectv.audit.policy.ValueLists;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.ruletest.LineTrial;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The cases of the tests beside the shipped rules, as scenes that the engine and the explainer can both judge. */
final class TestCases {

    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private TestCases() {}

    /** @param log raw lines */
    record Case(String name, String file, String log, LineTrial.Setting setting, ParseOptions options) {

        LineTrial trial() {
            return LineTrial.of(file, log, options);
        }

        /** The same without one of its lines (its index); the logs end when they did. */
        Case without(int line) {
            List<String> lines = new ArrayList<>(log.lines().toList());
            lines.remove(line);
            return new Case(name + " without line " + (line + 1), file, String.join("\n", lines), setting, options);
        }
    }

    static List<Case> of(Rule rule) throws IOException {
        Path path = ShippedRules.FOLDER.resolve(RuleCatalog.testOf(rule.file()));
        JsonNode test = YAML.readTree(Files.readString(path));
        String reference = test.has("reference") ? test.get("reference").asString() : "2017-12-31";
        Instant taken = LocalDate.parse(reference).atStartOfDay(ZoneOffset.UTC).toInstant();
        ParseOptions options = new ParseOptions(ZoneOffset.UTC, taken, List.of(), null);
        List<Case> cases = new ArrayList<>();
        for (JsonNode each : test.get("cases")) {
            cases.add(new Case(
                    rule.id() + ": " + each.get("name").asString(),
                    each.has("file") ? each.get("file").asString() : "syslog.log",
                    each.get("log").asString(),
                    setting(each),
                    options));
        }
        return cases;
    }

    private static LineTrial.Setting setting(JsonNode each) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (each.has("lists")) {
            each.get("lists").properties().forEach(list -> lists.put(list.getKey(), texts(list.getValue())));
        }
        List<Inventory.Machine> managers = each.has("inventory")
                ? texts(each.get("inventory")).stream()
                        .map(name -> new Inventory.Machine(SourceRole.MANAGER, name, List.of(), null))
                        .toList()
                : List.of();
        return new LineTrial.Setting(
                ValueLists.of(lists),
                new Inventory(managers, List.of()),
                instant(each.get("from")),
                instant(each.get("until")));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static @Nullable Instant instant(@Nullable JsonNode text) {
        return text == null ? null : LocalDateTime.parse(text.asString()).toInstant(ZoneOffset.UTC);
    }
}

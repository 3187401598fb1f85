package protectv.audit.lint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.escape.UriPath;
import protectv.audit.rule.LintCategory;
import protectv.audit.rule.RuleProblem;

/** Problems as SARIF 2.1.0, which code hosts show beside the lines of a change. */
final class LintSarif {

    private LintSarif() {}

    static String of(List<RuleProblem> problems) {
        List<Map<String, Object>> rules = Arrays.stream(LintCategory.values())
                .map(category -> Map.<String, Object>of(
                        "id",
                        category.label(),
                        "shortDescription",
                        Map.of("text", category.about()),
                        "defaultConfiguration",
                        Map.of("level", category.isError() ? "error" : "warning")))
                .toList();
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        log.put(
                "runs",
                List.of(Map.of(
                        "tool",
                        Map.of("driver", Map.of("name", "protectv-audit rules lint", "rules", rules)),
                        "columnKind",
                        "utf16CodeUnits",
                        "results",
                        problems.stream().map(LintSarif::result).toList())));
        return LintJson.text(log);
    }

    private static Map<String, Object> result(RuleProblem problem) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", UriPath.of(problem.file()), "uriBaseId", "RULES"));
        if (problem.line() > 0) {
            Map<String, Object> region = new LinkedHashMap<>();
            region.put("startLine", problem.line());
            if (problem.column() > 0) {
                region.put("startColumn", problem.column());
            }
            region.put("snippet", Map.of("text", problem.sourceLine()));
            place.put("region", region);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", problem.category().label());
        result.put("level", problem.category().isError() ? "error" : "warning");
        result.put("message", Map.of("text", problem.message()));
        result.put("locations", List.of(Map.of("physicalLocation", place)));
        return result;
    }
}

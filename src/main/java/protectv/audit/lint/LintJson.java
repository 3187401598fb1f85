package protectv.audit.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.rule.RuleProblem;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Problems for programs: {@code {"problems": [{"file": ..., "line": ..., ...}]}}. */
final class LintJson {

    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private LintJson() {}

    static String of(List<RuleProblem> problems) {
        return JSON.writeValueAsString(Map.of(
                        "problems", problems.stream().map(LintJson::object).toList())) + "\n";
    }

    private static Map<String, Object> object(RuleProblem problem) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", problem.file());
        object.put("line", problem.line());
        object.put("column", problem.column());
        object.put("level", problem.category().isError() ? "error" : "warning");
        object.put("category", problem.category().label());
        object.put("message", problem.message());
        object.put("sourceLine", problem.sourceLine());
        if (problem.fix() != null) {
            object.put("replacement", problem.fix().replacement());
        }
        return object;
    }
}

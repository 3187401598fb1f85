package protectv.audit.lint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.escape.SafeJson;
import protectv.audit.rule.RuleProblem;

/** Problems for programs; {@code lint.schema.json} says what each member means. */
final class LintJson {

    private LintJson() {}

    static String of(List<RuleProblem> problems) {
        return text(Map.of("problems", problems.stream().map(LintJson::object).toList()));
    }

    /** As safe to show on a terminal as a report: rules come from others, too. */
    static String text(Map<String, Object> object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SafeJson.document(out, json -> json.writePOJO(object));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes whatever is written to it", e);
        }
        return out.toString(StandardCharsets.UTF_8);
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

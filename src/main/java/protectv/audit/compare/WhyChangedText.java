package protectv.audit.compare;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.Explained.Difference;
import protectv.audit.compare.Explained.Possible;
import protectv.audit.escape.VisibleText;
import protectv.audit.report.Wording;
import tools.jackson.core.JsonGenerator;

/**
 * Why two runs differ, for people and for programs.
 *
 * @param maxFindings findings shown to people; programs get all
 */
public record WhyChangedText(int maxFindings) {

    private static final int MOST_IN_A_LINE = 6;

    /** Lines of text, each ended by LF; text from logs is made visible. */
    public String text(WhyChanged why) {
        StringBuilder text = new StringBuilder();
        side(text, "before", why.before());
        side(text, "after", why.after());
        RunDifferences differences = why.differences();
        text.append("\nWhat changed beside the findings\n");
        line(text, "logs", differences.logs());
        line(text, "rules", rules(why));
        line(text, "beside", beside(why));
        line(text, "options", differences.options());
        line(text, "history", differences.history());
        line(text, "program", differences.program());
        text.append("\nFindings: ")
                .append(why.findings().size())
                .append(" differ, ")
                .append(why.same())
                .append(" the same\n");
        certain(why)
                .forEach((cause, n) -> text.append("  ")
                        .append(n)
                        .append(" because of ")
                        .append(cause)
                        .append('\n'));
        why.findings().stream().limit(maxFindings).forEach(finding -> finding(text, finding));
        if (why.findings().size() > maxFindings) {
            text.append("\n... and ")
                    .append(why.findings().size() - maxFindings)
                    .append(" more findings (--max-findings)\n");
        }
        return text.toString();
    }

    /** How many findings have one certain cause for all that differs, by its words; the others are "not decidable". */
    private static Map<String, Long> certain(WhyChanged why) {
        return why.findings().stream()
                .map(finding -> {
                    List<String> causes = finding.differences().stream()
                            .map(difference -> difference.causes().stream()
                                    .filter(Possible::certain)
                                    .map(possible -> possible.cause().words())
                                    .findFirst()
                                    .orElse("one of several causes"))
                            .distinct()
                            .toList();
                    return causes.size() == 1 ? causes.get(0) : "one of several causes";
                })
                .collect(Collectors.groupingBy(cause -> cause, TreeMap::new, Collectors.counting()));
    }

    private static void side(StringBuilder text, String name, RunFacts report) {
        List<RunFacts.Input> inputs = report.inputs();
        text.append(String.format(
                "%-7s %s: %s to %s, %s, %s, version %s\n",
                name,
                VisibleText.escape(report.name()),
                report.from() == null ? "?" : report.from(),
                report.to() == null ? "?" : report.to(),
                inputs == null ? "inputs not known" : Wording.count(inputs.size(), "input"),
                Wording.count(report.findings().size(), "finding"),
                report.version() == null ? "not known" : VisibleText.escape(report.version())));
    }

    private static List<String> rules(WhyChanged why) {
        return words(why.differences().rules(), why.before().rules() == null ? why.before() : why.after());
    }

    private static List<String> beside(WhyChanged why) {
        return words(why.differences().beside(), why.before().beside() == null ? why.before() : why.after());
    }

    private static List<String> words(@Nullable SortedMap<String, String> changes, RunFacts silent) {
        return changes == null
                ? List.of("not known one by one: " + silent.silence())
                : changes.entrySet().stream()
                        .map(change -> change.getKey() + " " + change.getValue())
                        .toList();
    }

    private static void line(StringBuilder text, String name, List<String> told) {
        String more = told.size() > MOST_IN_A_LINE ? " and " + (told.size() - MOST_IN_A_LINE) + " more" : "";
        text.append(String.format(
                "  %-8s %s%s\n",
                name,
                told.isEmpty()
                        ? "the same"
                        : VisibleText.escape(String.join("; ", told.subList(0, Math.min(MOST_IN_A_LINE, told.size())))),
                more));
    }

    private static void finding(StringBuilder text, Explained finding) {
        text.append('\n')
                .append(VisibleText.escape(finding.latest().rule()))
                .append("  ")
                .append(VisibleText.escape(finding.latest().subject()))
                .append("  ")
                .append(VisibleText.escape(finding.latest().title()))
                .append('\n');
        for (Difference difference : finding.differences()) {
            text.append("  ").append(VisibleText.escape(difference.what())).append('\n');
            for (Possible possible : difference.causes()) {
                text.append("    ")
                        .append(
                                possible.cause() == Cause.UNKNOWN
                                        ? "not explained"
                                        : possible.certain() ? "certainly" : "perhaps")
                        .append(": ")
                        .append(possible.cause().words())
                        .append(" - ")
                        .append(VisibleText.escape(possible.why()))
                        .append('\n');
            }
        }
    }

    /** Writes one object; {@code src/site/markdown/changes.md} describes its members. */
    public static void json(JsonGenerator json, WhyChanged why) {
        json.writeStartObject();
        jsonSide(json, "before", why.before());
        jsonSide(json, "after", why.after());
        json.writeObjectPropertyStart("changed");
        list(json, "logs", why.differences().logs());
        list(json, "rules", rules(why));
        list(json, "beside", beside(why));
        list(json, "options", why.differences().options());
        list(json, "history", why.differences().history());
        list(json, "program", why.differences().program());
        json.writeEndObject();
        json.writeNumberProperty("same", why.same());
        json.writeArrayPropertyStart("findings");
        for (Explained finding : why.findings()) {
            json.writeStartObject();
            json.writeStringProperty("rule", finding.latest().rule());
            json.writeStringProperty("subject", finding.latest().subject());
            json.writeStringProperty("fingerprint", finding.latest().fingerprint());
            json.writeArrayPropertyStart("differences");
            finding.differences().forEach(difference -> difference(json, difference));
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void jsonSide(JsonGenerator json, String member, RunFacts run) {
        json.writeObjectPropertyStart(member);
        json.writeStringProperty("name", run.name());
        if (run.from() != null && run.to() != null) {
            json.writeStringProperty("from", run.from().toString());
            json.writeStringProperty("to", run.to().toString());
        }
        json.writeEndObject();
    }

    private static void difference(JsonGenerator json, Difference difference) {
        json.writeStartObject();
        json.writeStringProperty("what", difference.what());
        json.writeArrayPropertyStart("causes");
        for (Possible possible : difference.causes()) {
            json.writeStartObject();
            json.writeStringProperty("cause", possible.cause().label());
            json.writeBooleanProperty("certain", possible.certain());
            json.writeStringProperty("why", possible.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void list(JsonGenerator json, String name, List<String> told) {
        json.writeArrayPropertyStart(name);
        told.forEach(json::writeString);
        json.writeEndArray();
    }
}

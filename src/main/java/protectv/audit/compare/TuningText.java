package protectv.audit.compare;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RuleNumbers.Place;
import protectv.audit.compare.RuleVariant.Setting;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.report.Wording;
import protectv.audit.rule.Rule;
import protectv.audit.rule.Span;
import tools.jackson.core.JsonGenerator;

/**
 * A tuning for people and for programs.
 *
 * @param zone of the nights
 * @param maxEvidence lines shown of each finding
 * @param maxFindings near misses shown to people in each direction; programs get all
 */
public record TuningText(ZoneId zone, int maxEvidence, int maxFindings) {

    /** Lines of text, each ended by LF; text from logs is made visible. */
    public String text(Tuning tuning, List<Place> places) {
        Rule rule = tuning.plan().rule();
        StringBuilder text = new StringBuilder();
        text.append(rule.id())
                .append(' ')
                .append(VisibleText.escape(rule.metadata().title()))
                .append('\n');
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            text.append(format(
                    "  place %d  %s:%d  %s ...%s\n",
                    i + 1,
                    VisibleText.escape(rule.file()),
                    place.line(),
                    VisibleText.escape(place.shown()),
                    place.equals(tuning.plan().place()) ? "   <- varied" : ""));
        }
        text.append('\n').append(nights(tuning)).append('\n');
        boolean thresholds = tuning.plan().present().threshold() != null;
        text.append(thresholds ? "  threshold  " : "  ").append("span        total   mean  median    max\n");
        for (Tuning.Row row : tuning.rows()) {
            Setting setting = row.setting();
            text.append(setting.equals(tuning.plan().present()) ? "* " : "  ");
            if (thresholds) {
                text.append(format("%9d  ", setting.threshold()));
            }
            text.append(format(
                    "%-8s  %7d  %5.1f  %6.1f  %5d\n",
                    Span.print(setting.span()), row.total(), row.mean(), row.median(), row.max()));
        }
        text.append("* as the rule is now\n");
        near(text, "would add", tuning.plan().fewer(), tuning.added(), tuning);
        near(text, "would drop", tuning.plan().more(), tuning.dropped(), tuning);
        return text.toString();
    }

    private String nights(Tuning tuning) {
        if (tuning.nights().isEmpty()) {
            return "There is no night: the logs have no event of the period.";
        }
        return "Findings per night over " + tuning.nights().size() + " nights, "
                + tuning.nights().get(0).atZone(zone).toLocalDate() + " to "
                + tuning.nights().get(tuning.nights().size() - 1).atZone(zone).toLocalDate() + " (" + zone + ")";
    }

    private void near(
            StringBuilder text, String does, @Nullable Setting setting, List<Finding> findings, Tuning tuning) {
        if (setting == null) {
            return;
        }
        text.append('\n')
                .append(words(setting, tuning))
                .append(' ')
                .append(does)
                .append(' ')
                .append(findings.isEmpty() ? "nothing" : Wording.count(findings.size(), "finding"))
                .append('\n');
        for (Finding finding : findings.subList(0, Math.min(maxFindings, findings.size()))) {
            text.append("  ")
                    .append(finding.window().start().atZone(zone).toLocalDate())
                    .append("  ")
                    .append(VisibleText.escape(finding.subject()))
                    .append('\n');
            for (Evidence line : shown(finding)) {
                text.append("      ")
                        .append(VisibleText.escape(line.file()))
                        .append(':')
                        .append(line.line())
                        .append("  ")
                        .append(VisibleText.escape(line.text()))
                        .append('\n');
            }
            if (finding.evidence().size() > maxEvidence) {
                text.append("      ... and more lines (--max-evidence)\n");
            }
        }
        if (findings.size() > maxFindings) {
            text.append("  ... and ").append(findings.size() - maxFindings).append(" more (--max-findings)\n");
        }
    }

    private List<Evidence> shown(Finding finding) {
        return finding.evidence()
                .subList(0, Math.min(maxEvidence, finding.evidence().size()));
    }

    private static String words(Setting setting, Tuning tuning) {
        return setting.threshold() == null
                        || !setting.span().equals(tuning.plan().present().span())
                ? "Span " + Span.print(setting.span())
                : "Threshold " + setting.threshold();
    }

    private static String format(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Writes one object; {@code src/site/markdown/changes.md} describes its members. */
    public void json(JsonGenerator json, Tuning tuning, List<Place> places) {
        Rule rule = tuning.plan().rule();
        json.writeStartObject();
        json.writeStringProperty("rule", rule.id().value());
        json.writeStringProperty("digest", rule.digest());
        json.writeStringProperty("zone", zone.getId());
        json.writeArrayPropertyStart("places");
        for (Place place : places) {
            json.writeStartObject();
            json.writeStringProperty("file", rule.file());
            json.writeNumberProperty("line", place.line());
            json.writeStringProperty("shown", place.shown());
            json.writeBooleanProperty("varied", place.equals(tuning.plan().place()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("nights");
        tuning.nights().forEach(night -> json.writeString(night.toString()));
        json.writeEndArray();
        json.writeArrayPropertyStart("settings");
        for (Tuning.Row row : tuning.rows()) {
            json.writeStartObject();
            setting(json, row.setting());
            json.writeBooleanProperty(
                    "present", row.setting().equals(tuning.plan().present()));
            json.writeNumberProperty("total", row.total());
            json.writeNumberProperty("mean", row.mean());
            json.writeNumberProperty("median", row.median());
            json.writeNumberProperty("max", row.max());
            json.writeArrayPropertyStart("perNight");
            row.perNight().forEach(json::writeNumber);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        near(json, "wouldAdd", tuning.plan().fewer(), tuning.added());
        near(json, "wouldDrop", tuning.plan().more(), tuning.dropped());
        json.writeEndObject();
    }

    private void near(JsonGenerator json, String name, @Nullable Setting setting, List<Finding> findings) {
        if (setting == null) {
            return;
        }
        json.writeObjectPropertyStart(name);
        setting(json, setting);
        json.writeArrayPropertyStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringProperty("night", finding.window().start().toString());
            json.writeStringProperty("subject", finding.subject());
            json.writeNumberProperty("count", finding.count());
            json.writeArrayPropertyStart("lines");
            for (Evidence line : shown(finding)) {
                json.writeStartObject();
                json.writeStringProperty("file", line.file());
                json.writeNumberProperty("line", line.line());
                json.writeStringProperty("text", line.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void setting(JsonGenerator json, Setting setting) {
        Long threshold = setting.threshold();
        if (threshold != null) {
            json.writeNumberProperty("threshold", threshold.longValue());
        }
        json.writeStringProperty("span", Span.print(setting.span()));
    }
}

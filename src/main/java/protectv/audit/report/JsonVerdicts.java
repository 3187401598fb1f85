package protectv.audit.report;

import static protectv.audit.report.JsonMembers.string;
import static protectv.audit.report.JsonMembers.strings;
import static protectv.audit.report.JsonMembers.time;

import java.util.List;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import tools.jackson.core.JsonGenerator;

/** {@code sources[]} and {@code controls[]} of {@code report.json}. */
final class JsonVerdicts {

    private JsonVerdicts() {}

    static void sources(JsonGenerator json, List<AuditReport.Source> sources) {
        json.writeArrayPropertyStart("sources");
        for (AuditReport.Source source : sources) {
            json.writeStartObject();
            json.writeStringProperty("role", source.source().role().label());
            json.writeStringProperty("name", source.source().name());
            json.writeBooleanProperty("expected", source.expected());
            json.writeNumberProperty("lines", source.lines());
            time(json, "first", source.first());
            time(json, "last", source.last());
            string(
                    json,
                    "longestGap",
                    source.longestGap() == null ? null : source.longestGap().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void controls(JsonGenerator json, List<ControlVerdict> controls) {
        json.writeArrayPropertyStart("controls");
        controls.forEach(c -> control(json, c));
        json.writeEndArray();
    }

    private static void control(JsonGenerator json, ControlVerdict control) {
        json.writeStartObject();
        json.writeStringProperty("catalogue", control.control().catalogue());
        json.writeStringProperty("id", control.control().id());
        json.writeStringProperty("title", control.title());
        strings(json, "rules", control.rules());
        outcome(json, control.outcome());
        strings(json, "reasons", control.reasons());
        strings(json, "limits", control.limits());
        json.writeObjectPropertyStart("windows");
        json.writeNumberProperty("passed", control.passed());
        json.writeNumberProperty("failed", control.failed());
        json.writeNumberProperty("notEvaluable", control.notEvaluable());
        json.writeEndObject();
        json.writeArrayPropertyStart("stretches");
        for (ControlVerdict.Stretch stretch : control.stretches()) {
            json.writeStartObject();
            time(json, "from", stretch.from());
            time(json, "to", stretch.to());
            json.writeNumberProperty("windows", stretch.windows());
            outcome(json, stretch.outcome());
            string(json, "reason", stretch.outcome() == Outcome.PASS ? null : stretch.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void outcome(JsonGenerator json, Outcome outcome) {
        json.writeStringProperty("outcome", Wording.name(outcome));
    }
}

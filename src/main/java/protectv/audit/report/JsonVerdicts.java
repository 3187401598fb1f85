package protectv.audit.report;

import static protectv.audit.report.JsonMembers.objects;
import static protectv.audit.report.JsonMembers.string;
import static protectv.audit.report.JsonMembers.strings;
import static protectv.audit.report.JsonMembers.time;

import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import tools.jackson.core.JsonGenerator;

/** What {@code report.json} says of sources and controls. */
final class JsonVerdicts {

    private JsonVerdicts() {}

    static void source(JsonGenerator json, AuditReport.Source source) {
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
    }

    static void control(JsonGenerator json, ControlVerdict control) {
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
        objects(json, "stretches", control.stretches(), stretch -> stretch(json, stretch));
    }

    private static void stretch(JsonGenerator json, ControlVerdict.Stretch stretch) {
        time(json, "from", stretch.from());
        time(json, "to", stretch.to());
        json.writeNumberProperty("windows", stretch.windows());
        outcome(json, stretch.outcome());
        string(json, "reason", stretch.outcome() == Outcome.PASS ? null : stretch.reason());
    }

    private static void outcome(JsonGenerator json, Outcome outcome) {
        json.writeStringProperty("outcome", Wording.name(outcome));
    }
}

package protectv.audit.report;

import static protectv.audit.report.JsonMembers.counts;
import static protectv.audit.report.JsonMembers.objects;
import static protectv.audit.report.JsonMembers.string;
import static protectv.audit.report.JsonMembers.strings;
import static protectv.audit.report.JsonMembers.time;

import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Life;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.finding.WaiverUse;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;
import tools.jackson.core.JsonGenerator;

/** What {@code report.json} says of windows, findings, waivers and changes. */
final class JsonFindings {

    private JsonFindings() {}

    static void windows(JsonGenerator json, AuditReport report) {
        json.writeArrayPropertyStart("windows");
        for (AuditReport.WindowResult result : report.windows()) {
            json.writeStartObject();
            time(json, "start", result.window().start());
            time(json, "end", result.window().end());
            counts(json, "eventsByKind", result.eventsByKind());
            objects(json, "findings", result.findings(), finding -> finding(json, finding, report));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void finding(JsonGenerator json, Finding finding, AuditReport report) {
        RuleMetadata rule = finding.rule();
        json.writeStringProperty("rule", rule.id().value());
        json.writeStringProperty("title", rule.title());
        json.writeStringProperty("severity", rule.severity().label());
        json.writeStringProperty("subject", finding.subject());
        string(json, "message", finding.message());
        json.writeNumberProperty("count", finding.count());
        time(json, "firstSeen", finding.firstSeen());
        time(json, "lastSeen", finding.lastSeen());
        json.writeStringProperty("cause", rule.cause());
        json.writeStringProperty("remedy", rule.remedy());
        strings(
                json,
                "controls",
                rule.controls().stream().map(ControlRef::toString).toList());
        string(json, "falsePositives", rule.falsePositives());
        string(json, "source", rule.source());
        json.writeArrayPropertyStart("evidence");
        for (Evidence evidence : finding.evidence()) {
            json.writeStartObject();
            json.writeStringProperty("file", evidence.file());
            json.writeNumberProperty("line", evidence.line());
            json.writeStringProperty("text", evidence.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringProperty("fingerprint", finding.fingerprint());
        LifeState state = report.state(finding);
        string(json, "state", state == null ? null : state.label());
        Life life = report.life(finding);
        if (life != null) {
            json.writeObjectPropertyStart("life");
            time(json, "firstSeen", life.firstSeen());
            json.writeNumberProperty("runs", life.found());
            json.writeEndObject();
        }
        Waiver waiver = finding.waiver();
        if (waiver != null) {
            json.writeObjectPropertyStart("waived");
            json.writeStringProperty("reason", waiver.reason());
            json.writeStringProperty("owner", waiver.owner());
            json.writeStringProperty("expires", waiver.expires().toString());
            json.writeEndObject();
        }
    }

    static void waiver(JsonGenerator json, WaiverUse use) {
        Waiver waiver = use.waiver();
        json.writeStringProperty("rule", waiver.rule().value());
        json.writeStringProperty("subject", waiver.subject());
        json.writeStringProperty("reason", waiver.reason());
        json.writeStringProperty("owner", waiver.owner());
        json.writeStringProperty("expires", waiver.expires().toString());
        string(
                json,
                "maxSeverity",
                waiver.ceiling() == null ? null : waiver.ceiling().label());
        json.writeNumberProperty("findings", use.findings());
        json.writeNumberProperty("subjects", use.subjects());
        strings(json, "concerns", use.concerns().stream().map(Wording::name).toList());
    }

    static void changes(JsonGenerator json, @Nullable Changes changes) {
        if (changes == null) {
            return;
        }
        json.writeObjectPropertyStart("changes");
        json.writeStringProperty("since", changes.since());
        json.writeObjectPropertyStart("counts");
        ChangeCounts.of(changes)
                .byState()
                .forEach((state, n) -> json.writeNumberProperty(state.label(), n.longValue()));
        json.writeEndObject();
        objects(json, "absent", changes.absent(), past -> past(json, past));
        objects(json, "trend", changes.trend(), night -> night(json, night));
        json.writeEndObject();
    }

    private static void night(JsonGenerator json, Changes.Night night) {
        time(json, "from", night.from());
        time(json, "to", night.to());
        JsonReportWriter.severities(json, night.findings());
    }

    static void past(JsonGenerator json, PastFinding past) {
        json.writeStringProperty("fingerprint", past.fingerprint());
        json.writeStringProperty("rule", past.rule());
        json.writeStringProperty("title", past.title());
        json.writeStringProperty("severity", past.severity().label());
        json.writeStringProperty("subject", past.subject());
        json.writeNumberProperty("count", past.count());
        time(json, "firstSeen", past.firstSeen());
        time(json, "lastSeen", past.lastSeen());
    }
}

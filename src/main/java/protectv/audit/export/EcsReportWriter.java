package protectv.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.escape.SafeJson;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportWriter;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

/**
 * Elastic Common Schema 8 as JSON lines: {@code event.kind} is {@code alert} for a finding of a window, {@code event} for one
 * that is gone or waived, {@code state} for a control.
 *
 * <p>Source: ECS 8.17 field reference.
 */
final class EcsReportWriter implements ReportWriter {

    private static final String VERSION = "8.17.0";

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        for (Occurrence found : (Iterable<Occurrence>) Occurrence.of(report)::iterator) {
            line(out, finding(found, report));
        }
        Changes changes = report.changes();
        if (changes != null) {
            for (PastFinding past : changes.absent()) {
                line(out, gone(past, report));
            }
        }
        for (ControlVerdict control : report.controls()) {
            line(out, control(control, report));
        }
        out.flush();
    }

    private static void line(OutputStream out, Members document) throws IOException {
        SafeJson.line(out, json -> json.writePOJO(document));
    }

    private static Members document(AuditReport report, @Nullable Instant time, String message) {
        return Members.of("@timestamp", time == null ? Instant.EPOCH : time)
                .and("ecs", Members.of("version", VERSION))
                .and("message", message)
                .and(
                        "observer",
                        Members.of("product", "protectv-audit")
                                .and("type", "log-audit")
                                .and("version", report.program().version()));
    }

    private static Members event(String kind, String category, String dataset) {
        return Members.of("kind", kind)
                .and("category", List.of(category))
                .and("type", List.of("info"))
                .and("module", "protectv_audit")
                .and("dataset", "protectv_audit." + dataset);
    }

    private static Members finding(Occurrence found, AuditReport report) {
        Finding finding = found.finding();
        RuleMetadata rule = finding.rule();
        String address = found.address();
        return document(report, finding.lastSeen(), found.sentence())
                .and(
                        "event",
                        event(found.isWaived() ? "event" : "alert", category(rule), "finding")
                                .and("id", found.id())
                                .and("code", rule.id().value())
                                .and("severity", risk(rule.severity()))
                                .and("outcome", "failure")
                                .and("start", finding.firstSeen())
                                .and("end", finding.lastSeen())
                                .and("reason", rule.cause())
                                .and(
                                        "original",
                                        finding.evidence().isEmpty()
                                                ? null
                                                : finding.evidence().get(0).text()))
                .and(
                        "rule",
                        Members.of("id", rule.id().value())
                                .and("name", rule.title())
                                .and("description", rule.remedy())
                                .and("category", rule.id().area())
                                .and("ruleset", "protectv-audit")
                                .and("version", rule.since().toString())
                                .and("reference", rule.source()))
                .and(
                        "log",
                        finding.evidence().isEmpty()
                                ? null
                                : Members.of(
                                        "file",
                                        Members.of(
                                                "path",
                                                finding.evidence().get(0).file())))
                .and(
                        "host",
                        found.subjectType().equals("client")
                                        || found.subjectType().equals("manager")
                                ? Members.of("name", finding.subject())
                                : null)
                .and("user", found.subjectType().equals("user") ? Members.of("name", finding.subject()) : null)
                .and("source", address == null ? null : Members.of("ip", address))
                .and("related", address == null ? null : Members.of("ip", List.of(address)))
                .and("tags", rule.controls().stream().map(ControlRef::toString).toList())
                .and("labels", labels(found));
    }

    /** One of ECS's own words. */
    private static String category(RuleMetadata rule) {
        return switch (rule.id().area()) {
            case "SSH" -> "authentication";
            case "CLI", "GW", "ENR" -> "iam";
            default -> "configuration";
        };
    }

    /** The scores that Elastic Security gives its severities. */
    private static int risk(Severity severity) {
        return switch (severity) {
            case INFORMATIONAL -> 1;
            case LOW -> 21;
            case MEDIUM -> 47;
            case HIGH -> 73;
            case CRITICAL -> 99;
        };
    }

    /** ECS takes words alone in labels. */
    private static Members labels(Occurrence found) {
        Finding finding = found.finding();
        LifeState state = found.state();
        Waiver waiver = finding.waiver();
        return Members.of("fingerprint", finding.fingerprint())
                .and("subject", finding.subject())
                .and("severity", finding.rule().severity().label())
                .and("count", String.valueOf(finding.count()))
                .and(
                        "line",
                        finding.evidence().isEmpty()
                                ? null
                                : String.valueOf(finding.evidence().get(0).line()))
                .and("window_start", finding.window().start())
                .and("window_end", finding.window().end())
                .and("state", state == null ? null : state.label())
                .and("waived_by", waiver == null ? null : waiver.owner())
                .and("waived_until", waiver == null ? null : waiver.expires().toString())
                .and("waived_reason", waiver == null ? null : waiver.reason());
    }

    private static Members gone(PastFinding past, AuditReport report) {
        return document(report, report.period().to(), past.title() + ": " + past.subject() + ", gone")
                .and(
                        "event",
                        event("event", "configuration", "finding")
                                .and("action", "finding-gone")
                                .and("code", past.rule())
                                .and("severity", risk(past.severity()))
                                .and("outcome", "success")
                                .and("start", past.firstSeen())
                                .and("end", past.lastSeen()))
                .and(
                        "rule",
                        Members.of("id", past.rule()).and("name", past.title()).and("ruleset", "protectv-audit"))
                .and(
                        "labels",
                        Members.of("fingerprint", past.fingerprint())
                                .and("subject", past.subject())
                                .and("severity", past.severity().label())
                                .and("state", LifeState.ABSENT.label()));
    }

    private static Members control(ControlVerdict control, AuditReport report) {
        String id = control.control().toString();
        return document(
                        report,
                        report.period().to(),
                        id + " " + control.title() + ": " + control.outcome().label())
                .and(
                        "event",
                        event("state", "configuration", "control")
                                .and("code", id)
                                .and("outcome", outcome(control.outcome()))
                                .and("start", report.period().from())
                                .and("end", report.period().to())
                                .and(
                                        "reason",
                                        control.reasons().isEmpty()
                                                ? null
                                                : control.reasons().get(0)))
                .and(
                        "rule",
                        Members.of("id", id)
                                .and("name", control.title())
                                .and("ruleset", control.control().catalogue()))
                .and("tags", List.of(id))
                .and(
                        "labels",
                        Members.of("verdict", control.outcome().label())
                                .and("windows_passed", String.valueOf(control.passed()))
                                .and("windows_failed", String.valueOf(control.failed()))
                                .and("windows_not_evaluable", String.valueOf(control.notEvaluable())));
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "success";
            case FAIL -> "failure";
            case NOT_EVALUABLE -> "unknown";
        };
    }
}

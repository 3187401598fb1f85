package protectv.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.escape.SafeJson;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportWriter;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;

/**
 * OCSF 1.8.0 as JSON lines: an event for each finding of a window, one that closes each finding that is gone, and one for
 * each control. A control is a Compliance Finding (2003); a finding is a Detection Finding (2004) unless asked otherwise.
 * Times are epoch milliseconds.
 *
 * <p>Source: OCSF schema 1.8.0, classes compliance_finding and detection_finding.
 */
final class OcsfReportWriter implements ReportWriter {

    /** Which classes a reader takes. */
    enum Classes {
        /** Findings as 2004, controls as 2003. */
        BOTH,
        /** Findings and controls as 2003. */
        COMPLIANCE,
        /** Findings as 2004; controls have no such form and are left out. */
        DETECTION
    }

    private static final String VERSION = "1.8.0";
    private static final int COMPLIANCE = 2003;
    private static final int DETECTION = 2004;

    private static final int CREATE = 1;
    private static final int UPDATE = 2;
    private static final int CLOSE = 3;

    private static final int RULE = 1;
    private static final int AFFECTED = 3;
    private static final int IP_ADDRESS = 2;

    private final Classes classes;

    OcsfReportWriter(Classes classes) {
        this.classes = classes;
    }

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
        if (classes != Classes.DETECTION) {
            for (ControlVerdict control : report.controls()) {
                line(out, control(control, report));
            }
        }
        out.flush();
    }

    private static void line(OutputStream out, Members event) throws IOException {
        SafeJson.line(out, json -> json.writePOJO(event));
    }

    private int classOfFindings() {
        return classes == Classes.COMPLIANCE ? COMPLIANCE : DETECTION;
    }

    private static Members event(int classUid, int activity, Severity severity) {
        return Members.of("activity_id", activity)
                .and("activity_name", activity == CREATE ? "Create" : activity == UPDATE ? "Update" : "Close")
                .and("category_uid", 2)
                .and("category_name", "Findings")
                .and("class_uid", classUid)
                .and("class_name", classUid == COMPLIANCE ? "Compliance Finding" : "Detection Finding")
                .and("type_uid", classUid * 100L + activity)
                .and("severity_id", severityId(severity))
                .and("severity", capital(severity.label()));
    }

    private static int severityId(Severity severity) {
        return switch (severity) {
            case INFORMATIONAL -> 1;
            case LOW -> 2;
            case MEDIUM -> 3;
            case HIGH -> 4;
            case CRITICAL -> 5;
        };
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /**
     * @param uid of this event alone
     * @param code id of the rule or control
     */
    private static Members metadata(AuditReport report, String uid, String code) {
        return Members.of("version", VERSION)
                .and(
                        "product",
                        Members.of("name", "protectv-audit")
                                .and("version", report.program().version()))
                .and("uid", uid)
                .and("event_code", code)
                .and(
                        "correlation_uid",
                        report.period().from() + "/" + report.period().to() + " "
                                + report.rules().digest());
    }

    private Members finding(Occurrence found, AuditReport report) {
        Finding finding = found.finding();
        RuleMetadata rule = finding.rule();
        int classUid = classOfFindings();
        Members event = event(classUid, activity(found.state()), rule.severity())
                .and("time", finding.lastSeen().toEpochMilli())
                .and("start_time", finding.window().start().toEpochMilli())
                .and("end_time", finding.window().end().toEpochMilli())
                .and("count", finding.count())
                .and("message", found.sentence())
                .and("status_id", status(found))
                .and("metadata", metadata(report, found.id(), rule.id().value()))
                .and("finding_info", info(finding))
                .and("remediation", Members.of("desc", rule.remedy()))
                .and(
                        "evidences",
                        finding.evidence().stream()
                                .map(line -> evidence(line, found.address()))
                                .toList())
                .and(
                        "raw_data",
                        finding.evidence().isEmpty()
                                ? null
                                : finding.evidence().stream()
                                        .map(Evidence::text)
                                        .collect(Collectors.joining("\n")))
                .and("observables", observables(found.address()))
                .and("resources", List.of(resource(finding.subject(), found.subjectType())))
                .and("unmapped", unmapped(found));
        return classUid == DETECTION
                ? event.and("is_alert", !found.isWaived())
                : event.and("compliance", compliance(rule));
    }

    private static int activity(@Nullable LifeState state) {
        return state == LifeState.UNCHANGED || state == LifeState.UPDATED ? UPDATE : CREATE;
    }

    /** New, in progress or suppressed. */
    private static int status(Occurrence found) {
        return found.isWaived() ? 3 : activity(found.state()) == UPDATE ? 2 : 1;
    }

    private static Members info(Finding finding) {
        RuleMetadata rule = finding.rule();
        return Members.of("uid", finding.fingerprint())
                .and("title", rule.title())
                .and("desc", rule.cause())
                .and("first_seen_time", finding.firstSeen().toEpochMilli())
                .and("last_seen_time", finding.lastSeen().toEpochMilli())
                .and(
                        "analytic",
                        Members.of("type_id", RULE)
                                .and("type", "Rule")
                                .and("uid", rule.id().value())
                                .and("name", rule.title())
                                .and("version", rule.since().toString()));
    }

    private static Members evidence(Evidence line, @Nullable String address) {
        return Members.of(
                        "data",
                        Members.of("file", line.file()).and("line", line.line()).and("text", line.text()))
                .and("src_endpoint", address == null ? null : Members.of("ip", address));
    }

    private static List<Members> observables(@Nullable String address) {
        return address == null
                ? List.of()
                : List.of(Members.of("type_id", IP_ADDRESS)
                        .and("type", "IP Address")
                        .and("name", "resources[0].name")
                        .and("value", address));
    }

    private static Members resource(String subject, String type) {
        return Members.of("name", subject)
                .and("type", type)
                .and("role_id", AFFECTED)
                .and("role", "Affected");
    }

    private static Members unmapped(Occurrence found) {
        Finding finding = found.finding();
        LifeState state = found.state();
        return Members.of(
                        "controls",
                        finding.rule().controls().stream()
                                .map(ControlRef::toString)
                                .toList())
                .and("state", state == null ? null : state.label())
                .and(
                        "waived_reason",
                        finding.waiver() == null ? null : finding.waiver().reason())
                .and(
                        "waived_owner",
                        finding.waiver() == null ? null : finding.waiver().owner())
                .and(
                        "waived_until",
                        finding.waiver() == null
                                ? null
                                : finding.waiver().expires().toString())
                .and("false_positives", finding.rule().falsePositives());
    }

    private static Members compliance(RuleMetadata rule) {
        return Members.of("status_id", 3)
                .and("status", "Fail")
                .and("checks", List.of(check(rule.id().value(), rule.title())))
                .and(
                        "standards",
                        rule.controls().stream()
                                .map(ControlRef::catalogue)
                                .distinct()
                                .toList())
                .and(
                        "requirements",
                        rule.controls().stream().map(ControlRef::id).toList());
    }

    private static Members check(String id, @Nullable String title) {
        return Members.of("uid", id).and("name", title);
    }

    private Members gone(PastFinding past, AuditReport report) {
        Instant to = report.period().to();
        int classUid = classOfFindings();
        Members event = event(classUid, CLOSE, past.severity())
                .and("time", (to == null ? past.lastSeen() : to).toEpochMilli())
                .and("message", past.title() + ": " + past.subject() + ", gone")
                .and("status_id", 4)
                .and("metadata", metadata(report, past.fingerprint() + " gone " + to, past.rule()))
                .and(
                        "finding_info",
                        Members.of("uid", past.fingerprint())
                                .and("title", past.title())
                                .and("first_seen_time", past.firstSeen().toEpochMilli())
                                .and("last_seen_time", past.lastSeen().toEpochMilli()))
                .and("resources", List.of(resource(past.subject(), "subject")));
        return classUid == DETECTION
                ? event
                : event.and(
                        "compliance",
                        Members.of("status_id", 1)
                                .and("status", "Pass")
                                .and("checks", List.of(check(past.rule(), past.title()))));
    }

    private static Members control(ControlVerdict control, AuditReport report) {
        Instant from = report.period().from();
        Instant to = report.period().to();
        String id = control.control().toString();
        return event(COMPLIANCE, CREATE, control.outcome() == Outcome.FAIL ? Severity.MEDIUM : Severity.INFORMATIONAL)
                .and("time", to == null ? 0L : to.toEpochMilli())
                .and("start_time", from == null ? null : from.toEpochMilli())
                .and("end_time", to == null ? null : to.toEpochMilli())
                .and(
                        "message",
                        id + " " + control.title() + ": " + control.outcome().label())
                .and("status_id", 1)
                .and("metadata", metadata(report, id + " " + from + "/" + to, id))
                .and("finding_info", Members.of("uid", id).and("title", control.title()))
                .and(
                        "compliance",
                        status(control.outcome())
                                .and("control", control.control().id())
                                .and("desc", control.title())
                                .and("standards", List.of(control.control().catalogue()))
                                .and("requirements", List.of(control.control().id()))
                                .and(
                                        "status_details",
                                        Stream.concat(control.reasons().stream(), control.limits().stream())
                                                .toList())
                                .and(
                                        "checks",
                                        control.rules().stream()
                                                .map(rule -> check(rule, null))
                                                .toList()))
                .and(
                        "unmapped",
                        Members.of("windows_passed", control.passed())
                                .and("windows_failed", control.failed())
                                .and("windows_not_evaluable", control.notEvaluable()));
    }

    private static Members status(Outcome outcome) {
        return switch (outcome) {
            case PASS -> Members.of("status_id", 1).and("status", "Pass");
            case FAIL -> Members.of("status_id", 3).and("status", "Fail");
            // Neither: the schema has a number for that, and the word is ours.
            case NOT_EVALUABLE -> Members.of("status_id", 99).and("status", outcome.label());
        };
    }
}

package protectv.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.escape.SafeJson;
import protectv.audit.escape.UriPath;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportWriter;
import protectv.audit.report.Verdict;
import protectv.audit.rule.ControlRef;

/**
 * OSCAL assessment results 1.1.3: one result for the audited period, a finding for each control, an observation for each
 * finding of a window. What is not evaluable is {@code not-satisfied} for the reason {@code other}: OSCAL has no third word,
 * and silence is never a pass.
 *
 * <p>Source: NIST OSCAL 1.1.3, assessment-results model.
 */
final class OscalReportWriter implements ReportWriter {

    private static final String VERSION = "1.1.3";
    private static final Pattern NO_TOKEN = Pattern.compile("[^A-Za-z0-9._-]");
    private static final Pattern ENHANCEMENT = Pattern.compile("\\(([0-9]+)\\)");

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        Members document = document(report);
        SafeJson.document(out, json -> json.writePOJO(Members.of("assessment-results", document)));
    }

    private static Members document(AuditReport report) {
        String identity = report.period().from() + "/" + report.period().to() + " "
                + report.rules().digest() + " "
                + report.rules().besideDigest() + " "
                + report.inputs().stream().map(AuditReport.Input::sha256).collect(Collectors.joining(" "));
        return Members.of("uuid", Uuid5.of("results " + identity))
                .and(
                        "metadata",
                        Members.of("title", "Audit of SafeNet ProtectV logs")
                                .and("last-modified", time(report.period().to()))
                                .and("version", report.program().version())
                                .and("oscal-version", VERSION))
                .and("import-ap", Members.of("href", "#" + plan()))
                .and("results", List.of(result(report, identity)))
                .and(
                        "back-matter",
                        Members.of(
                                "resources",
                                Stream.concat(
                                                Stream.of(planResource(report)),
                                                report.inputs().stream().map(OscalReportWriter::resource))
                                        .toList()));
    }

    /** A time is demanded; where nothing told a period there is none to tell. */
    private static Instant time(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }

    private static UUID plan() {
        return Uuid5.of("plan");
    }

    private static Members planResource(AuditReport report) {
        return Members.of("uuid", plan())
                .and("title", "The rules by which the logs were judged")
                .and(
                        "description",
                        report.rules().count() + " rules with the SHA-256 digest "
                                + report.rules().digest());
    }

    private static Members resource(AuditReport.Input input) {
        return Members.of("uuid", inputId(input.path()))
                .and("title", line(input.path()))
                .and(
                        "description",
                        input.lines() + " lines: " + input.events() + " events, " + input.other() + " other, "
                                + input.malformed() + " malformed, " + input.outside() + " outside the period")
                .and(
                        "rlinks",
                        List.of(Members.of("href", UriPath.of(input.path()))
                                .and(
                                        "hashes",
                                        List.of(Members.of("algorithm", "SHA-256")
                                                .and("value", input.sha256())))));
    }

    private static UUID inputId(String path) {
        return Uuid5.of("input " + path);
    }

    private static Members result(AuditReport report, String identity) {
        Map<String, Set<UUID>> byControl = new TreeMap<>();
        Set<String> subjects = new LinkedHashSet<>();
        Occurrence.of(report).forEach(found -> {
            subjects.add(found.finding().subject());
            for (ControlRef control : found.finding().rule().controls()) {
                byControl
                        .computeIfAbsent(control.toString(), c -> new LinkedHashSet<>())
                        .add(observationId(found));
            }
        });
        List<Members> findings = report.controls().stream()
                .map(control -> finding(
                        control, byControl.getOrDefault(control.control().toString(), Set.of()), identity))
                .toList();
        List<Members> controls = report.controls().stream()
                .map(control -> Members.of("control-id", controlId(control.control())))
                .distinct()
                .toList();
        Verdict verdict = Verdict.of(report);
        return Members.of("uuid", Uuid5.of("result " + identity))
                .and("title", verdict.headline())
                .and(
                        "description",
                        verdict.doubts().isEmpty()
                                ? "Every line was read and judged."
                                : line(String.join(" ", verdict.doubts())))
                .and("start", time(report.period().from()))
                .and("end", report.period().to())
                .and(
                        "local-definitions",
                        Members.of(
                                "inventory-items",
                                subjects.stream()
                                        .map(subject -> Members.of("uuid", subjectId(subject))
                                                .and("description", line(subject)))
                                        .toList()))
                .and(
                        "reviewed-controls",
                        Members.of(
                                "control-selections",
                                List.of(
                                        controls.isEmpty()
                                                ? new Members().always("include-all", Map.of())
                                                : Members.of("include-controls", controls))))
                .and(
                        "observations",
                        Occurrence.of(report)
                                .map(OscalReportWriter::observation)
                                .toList())
                .and("findings", findings);
    }

    private static UUID observationId(Occurrence found) {
        return Uuid5.of("observation " + found.id());
    }

    private static UUID subjectId(String subject) {
        return Uuid5.of("subject " + subject);
    }

    private static Members observation(Occurrence found) {
        Finding finding = found.finding();
        return Members.of("uuid", observationId(found))
                .and("title", line(finding.rule().id() + " " + finding.rule().title()))
                .and("description", line(found.sentence()))
                .and("methods", List.of("TEST"))
                .and("types", List.of("finding"))
                .and(
                        "subjects",
                        List.of(Members.of("subject-uuid", subjectId(finding.subject()))
                                .and("type", "inventory-item")))
                .and(
                        "relevant-evidence",
                        finding.evidence().stream()
                                .map(OscalReportWriter::evidence)
                                .toList())
                .and("collected", finding.lastSeen())
                .and("remarks", remarks(finding));
    }

    private static String remarks(Finding finding) {
        String remarks = "Severity " + finding.rule().severity().label() + ", " + finding.count() + " times from "
                + finding.firstSeen() + " to " + finding.lastSeen() + ". First step: "
                + finding.rule().remedy();
        return line(
                finding.waiver() == null
                        ? remarks
                        : remarks + " Waived by " + finding.waiver().owner() + " until "
                                + finding.waiver().expires() + ": "
                                + finding.waiver().reason());
    }

    private static Members evidence(Evidence evidence) {
        return Members.of("href", "#" + inputId(evidence.file()))
                .and("description", line(evidence.file() + ":" + evidence.line() + ": " + evidence.text()));
    }

    private static Members finding(ControlVerdict control, Set<UUID> observations, String identity) {
        return Members.of("uuid", Uuid5.of("finding " + control.control() + " " + identity))
                .and("title", line(control.control().id() + " " + control.title()))
                .and("description", line(describe(control)))
                .and(
                        "target",
                        Members.of("type", "objective-id")
                                .and("target-id", controlId(control.control()))
                                .and("status", status(control.outcome())))
                .and(
                        "related-observations",
                        observations.stream()
                                .map(id -> Members.of("observation-uuid", id))
                                .toList());
    }

    private static String describe(ControlVerdict control) {
        String windows = "Windows: " + control.passed() + " pass, " + control.failed() + " fail, "
                + control.notEvaluable() + " not evaluable.";
        return Stream.concat(Stream.of(windows), Stream.concat(control.reasons().stream(), control.limits().stream()))
                .collect(Collectors.joining(" "));
    }

    private static Members status(Outcome outcome) {
        return switch (outcome) {
            case PASS -> Members.of("state", "satisfied").and("reason", "pass");
            case FAIL -> Members.of("state", "not-satisfied").and("reason", "fail");
            case NOT_EVALUABLE ->
                Members.of("state", "not-satisfied")
                        .and("reason", "other")
                        .and("remarks", "Not evaluable: not everything could be looked at.");
        };
    }

    /** NIST's own spelling for its controls, {@code ac-2} and {@code ac-6.9}; others with their catalogue before them. */
    private static String controlId(ControlRef control) {
        String id = control.catalogue().equals("nist-800-53")
                ? ENHANCEMENT.matcher(control.id().toLowerCase(Locale.ROOT)).replaceAll(".$1")
                : control.catalogue() + "_" + control.id();
        return NO_TOKEN.matcher(id).replaceAll("_");
    }

    /** Text that OSCAL takes: on one line, neither empty nor with blanks at its ends. */
    private static String line(String text) {
        String line = VisibleText.escape(text).strip();
        return line.isEmpty() ? "-" : line;
    }
}

package protectv.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.SafeJson;
import protectv.audit.escape.UriPath;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.finding.Window;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportWriter;
import protectv.audit.report.Verdict;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

/**
 * SARIF 2.1.0: one run, a result for each finding of a window, and one with {@code baselineState: absent} for each that is
 * gone. Waived findings are suppressed results. What makes the audit less than complete are notifications.
 *
 * <p>Source: SARIF 2.1.0 (OASIS), sections 3.13, 3.20 and 3.27.
 */
final class SarifReportWriter implements ReportWriter {

    /** The name that the shared fingerprint has in the standard's own words, and the one that GitHub reads. */
    private static final List<String> FINGERPRINTS = List.of("findingKey/v1", "primaryLocationLineHash");

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        List<RuleMetadata> rules = report.rules().all();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            places.put(rules.get(i).id().value(), i);
        }
        Changes changes = report.changes();
        Stream<Members> gone = changes == null
                ? Stream.empty()
                : changes.absent().stream().map(past -> gone(past, places.get(past.rule())));
        Stream<Members> results = Stream.concat(
                Occurrence.of(report)
                        .map(found -> result(
                                found, places.get(found.finding().rule().id().value()))),
                gone);
        SafeJson.document(out, json -> {
            json.writeStartObject();
            json.writeStringProperty("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.writeStringProperty("version", "2.1.0");
            json.writeArrayPropertyStart("runs");
            json.writeStartObject();
            json.writePOJOProperty("tool", Members.of("driver", driver(report, rules)));
            json.writePOJOProperty("automationDetails", Members.of("id", "protectv-audit/" + period(report) + "/"));
            json.writePOJOProperty("invocations", List.of(invocation(report)));
            json.writePOJOProperty("originalUriBaseIds", originalUriBaseIds());
            json.writeStringProperty("columnKind", "utf16CodeUnits");
            json.writeArrayPropertyStart("results");
            // One at a time: a hundred thousand of them need no second copy in memory.
            results.forEach(json::writePOJO);
            json.writeEndArray();
            json.writePOJOProperty("properties", properties(report));
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static String period(AuditReport report) {
        return report.period().from() + "/" + report.period().to();
    }

    private static Members driver(AuditReport report, List<RuleMetadata> rules) {
        return Members.of("name", "protectv-audit")
                .and("semanticVersion", report.program().version())
                .always("rules", rules.stream().map(SarifReportWriter::rule).toList());
    }

    private static Members rule(RuleMetadata rule) {
        return Members.of("id", rule.id().value())
                .and("name", rule.id().value())
                .and("shortDescription", text(rule.title()))
                .and("fullDescription", text(rule.cause()))
                .and("help", text(rule.remedy()))
                .and("defaultConfiguration", Members.of("level", level(rule.severity())))
                .and(
                        "properties",
                        Members.of(
                                        "tags",
                                        rule.controls().stream()
                                                .map(ControlRef::toString)
                                                .toList())
                                .and("security-severity", securitySeverity(rule.severity()))
                                .and("since", rule.since().toString())
                                .and("source", rule.source())
                                .and("falsePositives", rule.falsePositives()));
    }

    private static Members text(String text) {
        return Members.of("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFORMATIONAL -> "note";
        };
    }

    /** The middle of the range that code hosts give the word. */
    private static String securitySeverity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.5";
            case INFORMATIONAL -> "0.0";
        };
    }

    private static Members invocation(AuditReport report) {
        Verdict verdict = Verdict.of(report);
        return Members.of("executionSuccessful", verdict.inputComplete())
                .and(
                        "toolExecutionNotifications",
                        Stream.concat(
                                        verdict.doubts().stream().map(doubt -> notification("error", doubt)),
                                        report.notes().stream().map(note -> notification("note", note)))
                                .toList());
    }

    private static Members notification(String level, String text) {
        return Members.of("level", level).and("message", text(text));
    }

    /** Paths of inputs are those of the command line; where they begin, the reader of the report knows. */
    private static Members originalUriBaseIds() {
        return Members.of(
                "INPUTS",
                Members.of("description", text("The folder in which the audit ran; its inputs are named from there.")));
    }

    private static Members properties(AuditReport report) {
        return Members.of("from", report.period().from())
                .and("to", report.period().to())
                .and("zone", report.period().zone().getId())
                .and("rulesDigest", report.rules().digest())
                .and("besideDigest", report.rules().besideDigest());
    }

    private static Members result(Occurrence found, @Nullable Integer ruleIndex) {
        Finding finding = found.finding();
        List<Evidence> evidence = finding.evidence();
        LifeState state = found.state();
        return Members.of("ruleId", finding.rule().id().value())
                .and("ruleIndex", ruleIndex)
                .and("kind", "fail")
                .and("level", level(finding.rule().severity()))
                .and("message", text(found.sentence()))
                .and("locations", List.of(location(finding.subject(), evidence.isEmpty() ? null : evidence.get(0))))
                .and(
                        "relatedLocations",
                        evidence.stream()
                                .skip(1)
                                .map(line -> Members.of("physicalLocation", place(line)))
                                .toList())
                .and("occurrenceCount", finding.count())
                .and("partialFingerprints", fingerprints(finding.fingerprint()))
                .and("baselineState", state == null ? null : baseline(state))
                .and("suppressions", suppressions(finding.waiver()))
                .and("properties", properties(found));
    }

    private static Members properties(Occurrence found) {
        Finding finding = found.finding();
        Window window = finding.window();
        LifeState state = found.state();
        return Members.of("occurrence", found.id())
                .and("subject", finding.subject())
                .and("windowStart", window.start())
                .and("windowEnd", window.end())
                .and("firstSeen", finding.firstSeen())
                .and("lastSeen", finding.lastSeen())
                .and("state", state == null ? null : state.label());
    }

    /** SARIF has no word for what was gone and came back: it is new. */
    private static String baseline(LifeState state) {
        return (state == LifeState.REOPENED ? LifeState.NEW : state).label();
    }

    private static Members fingerprints(String fingerprint) {
        Members fingerprints = new Members();
        FINGERPRINTS.forEach(name -> fingerprints.and(name, fingerprint));
        return fingerprints;
    }

    private static Members location(String subject, @Nullable Evidence evidence) {
        return Members.of("physicalLocation", evidence == null ? null : place(evidence))
                .and("logicalLocations", List.of(Members.of("name", subject).and("kind", "resource")));
    }

    private static Members place(Evidence evidence) {
        boolean absolute = evidence.file().startsWith("/");
        return Members.of(
                        "artifactLocation",
                        Members.of("uri", (absolute ? "file://" : "") + UriPath.of(evidence.file()))
                                .and("uriBaseId", absolute ? null : "INPUTS"))
                .and("region", Members.of("startLine", evidence.line()).and("snippet", text(evidence.text())));
    }

    private static List<Members> suppressions(@Nullable Waiver waiver) {
        return waiver == null
                ? List.of()
                : List.of(Members.of("kind", "external")
                        .and("status", "accepted")
                        .and(
                                "justification",
                                waiver.reason() + " (" + waiver.owner() + ", until " + waiver.expires() + ")"));
    }

    private static Members gone(PastFinding past, @Nullable Integer ruleIndex) {
        return Members.of("ruleId", past.rule())
                .and("ruleIndex", ruleIndex)
                .and("kind", "fail")
                .and("level", level(past.severity()))
                .and("message", text(past.title() + ": " + past.subject() + ", gone"))
                .and("locations", List.of(location(past.subject(), null)))
                .and("occurrenceCount", past.count() > 0 ? past.count() : null)
                .and("partialFingerprints", fingerprints(past.fingerprint()))
                .and("baselineState", LifeState.ABSENT.label());
    }
}

package protectv.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;
import protectv.audit.escape.XmlText;
import protectv.audit.finding.Finding;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportWriter;
import protectv.audit.report.Verdict;
import protectv.audit.report.Wording;
import protectv.audit.rule.RuleMetadata;

/**
 * JUnit XML, which build servers show: a {@code testsuite} for each window that has events or findings, a
 * {@code testcase} for each rule. A rule with findings is a {@code failure}, one that could not look is {@code skipped} with
 * the reason, and so is one whose findings are all waived. The first suite says whether the audit itself was complete.
 */
final class JunitReportWriter implements ReportWriter {

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        List<Suite> suites = new ArrayList<>();
        suites.add(audit(report));
        Wording wording = new Wording(report.period().zone());
        UnjudgedRules unjudged = new UnjudgedRules(report);
        for (AuditReport.WindowResult window : report.windows()) {
            suites.add(suite(
                    wording.localWithOffset(window.window().start()),
                    report.rules().all(),
                    window.findings(),
                    unjudged.in(window.window().start())));
        }
        // A report without rules has suites without cases, which no reader takes.
        suites.removeIf(suite -> suite.cases().isEmpty());
        out.write(document(suites).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private record Suite(String name, List<Case> cases) {

        long count(Result result) {
            return cases.stream().filter(test -> test.result() == result).count();
        }
    }

    /** @param body what a failure says beyond its message */
    private record Case(String area, String name, Result result, String type, String message, String body) {}

    private enum Result {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED;

        String element() {
            return Wording.name(this);
        }
    }

    private static Suite audit(AuditReport report) {
        Verdict verdict = Verdict.of(report);
        String doubts = String.join("\n", verdict.doubts());
        return new Suite(
                "the audit itself",
                List.of(new Case(
                        "audit",
                        "everything was read and judged",
                        verdict.doubts().isEmpty() ? Result.PASSED : Result.ERROR,
                        "incomplete",
                        verdict.doubts().isEmpty() ? "" : verdict.doubts().get(0),
                        doubts)));
    }

    private static Suite suite(
            String name, List<RuleMetadata> rules, List<Finding> findings, Map<String, String> unjudged) {
        Map<String, List<Finding>> byRule = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.rule().id().value(), LinkedHashMap::new, Collectors.toList()));
        return new Suite(
                name,
                rules.stream()
                        .map(rule -> testCase(
                                rule,
                                byRule.getOrDefault(rule.id().value(), List.of()),
                                unjudged.get(rule.id().value())))
                        .toList());
    }

    private static Case testCase(RuleMetadata rule, List<Finding> findings, @Nullable String unjudged) {
        List<Finding> counting =
                findings.stream().filter(finding -> finding.waiver() == null).toList();
        Result result = !counting.isEmpty()
                ? Result.FAILURE
                : !findings.isEmpty() || unjudged != null ? Result.SKIPPED : Result.PASSED;
        String message = !counting.isEmpty()
                ? Wording.count(counting.size(), "finding") + ": " + rule.remedy()
                : !findings.isEmpty()
                        ? Wording.count(findings.size(), "finding") + ", waived"
                        : unjudged == null ? "" : unjudged;
        return new Case(
                rule.id().area(),
                rule.id() + " " + rule.title(),
                result,
                rule.severity().label(),
                message,
                counting.stream().map(JunitReportWriter::body).collect(Collectors.joining("\n")));
    }

    private static String body(Finding finding) {
        StringBuilder body =
                new StringBuilder(oneLine(finding.subject()) + ", " + Wording.count(finding.count(), "occurrence")
                        + ", " + finding.firstSeen() + " to " + finding.lastSeen());
        finding.evidence()
                .forEach(line -> body.append("\n  ")
                        .append(oneLine(line.file()))
                        .append(':')
                        .append(line.line())
                        .append(": ")
                        .append(oneLine(line.text())));
        return body.toString();
    }

    private static String oneLine(String text) {
        return VisibleText.escape(text);
    }

    private static String document(List<Suite> suites) {
        return XmlText.document(xml -> {
            xml.writeStartElement("testsuites");
            counts(xml, "protectv-audit", suites);
            for (Suite suite : suites) {
                xml.writeCharacters("\n  ");
                xml.writeStartElement("testsuite");
                counts(xml, suite.name(), List.of(suite));
                // Only of a suite: the readers that check what they read know no such sum of all.
                XmlText.attribute(xml, "skipped", String.valueOf(suite.count(Result.SKIPPED)));
                for (Case test : suite.cases()) {
                    write(xml, test);
                }
                xml.writeCharacters("\n  ");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
        });
    }

    private static void counts(XMLStreamWriter xml, String name, List<Suite> suites) throws XMLStreamException {
        XmlText.attribute(xml, "name", name);
        XmlText.attribute(
                xml,
                "tests",
                String.valueOf(
                        suites.stream().mapToLong(suite -> suite.cases().size()).sum()));
        XmlText.attribute(xml, "failures", String.valueOf(sum(suites, Result.FAILURE)));
        XmlText.attribute(xml, "errors", String.valueOf(sum(suites, Result.ERROR)));
    }

    private static long sum(List<Suite> suites, Result result) {
        return suites.stream().mapToLong(suite -> suite.count(result)).sum();
    }

    private static void write(XMLStreamWriter xml, Case test) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        XmlText.attribute(xml, "name", oneLine(test.name()));
        XmlText.attribute(xml, "classname", test.area());
        if (test.result() != Result.PASSED) {
            xml.writeStartElement(test.result().element());
            XmlText.attribute(xml, "message", oneLine(test.message()));
            if (test.result() != Result.SKIPPED) {
                XmlText.attribute(xml, "type", test.type());
                XmlText.text(xml, test.body());
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}

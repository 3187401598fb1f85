package protectv.audit.ruletest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import protectv.audit.escape.XmlText;
import protectv.audit.work.WholeFile;

/**
 * Results of rule tests as JUnit XML, which build servers show: a {@code testsuite} for each rule file, a
 * {@code testcase} for each case. A case that differs is a {@code failure}, one that cannot run an {@code error}.
 */
public final class JunitReport {

    private JunitReport() {}

    /** Writes the report whole or not at all. */
    public static void write(Path file, List<RuleTestRunner.Result> results) throws IOException {
        WholeFile.write(file, text(results));
    }

    static String text(List<RuleTestRunner.Result> results) {
        Map<String, List<RuleTestRunner.Result>> suites = new LinkedHashMap<>();
        for (RuleTestRunner.Result result : results) {
            suites.computeIfAbsent(result.rule().file(), file -> new ArrayList<>())
                    .add(result);
        }
        return XmlText.document(xml -> {
            xml.writeStartElement("testsuites");
            totals(xml, "rule tests", results);
            for (Map.Entry<String, List<RuleTestRunner.Result>> suite : suites.entrySet()) {
                xml.writeCharacters("\n  ");
                xml.writeStartElement("testsuite");
                totals(xml, suite.getKey(), suite.getValue());
                for (RuleTestRunner.Result result : suite.getValue()) {
                    testCase(xml, result);
                }
                xml.writeCharacters("\n  ");
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
        });
    }

    private static void totals(XMLStreamWriter xml, String name, List<RuleTestRunner.Result> results)
            throws XMLStreamException {
        long errors =
                results.stream().filter(result -> result.problem() != null).count();
        long passed = results.stream().filter(RuleTestRunner.Result::passed).count();
        Duration took = results.stream().map(RuleTestRunner.Result::took).reduce(Duration.ZERO, Duration::plus);
        XmlText.attribute(xml, "name", name);
        XmlText.attribute(xml, "tests", String.valueOf(results.size()));
        XmlText.attribute(xml, "failures", String.valueOf(results.size() - passed - errors));
        XmlText.attribute(xml, "errors", String.valueOf(errors));
        XmlText.attribute(xml, "time", seconds(took));
    }

    private static void testCase(XMLStreamWriter xml, RuleTestRunner.Result result) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        XmlText.attribute(xml, "name", result.name());
        XmlText.attribute(xml, "classname", result.rule().id().value());
        XmlText.attribute(xml, "file", result.file());
        XmlText.attribute(xml, "line", String.valueOf(result.line()));
        XmlText.attribute(xml, "time", seconds(result.took()));
        if (!result.passed()) {
            boolean ran = result.problem() == null;
            xml.writeCharacters("\n      ");
            xml.writeStartElement(ran ? "failure" : "error");
            XmlText.attribute(xml, "message", ran ? "other findings than expected" : "the case cannot run");
            XmlText.attribute(xml, "type", ran ? "difference" : "unusable");
            XmlText.text(xml, result.file() + ":" + result.line() + "\n" + String.join("\n", result.failure()));
            xml.writeEndElement();
            xml.writeCharacters("\n    ");
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
    }
}

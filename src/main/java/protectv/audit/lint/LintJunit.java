package protectv.audit.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import protectv.audit.escape.VisibleText;
import protectv.audit.escape.XmlText;
import protectv.audit.rule.RuleProblem;

/** Problems as JUnit XML: a {@code testsuite} for each file, an error as a {@code failure}, a warning as a skipped test. */
final class LintJunit {

    private LintJunit() {}

    static String of(List<RuleProblem> problems) {
        Map<String, List<RuleProblem>> byFile = new TreeMap<>();
        problems.forEach(problem -> byFile.computeIfAbsent(problem.file(), file -> new ArrayList<>())
                .add(problem));
        return XmlText.document(xml -> {
            xml.writeStartElement("testsuites");
            counts(xml, "rules lint", problems);
            if (problems.isEmpty()) {
                xml.writeStartElement("testsuite");
                counts(xml, "rules", problems);
                xml.writeStartElement("testcase");
                XmlText.attribute(xml, "name", "no problem was found");
                XmlText.attribute(xml, "classname", "rules");
                xml.writeEndElement();
                xml.writeEndElement();
            }
            for (Map.Entry<String, List<RuleProblem>> file : byFile.entrySet()) {
                xml.writeStartElement("testsuite");
                counts(xml, visible(file.getKey()), file.getValue());
                // Only of a suite: the readers that check what they read know no such sum of all.
                long warnings = file.getValue().stream()
                        .filter(problem -> !problem.category().isError())
                        .count();
                XmlText.attribute(xml, "skipped", String.valueOf(warnings));
                for (RuleProblem problem : file.getValue()) {
                    problem(xml, problem);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
        });
    }

    private static void counts(XMLStreamWriter xml, String name, List<RuleProblem> problems) throws XMLStreamException {
        long errors = problems.stream().filter(p -> p.category().isError()).count();
        XmlText.attribute(xml, "name", name);
        XmlText.attribute(xml, "tests", String.valueOf(Math.max(1, problems.size())));
        XmlText.attribute(xml, "failures", String.valueOf(errors));
        XmlText.attribute(xml, "errors", "0");
    }

    private static void problem(XMLStreamWriter xml, RuleProblem problem) throws XMLStreamException {
        xml.writeStartElement("testcase");
        XmlText.attribute(xml, "name", problem.line() + ":" + problem.column() + " " + visible(problem.message()));
        XmlText.attribute(xml, "classname", visible(problem.file()));
        xml.writeStartElement(problem.category().isError() ? "failure" : "skipped");
        XmlText.attribute(xml, "message", visible(problem.message()));
        if (problem.category().isError()) {
            XmlText.attribute(xml, "type", problem.category().label());
            XmlText.text(
                    xml, problem.toString().lines().map(VisibleText::escape).collect(Collectors.joining("\n")));
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** XML has no way to write most of what a terminal obeys: it is written out. */
    private static String visible(String text) {
        return VisibleText.escape(text.replace('\n', ' '));
    }
}

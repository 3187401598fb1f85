package protectv.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import protectv.audit.export.ReportFormat;
import protectv.audit.rule.Severity;

/** {@code -Dgolden.update=true} rewrites the golden files; their diff is for review. */
public class ReportGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/report");

    /** Our own forms of each sample, those of other systems of the telling ones. */
    static Stream<Arguments> reports() {
        List<ReportFormat> own = List.of(ReportFormat.JSON, ReportFormat.HTML, ReportFormat.TEXT);
        return Stream.of("full", "plain", "stateless", "waived", "empty", "nothing-read", "hostile", "problems")
                .flatMap(name -> Arrays.stream(ReportFormat.values())
                        .filter(format -> own.contains(format)
                                || Set.of("full", "empty", "hostile").contains(name))
                        .map(format -> Arguments.of(name, format)));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void reports_are_as_reviewed(String name, ReportFormat format) throws IOException {
        String ending = format.fileName().substring("report".length());
        compare(name + ending, written(sample(name), format));
    }

    @ParameterizedTest
    @CsvSource({"full", "plain", "stateless", "waived", "empty", "nothing-read", "hostile", "problems", "large"})
    void terminal_summaries_are_as_reviewed(String name) throws IOException {
        String text = TextSummary.terminal(sample(name), List.of(Path.of("reports/report.html")), false);
        compare(name + ".terminal.txt", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_order_in_which_maps_were_filled_does_not_show() throws IOException {
        AuditReport report = SampleReports.full();
        AuditReport.Summary s = report.summary();
        Map<Severity, Long> backwards = new LinkedHashMap<>();
        Severity[] severities = Severity.values();
        for (int i = severities.length - 1; i >= 0; i--) {
            backwards.put(severities[i], s.findingsBySeverity().getOrDefault(severities[i], 0L));
        }
        TreeMap<String, Long> reversed = new TreeMap<>(Comparator.reverseOrder());
        reversed.putAll(s.eventsByKind());
        AuditReport other = new AuditReport(
                report.period(),
                report.rules(),
                report.program(),
                report.inputs(),
                report.sources(),
                new AuditReport.Summary(
                        s.lines(),
                        s.events(),
                        s.other(),
                        s.malformed(),
                        s.outside(),
                        reversed,
                        backwards,
                        s.waivedFindings()),
                report.windows(),
                report.controls(),
                report.waivers(),
                report.changes(),
                report.notes());
        for (ReportFormat format : ReportFormat.values()) {
            assertThat(written(other, format))
                    .isEqualTo(written(report, format))
                    .isEqualTo(written(report, format));
        }
    }

    public static byte[] written(AuditReport report, ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer().write(report, out);
        return out.toByteArray();
    }

    public static AuditReport sample(String name) {
        return switch (name) {
            case "full" -> SampleReports.full();
            case "plain" -> SampleReports.plain();
            case "stateless" -> SampleReports.stateless();
            case "waived" -> SampleReports.waived();
            case "large" -> SampleVerdicts.large(SampleReports.large(900), 60, 168);
            case "empty" -> SampleReports.empty();
            case "nothing-read" -> SampleReports.nothingRead();
            case "hostile" -> SampleReports.hostile();
            case "problems" -> SampleReports.problems();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void compare(String name, byte[] actual) throws IOException {
        Path golden = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.write(golden, actual);
        }
        assertThat(new String(actual, StandardCharsets.UTF_8)).isEqualTo(Files.readString(golden));
    }
}

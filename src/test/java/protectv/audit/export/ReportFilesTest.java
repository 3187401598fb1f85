package protectv.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import protectv.audit.report.AuditReport;
import protectv.audit.report.ReportGoldenTest;
import protectv.audit.report.SampleReports;

class ReportFilesTest {

    @TempDir
    Path folder;

    @Test
    void all_formats_are_written_and_nothing_else() throws IOException {
        Path dir = folder.resolve("new/reports");
        write(SampleReports.full(), dir, ReportFormat.values());
        assertThat(names(dir))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ReportFormat.values())
                        .map(ReportFormat::fileName)
                        .toList());
        assertThat(Files.readAllBytes(dir.resolve("report.json")))
                .isEqualTo(ReportGoldenTest.written(SampleReports.full(), ReportFormat.JSON));
    }

    @Test
    void a_report_replaces_the_previous_one() throws IOException {
        write(SampleReports.full(), folder, ReportFormat.TEXT);
        write(SampleReports.empty(), folder, ReportFormat.TEXT);
        assertThat(Files.readString(folder.resolve("report.txt"))).startsWith("No findings\n");
        assertThat(names(folder)).containsExactly("report.txt");
    }

    @Test
    void reports_have_the_modes_of_any_new_file() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "");
        write(SampleReports.full(), folder, ReportFormat.JSON);
        assertThat(Files.getPosixFilePermissions(folder.resolve("report.json")))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void a_failure_leaves_the_previous_reports_and_no_temporary_file() throws IOException {
        Files.writeString(folder.resolve("report.json"), "previous");
        Files.createDirectories(folder.resolve("report.html/taken"));
        assertThatIOException()
                .isThrownBy(() -> write(SampleReports.full(), folder, ReportFormat.HTML, ReportFormat.TEXT))
                .withMessageContaining("report.html: it is a folder; move it away");
        assertThat(Files.readString(folder.resolve("report.json"))).isEqualTo("previous");
        assertThat(names(folder)).containsExactly("report.html", "report.json");
    }

    @Test
    void a_file_in_place_of_the_folder_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "x");
        assertThatIOException()
                .isThrownBy(() -> write(SampleReports.full(), file, ReportFormat.JSON))
                .withMessageContaining(file.toString())
                .withMessageContaining("it is a file; name a folder");
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void a_full_disk_is_an_io_exception_and_not_another(ReportFormat format) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> format.writer().write(SampleReports.full(), full))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void files_of_several_folders_are_all_written_or_none_is() throws IOException {
        Path night = folder.resolve("a/night.html");
        Path ticket = folder.resolve("b/ticket.md");
        ReportFiles.write(
                SampleReports.full(),
                List.of(
                        new ReportFiles.Target(ReportFormat.HTML, night),
                        new ReportFiles.Target(ReportFormat.MARKDOWN, ticket)));
        assertThat(Files.readAllBytes(ticket))
                .isEqualTo(ReportGoldenTest.written(SampleReports.full(), ReportFormat.MARKDOWN));
        String before = Files.readString(night);
        Files.createDirectories(folder.resolve("c/taken.md"));
        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(
                        SampleReports.empty(),
                        List.of(
                                new ReportFiles.Target(ReportFormat.MARKDOWN, folder.resolve("c/taken.md")),
                                new ReportFiles.Target(ReportFormat.HTML, night))))
                .withMessageContaining("taken.md: it is a folder");
        assertThat(Files.readString(night)).isEqualTo(before);
        assertThat(names(folder.resolve("a"))).containsExactly("night.html");
    }

    private static void write(AuditReport report, Path dir, ReportFormat... formats) throws IOException {
        ReportFiles.write(
                report,
                Arrays.stream(formats)
                        .map(format -> ReportFiles.Target.in(dir, format))
                        .toList());
    }

    private static Stream<String> names(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList().stream();
        }
    }
}

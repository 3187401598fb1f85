package protectv.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import protectv.audit.report.ReportGoldenTest;
import protectv.audit.report.SampleReports;

class ReportFilesTest {

    @TempDir
    Path folder;

    @Test
    void all_formats_are_written_and_nothing_else() throws IOException {
        Path dir = folder.resolve("new/reports");
        assertThat(ReportFiles.write(SampleReports.full(), dir, EnumSet.allOf(ReportFormat.class)))
                .containsExactly(dir.resolve("report.json"), dir.resolve("report.html"), dir.resolve("report.txt"));
        assertThat(names(dir)).containsExactly("report.html", "report.json", "report.txt");
        assertThat(Files.readAllBytes(dir.resolve("report.json")))
                .isEqualTo(ReportGoldenTest.written(SampleReports.full(), ReportFormat.JSON));
    }

    @Test
    void a_report_replaces_the_previous_one() throws IOException {
        ReportFiles.write(SampleReports.full(), folder, Set.of(ReportFormat.TEXT));
        ReportFiles.write(SampleReports.empty(), folder, Set.of(ReportFormat.TEXT));
        assertThat(Files.readString(folder.resolve("report.txt"))).startsWith("No findings\n");
        assertThat(names(folder)).containsExactly("report.txt");
    }

    @Test
    void reports_have_the_modes_of_any_new_file() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "");
        Path report = ReportFiles.write(SampleReports.full(), folder, Set.of(ReportFormat.JSON))
                .get(0);
        assertThat(Files.getPosixFilePermissions(report)).isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void a_failure_leaves_the_previous_reports_and_no_temporary_file() throws IOException {
        Files.writeString(folder.resolve("report.json"), "previous");
        Files.createDirectories(folder.resolve("report.html/taken"));
        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(
                        SampleReports.full(), folder, EnumSet.of(ReportFormat.HTML, ReportFormat.TEXT)))
                .withMessageContaining("report.html: it is a folder; move it away");
        assertThat(Files.readString(folder.resolve("report.json"))).isEqualTo("previous");
        assertThat(names(folder)).containsExactly("report.html", "report.json");
    }

    @Test
    void a_file_in_place_of_the_folder_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "x");
        assertThatIOException()
                .isThrownBy(() -> ReportFiles.write(SampleReports.full(), file, Set.of(ReportFormat.JSON)))
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

    private static Stream<String> names(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList().stream();
        }
    }
}

package protectv.audit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFinderTest {

    @TempDir
    private Path base;

    @BeforeEach
    void lay_out() throws IOException {
        for (String name : List.of(
                "logs/auth.log",
                "logs/auth.log.1",
                "logs/auth.log.10.gz",
                "logs/auth.log.9.gz",
                "logs/.hidden",
                "logs/.git/config.log",
                "logs/web/app.log",
                "logs/web/deep/app.log",
                "logs/zone.log",
                "other/odd[1].log",
                "other/odd1.log")) {
            write(name);
        }
    }

    private void write(String name) throws IOException {
        Path file = base.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name + "\n");
    }

    private Inputs find(String... arguments) {
        return InputFinder.find(List.of(arguments), InputStream.nullInputStream(), base);
    }

    private static List<String> names(Inputs inputs) {
        return inputs.sources().stream().map(InputSource::name).toList();
    }

    @Test
    void a_folder_gives_all_files_below_it_oldest_first_without_hidden_ones() {
        Inputs inputs = find("logs/");
        assertThat(names(inputs))
                .containsExactly(
                        "logs/auth.log.10.gz",
                        "logs/auth.log.9.gz",
                        "logs/auth.log.1",
                        "logs/auth.log",
                        "logs/zone.log",
                        "logs/web/app.log",
                        "logs/web/deep/app.log");
        assertThat(inputs.missing()).isEmpty();
        assertThat(names(find("logs"))).isEqualTo(names(inputs));
    }

    @Test
    void arguments_keep_their_order() {
        assertThat(names(find("logs/zone.log", "logs/auth.log", "logs/auth.log.1")))
                .containsExactly("logs/zone.log", "logs/auth.log", "logs/auth.log.1");
    }

    @Test
    void a_file_reached_twice_is_read_once() throws IOException {
        Files.createSymbolicLink(base.resolve("logs/current"), base.resolve("logs/auth.log"));
        Files.createSymbolicLink(base.resolve("again"), base.resolve("logs"));
        Inputs inputs = find("logs/zone.log", "logs", "logs/*.log", "again", "./logs/../logs/auth.log");
        assertThat(names(inputs)).hasSize(7).doesNotHaveDuplicates().startsWith("logs/zone.log");
    }

    @Test
    void links_in_a_circle_end_and_links_to_files_are_followed() throws IOException {
        Files.createSymbolicLink(base.resolve("logs/web/up"), base.resolve("logs"));
        Files.createSymbolicLink(base.resolve("logs/linked.log"), base.resolve("other/odd1.log"));
        assertThat(names(find("logs"))).hasSize(8).contains("logs/linked.log", "logs/web/app.log");
        assertThat(names(find("logs/**/*.log"))).contains("logs/linked.log", "logs/web/app.log");
    }

    @Test
    void patterns_are_expanded_as_a_shell_does_it() {
        assertThat(names(find("logs/auth.log*")))
                .containsExactly("logs/auth.log.10.gz", "logs/auth.log.9.gz", "logs/auth.log.1", "logs/auth.log");
        assertThat(names(find("logs/**/*.log")))
                .containsExactly("logs/auth.log", "logs/zone.log", "logs/web/app.log", "logs/web/deep/app.log");
        assertThat(names(find("**/app.log"))).containsExactly("logs/web/app.log", "logs/web/deep/app.log");
        assertThat(names(find("logs/{zone,auth}.lo[g]"))).containsExactly("logs/auth.log", "logs/zone.log");
        assertThat(names(find("logs/.hid*"))).containsExactly("logs/.hidden");
        assertThat(names(find("l?gs/web"))).containsExactly("logs/web/app.log", "logs/web/deep/app.log");
    }

    @Test
    void an_absolute_pattern_is_expanded_too() {
        String pattern = base.toString().replace('\\', '/') + "/logs/z*.log";
        assertThat(names(find(pattern))).hasSize(1).first().asString().endsWith("/logs/zone.log");
    }

    @Test
    void a_file_of_that_very_name_wins_over_a_pattern() {
        assertThat(names(find("other/odd[1].log"))).containsExactly("other/odd[1].log");
    }

    @Test
    void what_is_missing_is_told_and_the_rest_is_found() throws IOException {
        Files.createDirectory(base.resolve("empty"));
        Files.createSymbolicLink(base.resolve("logs/web/broken"), base.resolve("nowhere"));
        Inputs inputs =
                find("nope.log", "logs/*.txt", "empty", "bad[.log", "nul\0.log", "", "logs/web", "logs/zone.log");
        assertThat(names(inputs)).containsExactly("logs/web/app.log", "logs/web/deep/app.log", "logs/zone.log");
        assertThat(inputs.missing())
                .extracting(MissingInput::path)
                .containsExactly("nope.log", "logs/*.txt", "empty", "bad[.log", "nul\0.log", "", "logs/web/broken");
        assertThat(inputs.missing().get(0).message())
                .isEqualTo("nope.log: no such file or folder; see how it is spelled");
        assertThat(inputs.missing().get(6).message()).contains("leads nowhere");
    }

    @Test
    void standard_input_is_spooled_once_and_reads_again() throws IOException {
        InputStream stdin = new ByteArrayInputStream("a\nb\n".getBytes(UTF_8));
        try (Inputs inputs = InputFinder.find(List.of("-", "logs/zone.log", "-"), stdin, base)) {
            assertThat(names(inputs)).containsExactly("-", "logs/zone.log");
            InputSource dash = inputs.sources().get(0);
            assertThat(dash.lastModified()).isNull();
            assertThat(Lines.of(dash, 100, 16).texts()).containsExactly("a", "b");
            assertThat(Lines.of(dash, 100, 16).texts()).containsExactly("a", "b");
        }
    }

    @Test
    void a_found_file_knows_when_it_was_written_and_opens() throws IOException {
        InputSource source = find("logs/zone.log").sources().get(0);
        assertThat(source.lastModified())
                .isEqualTo(
                        Files.getLastModifiedTime(base.resolve("logs/zone.log")).toInstant());
        assertThat(Lines.of(source, 100, 16).texts()).containsExactly("logs/zone.log");
    }
}

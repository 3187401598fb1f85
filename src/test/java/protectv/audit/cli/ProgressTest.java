package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.input.InputFinder;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;

class ProgressTest {

    @TempDir
    private Path folder;

    private Inputs inputs() throws IOException {
        Files.write(folder.resolve("a.log"), new byte[3 << 20]);
        Files.write(folder.resolve("b.log"), new byte[1 << 20]);
        return InputFinder.find(List.of(folder.toString()), InputStream.nullInputStream());
    }

    private static void read(InputSource source) throws IOException {
        try (InputStream in = source.open()) {
            in.transferTo(PrintStream.nullOutputStream());
        }
    }

    @Test
    void a_terminal_sees_how_far_reading_and_judging_are_and_is_left_clean() throws IOException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
                Progress progress = Progress.on(terminal);
                Inputs inputs = inputs()) {
            Inputs watched = progress.reading(inputs);
            assertThat(watched.sources())
                    .extracting(InputSource::name)
                    .isEqualTo(inputs.sources().stream().map(InputSource::name).toList());
            read(watched.sources().get(0));
            read(watched.sources().get(0));
            progress.judging(2);
            progress.judged();
        }
        String text = shown.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains("Reading", "3/4 MiB", "Judging", "1/2 windows")
                .endsWith("\r");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void a_job_sees_nothing_and_its_inputs_are_left_as_they_are() throws IOException {
        try (Progress progress = Progress.on(null);
                Inputs inputs = inputs()) {
            assertThat(progress.reading(inputs)).isSameAs(inputs);
            progress.judging(2);
            progress.judged();
        }
    }
}

package protectv.audit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Surroundings;
import protectv.audit.input.InputFinder;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineIndex;
import protectv.audit.input.LineReader;

class NearbyLinesTest {

    @TempDir
    private Path folder;

    private Map<Evidence, Surroundings> around(Evidence... lines) throws IOException {
        try (Inputs inputs = InputFinder.find(List.of(folder.toString()), InputStream.nullInputStream())) {
            Map<String, LineIndex> indexes = new HashMap<>();
            inputs.sources()
                    .forEach(source -> indexes.put(
                            source.name(),
                            LineReader.read(source, 1000, line -> true).index()));
            return new NearbyLines(inputs, indexes, 1000).around(Set.of(lines));
        }
    }

    private Evidence line(String file, long number, String text) {
        return new Evidence(folder.resolve(file).toString(), number, text);
    }

    @Test
    void two_lines_before_and_after_of_the_same_file() throws IOException {
        Files.writeString(folder.resolve("a.log"), "1\n2\n3\n4\n5\n6\n7\n");
        Files.writeString(folder.resolve("b.log"), "x\ny");
        Evidence middle = line("a.log", 4, "4");
        Evidence first = line("a.log", 1, "1");
        Evidence last = line("b.log", 2, "y");
        assertThat(around(middle, first, last))
                .containsEntry(
                        middle,
                        new Surroundings(
                                List.of(line("a.log", 2, "2"), line("a.log", 3, "3")),
                                List.of(line("a.log", 5, "5"), line("a.log", 6, "6"))))
                .containsEntry(
                        first, new Surroundings(List.of(), List.of(line("a.log", 2, "2"), line("a.log", 3, "3"))))
                .containsEntry(last, new Surroundings(List.of(line("b.log", 1, "x")), List.of()))
                .hasSize(3);
    }

    @Test
    void nothing_is_believed_where_another_text_stands_in_the_place() throws IOException {
        Files.writeString(folder.resolve("a.log"), "1\n2\n3\n");
        assertThat(around(line("a.log", 2, "of yesterday"), line("a.log", 9, "cut off"), line("gone.log", 1, "1")))
                .isEmpty();
    }
}

package protectv.audit.input;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinePickerTest {

    private static final int LINES = 60_000;
    private static final int MAX = 1000;

    /** Lines of any length, some beyond the limit; some empty. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder("\uFEFF");
        for (int i = 1; i <= LINES; i++) {
            text.append(i).append(" ü");
            text.append("x".repeat(random.nextInt(1000) == 0 ? 3000 : random.nextInt(30)));
            text.append(random.nextInt(5) == 0 ? "\r\n" : "\n");
        }
        return text.toString();
    }

    private static List<RawLine> pick(InputSource source, LineIndex index, Set<Long> numbers) throws IOException {
        List<RawLine> lines = new ArrayList<>();
        new LinePicker(source, index, MAX, Long.MAX_VALUE).pick(new TreeSet<>(numbers), lines::add);
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void any_lines_are_as_they_were_read_first(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] plain = text(random).getBytes(UTF_8);
        byte[] bytes = seed % 3 == 0
                ? packed(plain)
                : seed % 3 == 1 ? plain : text(random).getBytes(UTF_16LE);
        InputSource source = new BytesInput(bytes, seed % 2 == 0 ? random : null, false);
        List<RawLine> all = new ArrayList<>();
        ReadResult read = LineReader.read(source, MAX, all::add);
        assertThat(all).hasSize(LINES);
        assertThat(read.index().offsets().isEmpty()).isEqualTo(seed % 3 != 1);
        TreeSet<Long> numbers = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            long number = 1L + random.nextInt(LINES);
            LongStream.rangeClosed(number, Math.min(LINES, number + random.nextInt(3)))
                    .forEach(numbers::add);
        }
        for (long edge : List.of(1L, 4096L, 4097L, 8192L, 8193L, (long) LINES)) {
            numbers.add(edge);
        }
        assertThat(pick(source, read.index(), numbers))
                .containsExactlyElementsOf(numbers.stream()
                        .map(number -> all.get((int) (number - 1)))
                        .toList());
    }

    @Test
    void lines_behind_the_end_are_left_out() throws IOException {
        InputSource source = BytesInput.of("a\nb\n".getBytes(UTF_8));
        LineIndex index = new LineIndex(List.of(), 2);
        assertThat(pick(source, index, Set.of(2L, 3L, 70_000L)))
                .extracting(RawLine::text)
                .containsExactly("b");
        assertThat(pick(source, index, Set.of())).isEmpty();
    }

    @Test
    void what_a_file_gained_since_it_was_read_is_left_out() throws IOException {
        LineIndex index = LineReader.read(BytesInput.of("a\nb\n".getBytes(UTF_8)), MAX, line -> true)
                .index();
        assertThat(pick(BytesInput.of("a\nb\nc\n".getBytes(UTF_8)), index, Set.of(1L, 2L, 3L)))
                .extracting(RawLine::text)
                .containsExactly("a", "b");
    }

    @Test
    void a_packed_text_is_given_up_where_the_lines_lie_too_deep() throws IOException {
        byte[] plain = text(new Random(8)).getBytes(UTF_8);
        InputSource source = BytesInput.of(packed(plain));
        LineIndex index = LineReader.read(source, MAX, line -> true).index();
        List<RawLine> lines = new ArrayList<>();
        LinePicker picker = new LinePicker(source, index, MAX, 10_000);
        picker.pick(new TreeSet<>(Set.of(3L, 50_000L)), lines::add);
        assertThat(lines).extracting(RawLine::number).containsExactly(3L);
        assertThat(picker.chars()).isBetween(10_000L, 20_000L);
    }

    @Test
    void a_file_that_shrank_since_is_told() {
        LineIndex index = LineReader.read(BytesInput.of(text(new Random(7)).getBytes(UTF_8)), MAX, line -> true)
                .index();
        assertThatThrownBy(() -> pick(BytesInput.of("a\nb\n".getBytes(UTF_8)), index, Set.of(50_000L)))
                .isInstanceOf(EOFException.class);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}

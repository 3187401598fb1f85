package protectv.audit.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void lines_are_numbered_from_one_and_named_by_their_input() {
        assertThat(Lines.of(latin("a\nb\n")).all())
                .containsExactly(new RawLine("test.log", 1, "a", false), new RawLine("test.log", 2, "b", false));
    }

    @Test
    void an_empty_input_has_no_lines_and_no_problem() {
        Lines lines = Lines.of(new byte[0]);
        assertThat(lines.all()).isEmpty();
        assertThat(lines.result())
                .isEqualTo(new ReadResult(
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                        0,
                        0,
                        0,
                        0,
                        LineIndex.NONE,
                        null));
    }

    @Test
    void the_result_tells_digest_and_size_of_the_stored_bytes() {
        assertThat(Lines.of(latin("abc")).result())
                .isEqualTo(new ReadResult(ABC_SHA256, 3, 1, 0, 0, new LineIndex(List.of(), 1), null));
    }

    @Test
    void a_last_line_needs_no_line_feed_and_a_line_feed_adds_no_line() {
        assertThat(Lines.of(latin("a\nb")).texts()).containsExactly("a", "b");
        assertThat(Lines.of(latin("a\nb\n")).texts()).containsExactly("a", "b");
        assertThat(Lines.of(latin("\n\n")).texts()).containsExactly("", "");
    }

    @Test
    void one_carriage_return_before_the_line_feed_is_dropped() {
        assertThat(Lines.of(latin("a\r\nb\r\r\n\r\nc\r")).texts()).containsExactly("a", "b\r", "", "c\r");
    }

    @Test
    void nothing_but_line_feed_ends_a_line() {
        String text = "a\rb\u000Bc\u000Cd\u0085e\u2028f\u2029g\u0000h";
        assertThat(Lines.of((text + "\nz").getBytes(UTF_8)).texts()).containsExactly(text, "z");
    }

    @Test
    void bytes_that_are_no_utf8_are_replaced_and_their_lines_counted() {
        Lines lines = Lines.of(latin("ok\n\u00ff\n\u00c0\u00af\n\u00ed\u00a0\u0080\nend\u00e2\u0082"));
        assertThat(lines.texts()).first().isEqualTo("ok");
        assertThat(lines.texts().subList(1, 5)).allMatch(text -> text.contains("\uFFFD"));
        assertThat(lines.texts().get(4)).isEqualTo("end\uFFFD");
        assertThat(lines.result().undecodableLines()).isEqualTo(4);
        assertThat(lines.result().problem()).isNull();
    }

    @Test
    void a_replacement_character_that_stands_in_the_file_is_no_damage() {
        Lines lines = Lines.of("x\uFFFDy\n".getBytes(UTF_8));
        assertThat(lines.texts()).containsExactly("x\uFFFDy");
        assertThat(lines.result().undecodableLines()).isZero();
    }

    @Test
    void a_byte_order_mark_is_taken_off() {
        String text = "Zürich €\r\n\uD83D\uDE00 two\nlast";
        List<String> expected = List.of("Zürich €", "\uD83D\uDE00 two", "last");
        for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
            Lines lines = Lines.of(("\uFEFF" + text).getBytes(charset));
            assertThat(lines.texts()).as(charset.name()).isEqualTo(expected);
            assertThat(lines.result().undecodableLines()).isZero();
        }
    }

    @Test
    void utf16_without_mark_is_told_by_its_zeros() {
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            assertThat(Lines.of("2017-10-12 key\r\nZürich".getBytes(charset)).texts())
                    .as(charset.name())
                    .containsExactly("2017-10-12 key", "Zürich");
        }
    }

    @Test
    void the_bytes_of_a_line_feed_within_other_utf16_characters_end_no_line() {
        String text = "\uFEFFa\u0A00\nb\u0A0A\u010Ac";
        for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
            assertThat(Lines.of(text.getBytes(charset)).texts()).containsExactly("a\u0A00", "b\u0A0A\u010Ac");
        }
    }

    @Test
    void lone_surrogates_and_an_odd_last_byte_are_replaced_and_counted() {
        byte[] bytes = {(byte) 0xFF, (byte) 0xFE, 'a', 0, 0x3D, (byte) 0xD8, '\n', 0, 'b', 0, 'c'};
        Lines lines = Lines.of(bytes);
        assertThat(lines.texts()).containsExactly("a\uFFFD", "b\uFFFD");
        assertThat(lines.result().undecodableLines()).isEqualTo(2);
    }

    @Test
    void a_line_at_the_limit_is_whole_and_one_above_is_cut() {
        Lines lines = Lines.of(BytesInput.of(latin("1234\n12345\r\n123456\n12345\r")), 5, 16);
        assertThat(lines.texts()).containsExactly("1234", "12345", "12345", "12345");
        assertThat(lines.all()).extracting(RawLine::cut).containsExactly(false, false, true, true);
        assertThat(lines.result().cutLines()).isEqualTo(2);
        assertThat(lines.result().lines()).isEqualTo(4);
    }

    @Test
    void a_cut_splits_no_character() {
        assertThat(Lines.of(BytesInput.of("abc€€\n".getBytes(UTF_8)), 5, 16).texts())
                .containsExactly("abc");
        assertThat(Lines.of(BytesInput.of("ab€€\n".getBytes(UTF_8)), 5, 16).texts())
                .containsExactly("ab€");
        byte[] pair = "\uFEFFab\uD83D\uDE00c\n".getBytes(UTF_16LE);
        Lines lines = Lines.of(BytesInput.of(pair), 6, 16);
        assertThat(lines.texts()).containsExactly("ab");
        assertThat(lines.result().undecodableLines()).isZero();
    }

    @Test
    void what_follows_a_cut_line_is_read() {
        byte[] bytes = latin("x".repeat(1_000) + "\nnext\n");
        assertThat(Lines.of(BytesInput.of(bytes), 10, 16).texts()).containsExactly("xxxxxxxxxx", "next");
    }

    @Test
    void the_length_of_a_line_costs_no_memory() {
        InputSource endless = new SpooledInputTest.Generated(64L * 1024 * 1024);
        List<RawLine> lines = new ArrayList<>();
        ReadResult result = LineReader.read(endless, LineReader.DEFAULT_MAX_LINE_BYTES, lines::add);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).text()).hasSize(LineReader.DEFAULT_MAX_LINE_BYTES);
        assertThat(result.bytes()).isEqualTo(64L * 1024 * 1024);
    }

    @Test
    void a_sink_that_wants_no_more_ends_the_reading_without_a_digest() {
        List<String> seen = new ArrayList<>();
        ReadResult result = LineReader.read(BytesInput.of(latin("a\nb\nc\n")), 100, line -> {
            seen.add(line.text());
            return seen.size() < 2;
        });
        assertThat(seen).containsExactly("a", "b");
        assertThat(result.lines()).isEqualTo(2);
        assertThat(result.sha256()).isEmpty();
        assertThat(result.problem()).isNull();
    }

    @Test
    void what_the_sink_throws_passes_through() {
        assertThatThrownBy(() -> LineReader.read(BytesInput.of(latin("a\n")), 100, line -> {
                    throw new IllegalStateException("sink");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sink");
    }

    @Test
    void a_read_error_midway_leaves_the_lines_before_it() {
        Lines lines = Lines.of(new BytesInput(latin("a\nb\nhalf"), null, true), 100, 16);
        assertThat(lines.texts()).containsExactly("a", "b", "half");
        assertThat(lines.result().problem())
                .contains("cannot be read near byte 8")
                .contains("disk error");
        assertThat(lines.result().bytes()).isEqualTo(8);
    }

    @Test
    void a_folder_or_a_vanished_file_is_a_problem_not_an_exception(@TempDir Path folder) {
        ReadResult directory = LineReader.read(new FileInput(folder, "logs", null), 100, line -> true);
        assertThat(directory.problem()).contains("cannot be read");
        ReadResult gone = LineReader.read(new FileInput(folder.resolve("no"), "no", null), 100, line -> true);
        assertThat(gone.problem()).contains("gone");
        assertThat(gone.lines()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20171012, 42, 987654321})
    void any_bytes_split_as_a_naive_splitter_does_it(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = randomText(random);
            int buffer = 16 + random.nextInt(64);
            Lines lines = Lines.of(new BytesInput(bytes, random, false), 1_000, buffer);
            if (TextEncoding.of(bytes, bytes.length) == TextEncoding.UTF8) {
                assertThat(lines.texts()).as("seed %d round %d", seed, round).isEqualTo(naiveLines(bytes));
            }
            assertThat(lines.result().lines()).isEqualTo(lines.all().size());
            assertThat(lines.result().bytes()).isEqualTo(bytes.length);
            assertThat(lines.result().problem()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 77})
    void the_cut_and_the_buffer_do_not_depend_on_each_other(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            byte[] bytes = randomText(random);
            int max = 4 + random.nextInt(30);
            Lines whole = Lines.of(BytesInput.of(bytes), max, 4_096);
            Lines torn = Lines.of(new BytesInput(bytes, random, false), max, 16 + random.nextInt(20));
            assertThat(torn).as("seed %d round %d", seed, round).isEqualTo(whole);
            assertThat(whole.texts()).allMatch(text -> text.length() <= max);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 88})
    void utf16_reads_back_over_any_buffer_border(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                expected.add(random.ints(random.nextInt(20), 0x20, 0x2FFFF)
                        .filter(c -> c < 0xD800 || c > 0xFFFF || (c > 0xDFFF && c < 0xFFF0))
                        .filter(c -> c != 0xFEFF)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
            }
            Charset charset = random.nextBoolean() ? UTF_16LE : UTF_16BE;
            byte[] bytes = ("\uFEFF" + String.join("\r\n", expected) + "\n").getBytes(charset);
            Lines lines = Lines.of(new BytesInput(bytes, random, false), 1_000, 16 + random.nextInt(9));
            assertThat(lines.texts()).as("seed %d round %d", seed, round).isEqualTo(expected);
            assertThat(lines.result().undecodableLines()).isZero();
        }
    }

    /** Few kinds of bytes, so that line ends, torn characters and marks meet often. */
    private static byte[] randomText(Random random) {
        byte[] kinds = latin("ab \n\n\r\u00e2\u0082\u00ac\u00c3\u00bc\u00f0\u009f\u0098\u0080\u00ff\u00ed\u0000");
        byte[] bytes = new byte[random.nextInt(200)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = kinds[random.nextInt(kinds.length)];
        }
        if (random.nextInt(10) == 0 && bytes.length > 3) {
            System.arraycopy(latin("\u00ef\u00bb\u00bf"), 0, bytes, 0, 3);
        }
        return bytes;
    }

    private static List<String> naiveLines(byte[] bytes) {
        boolean mark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        List<String> lines = new ArrayList<>();
        int start = mark ? 3 : 0;
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                int end = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
                lines.add(new String(Arrays.copyOfRange(bytes, start, end), UTF_8));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(new String(Arrays.copyOfRange(bytes, start, bytes.length), UTF_8));
        }
        return lines;
    }

    @Test
    void a_limit_that_might_hold_no_character_is_refused() {
        assertThatThrownBy(() -> LineReader.read(BytesInput.of(latin("a")), 3, line -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 4");
    }

    @Test
    void the_digest_covers_bytes_behind_the_place_where_unpacking_stops() {
        byte[] bytes = new byte[300_000];
        Arrays.fill(bytes, (byte) 7);
        bytes[0] = 0x1F;
        bytes[1] = (byte) 0x8B;
        Lines lines = Lines.of(bytes);
        assertThat(lines.result().problem()).contains("gzip data").contains("unknown method");
        assertThat(lines.result().bytes()).isEqualTo(300_000);
    }
}

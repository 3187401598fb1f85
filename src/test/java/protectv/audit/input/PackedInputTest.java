package protectv.audit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Round trips with the programs that pack real logs. */
class PackedInputTest {

    @TempDir
    private Path folder;

    private byte[] pack(byte[] bytes, String... command) throws IOException {
        Path plain = Files.createTempFile(folder, "plain", "");
        Path packed = Files.createTempFile(folder, "packed", "");
        Files.write(plain, bytes);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(plain.toFile())
                    .redirectOutput(packed.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, command[0] + " is not installed");
            throw e;
        }
        try {
            assertThat(process.waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Files.readAllBytes(packed);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Hard to pack, so that damage at any place meets much undecoded text. */
    private static List<String> numbered(int count) {
        Random random = new Random(count);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(i + " msg=<Key accessed> " + Long.toHexString(random.nextLong()));
        }
        return lines;
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -c", "gzip -1 -c", "bzip2 -c", "xz -c", "xz -9 -c", "zstd -q -c", "zstd -q -19 -c"})
    void every_line_survives_packing(String command) throws IOException {
        List<String> expected = numbered(60_000);
        byte[] packed = pack(text(expected), command.split(" ", -1));
        Lines lines = Lines.of(packed);
        assertThat(lines.texts()).isEqualTo(expected);
        assertThat(lines.result().problem()).isNull();
        assertThat(lines.result().bytes()).isEqualTo(packed.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -c", "bzip2 -c", "xz -c", "zstd -q -c"})
    void all_members_are_read_also_where_one_ends_within_a_line(String command) throws IOException {
        String[] program = command.split(" ", -1);
        byte[] first = pack("a\nhal".getBytes(UTF_8), program);
        byte[] empty = pack(new byte[0], program);
        byte[] second = pack("f\nz\n".getBytes(UTF_8), program);
        Lines lines = Lines.of(concat(empty, first, empty, second, empty));
        assertThat(lines.texts()).containsExactly("a", "half", "z");
        assertThat(lines.result().problem()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip -c", "bzip2 -1 -c", "xz --block-size=100000 -c", "zstd -q -c", "zstd -q -19 --no-check -c"
            })
    void what_stands_before_a_torn_end_is_read_and_the_loss_told(String command) throws IOException {
        List<String> expected = numbered(30_000);
        byte[] packed = pack(text(expected), command.split(" ", -1));
        Lines lines = Lines.of(Arrays.copyOf(packed, packed.length * 2 / 3));
        List<String> texts = lines.texts();
        assertThat(texts.size()).isBetween(12_000, 25_000);
        assertThat(texts.subList(0, texts.size() - 1)).isEqualTo(expected.subList(0, texts.size() - 1));
        assertThat(lines.result().problem()).contains("ends in the middle").contains("near byte");
        assertThat(lines.result().bytes()).isEqualTo(packed.length * 2 / 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -c", "bzip2 -1 -c", "xz --block-size=100000 -c", "zstd -q -c"})
    void damage_in_the_middle_is_told_and_never_thrown(String command) throws IOException {
        List<String> expected = numbered(30_000);
        byte[] packed = pack(text(expected), command.split(" ", -1));
        Arrays.fill(packed, packed.length * 2 / 3, packed.length * 2 / 3 + 50, (byte) 0x55);
        Lines lines = Lines.of(packed);
        assertThat(lines.texts().subList(0, 12_000)).isEqualTo(expected.subList(0, 12_000));
        assertThat(lines.result().problem()).isNotNull();
        assertThat(lines.result().bytes()).isEqualTo(packed.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -c", "bzip2 -c", "xz -c", "zstd -q -c"})
    void garbage_behind_the_last_member_is_told_and_loses_no_line(String command) throws IOException {
        List<String> expected = numbered(5_000);
        byte[] packed = concat(pack(text(expected), command.split(" ", -1)), "garbage bytes here!!".getBytes(UTF_8));
        Lines lines = Lines.of(packed);
        assertThat(lines.texts()).isEqualTo(expected);
        assertThat(lines.result().problem()).isNotNull();
        assertThat(lines.result().bytes()).isEqualTo(packed.length);
    }

    @Test
    void zeros_behind_gzip_data_are_padding() throws IOException {
        byte[] packed = concat(pack("a\n".getBytes(UTF_8), "gzip", "-c"), new byte[100_000]);
        assertThat(Lines.of(packed).texts()).containsExactly("a");
        assertThat(Lines.of(packed).result().problem()).isNull();
    }

    @Test
    void skippable_zstd_frames_are_skipped() throws IOException {
        byte[] skippable = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'x', '\n', 'y'};
        byte[] frame = pack("a\n".getBytes(UTF_8), "zstd", "-q", "-c");
        Lines lines = Lines.of(concat(skippable, frame, skippable, frame, skippable));
        assertThat(lines.texts()).containsExactly("a", "a");
        assertThat(lines.result().problem()).isNull();
    }

    @Test
    void xz_data_that_wants_too_much_memory_is_refused_with_the_way_out() throws IOException {
        byte[] packed = pack("a\n".getBytes(UTF_8), "xz", "--lzma2=dict=512MiB", "-c");
        assertThat(Lines.of(packed).result().problem())
                .contains("MiB of memory")
                .contains("xz -d");
    }

    @Test
    void zstd_data_with_too_long_a_window_is_refused_with_the_way_out() throws IOException {
        byte[] packed = pack(text(numbered(300_000)), "zstd", "-q", "-3", "--long=27", "-c");
        Lines lines = Lines.of(packed);
        assertThat(lines.result().problem()).contains("window").contains("zstd -d");
    }

    /** The decompressor by itself lets it pass, as two megabytes. */
    @Test
    void a_zstd_run_longer_than_its_window_is_damage() {
        byte[] run = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x30, (byte) 0xFE, (byte) 0x8B, (byte) 0xFC, -1, 0x41, 0};
        assertThat(Lines.of(run).result().problem()).contains("zstd data is corrupt (block larger than its window)");
    }

    @Test
    void packing_is_told_by_content_so_text_that_looks_alike_stays_text() {
        assertThat(Lines.of("BZh9 is no bzip2\n".getBytes(UTF_8)).texts()).containsExactly("BZh9 is no bzip2");
    }

    @Test
    void a_bomb_needs_no_memory() throws IOException {
        byte[] packed = pack(new byte[40_000_000], "gzip", "-c");
        Lines lines = Lines.of(concat(packed, packed));
        assertThat(lines.all()).hasSize(1);
        assertThat(lines.result().cutLines()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip -c", "bzip2 -c", "xz -c", "zstd -q -c"})
    void any_flipped_byte_gives_a_result(String command) throws IOException {
        Random random = new Random(99);
        byte[] packed = pack(text(numbered(50)), command.split(" ", -1));
        for (int round = 0; round < 100; round++) {
            byte[] damaged = packed.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            Lines lines = Lines.of(BytesInput.of(damaged), 1_000, 512);
            assertThat(lines.result().bytes()).isEqualTo(packed.length);
        }
    }
}

package protectv.audit.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks tell together what the whole tells. */
class BlockReaderTest {

    private static final int MAX_LINE_BYTES = 12;

    private static final String[] PIECES = {"a", "bc", "\n", "\n", "\r\n", "é", "\uFEFF", " ", "0123456789abcdef"};

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(120);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 20 && random.nextInt(4) == 0) {
            bytes[17 + random.nextInt(bytes.length - 17)] = (byte) 0x80;
        }
        return bytes;
    }

    @Test
    void blocks_of_any_length_give_the_same_lines() throws IOException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = text(random);
            BytesInput input = new BytesInput(bytes, random, false);
            List<RawLine> whole = new ArrayList<>();
            ReadResult expected = LineReader.read(input, MAX_LINE_BYTES, whole::add);

            List<RawLine> lines = new ArrayList<>();
            long before = 0;
            long cut = 0;
            long undecodable = 0;
            List<Block> blocks = BlockReader.blocks(input, 1 + random.nextInt(40));
            if (blocks.isEmpty()) {
                continue;
            }
            for (Block block : blocks) {
                long count = BlockReader.count(input, block);
                ReadResult read = BlockReader.read(input, block, before, MAX_LINE_BYTES, lines::add);
                assertThat(read.lines()).as("seed %s, %s", seed, block).isEqualTo(count);
                before += count;
                cut += read.cutLines();
                undecodable += read.undecodableLines();
            }

            assertThat(lines).as("seed %s", seed).isEqualTo(whole);
            assertThat(before).isEqualTo(expected.lines());
            assertThat(cut).isEqualTo(expected.cutLines());
            assertThat(undecodable).isEqualTo(expected.undecodableLines());
            assertThat(BlockReader.digest(input, bytes.length))
                    .isEqualTo(new BlockReader.Digest(expected.sha256(), expected.bytes()));
        }
    }

    @Test
    void the_places_of_lines_are_those_of_the_whole() throws IOException {
        byte[] bytes = "one line\r\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        BytesInput input = BytesInput.of(bytes);
        LineIndex index = LineIndex.NONE;
        long before = 0;
        for (Block block : BlockReader.blocks(input, 77_777)) {
            ReadResult read = BlockReader.read(input, block, before, MAX_LINE_BYTES, line -> true);
            before += read.lines();
            index = index.then(read.index());
        }

        assertThat(index)
                .isEqualTo(LineReader.read(input, MAX_LINE_BYTES, line -> true).index());
        assertThat(index.offsets()).hasSize(4);
    }

    @Test
    void what_a_file_gained_since_is_in_no_block() throws IOException {
        BytesInput grown = BytesInput.of("a\nb\nand more".getBytes(StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();

        BlockReader.read(grown, new Block(2, 4, 4), 1, MAX_LINE_BYTES, line -> lines.add(line.text()));

        assertThat(lines).containsExactly("b");
    }

    @Test
    void packed_small_and_other_texts_are_not_cut() {
        byte[] gzip = new byte[100];
        gzip[0] = 0x1f;
        gzip[1] = (byte) 0x8b;
        byte[] utf16 = "some text in another encoding".getBytes(StandardCharsets.UTF_16LE);

        assertThat(BlockReader.blocks(BytesInput.of(gzip), 10)).isEmpty();
        assertThat(BlockReader.blocks(BytesInput.of(utf16), 10)).isEmpty();
        assertThat(BlockReader.blocks(BytesInput.of("short".getBytes(StandardCharsets.UTF_8)), 10))
                .isEmpty();
    }

    @Test
    void a_failing_disk_is_no_end_of_the_text() {
        BytesInput failing = new BytesInput("a\nb\nc".getBytes(StandardCharsets.UTF_8), null, true);

        assertThatThrownBy(() -> BlockReader.read(failing, new Block(2, 10, 10), 1, MAX_LINE_BYTES, line -> true))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> BlockReader.digest(failing, 10)).isInstanceOf(IOException.class);
    }
}

package protectv.audit.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class LineReaderFuzzTest {

    private static final int MAX_LINE_BYTES = 64;

    /** Packed input may unpack to much; so many lines are enough to see. */
    private static final int ENOUGH_LINES = 10_000;

    @FuzzTest(maxDuration = "5m")
    void any_bytes_give_bounded_lines_and_a_result(byte[] bytes) {
        int bufferBytes = 16 + (bytes.length == 0 ? 0 : bytes[bytes.length - 1] & 0x3F);
        long[] seen = new long[1];
        ReadResult result = LineReader.read(
                BytesInput.of(bytes),
                MAX_LINE_BYTES,
                line -> {
                    assertThat(line.number()).isEqualTo(++seen[0]);
                    assertThat(line.text().length()).isLessThanOrEqualTo(MAX_LINE_BYTES);
                    assertThat(line.text().indexOf('\n')).isNegative();
                    return seen[0] < ENOUGH_LINES;
                },
                bufferBytes);
        assertThat(result.lines()).isEqualTo(seen[0]);
        assertThat(result.cutLines()).isLessThanOrEqualTo(result.lines());
        assertThat(result.undecodableLines()).isLessThanOrEqualTo(result.lines());
        if (seen[0] < ENOUGH_LINES) {
            assertThat(result.bytes()).isEqualTo(bytes.length);
            assertThat(result.sha256()).hasSize(64);
        }
    }
}

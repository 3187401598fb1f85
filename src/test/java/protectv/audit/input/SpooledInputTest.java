package protectv.audit.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpooledInputTest {

    /** So many letters x, made while they are read. */
    record Generated(long bytes) implements InputSource {

        @Override
        public String name() {
            return "generated";
        }

        @Override
        public @Nullable Instant lastModified() {
            return null;
        }

        @Override
        public InputStream open() {
            return new InputStream() {
                private long left = bytes;

                @Override
                public int read() {
                    return left-- > 0 ? 'x' : -1;
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    if (left == 0) {
                        return -1;
                    }
                    int n = (int) Math.min(left, length);
                    Arrays.fill(target, offset, offset + n, (byte) 'x');
                    left -= n;
                    return n;
                }
            };
        }
    }

    @Test
    void what_can_be_read_once_reads_again_and_again() throws IOException {
        AtomicInteger opened = new AtomicInteger();
        byte[] bytes = "one\ntwo\n".repeat(20_000).getBytes(UTF_8);
        try (SpooledInput input = new SpooledInput("-", () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(bytes);
        })) {
            try (InputStream first = input.open();
                    InputStream second = input.open()) {
                assertThat(first.read()).isEqualTo('o');
                assertThat(second.readAllBytes()).isEqualTo(bytes);
                assertThat(first.readAllBytes()).hasSize(bytes.length - 1);
            }
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void after_close_nothing_opens() throws IOException {
        SpooledInput input = new SpooledInput("-", InputStream::nullInputStream);
        input.open().close();
        input.close();
        assertThatThrownBy(input::open).isInstanceOf(IOException.class).hasMessageContaining("gone");
    }

    @Test
    void what_came_before_a_failure_is_read_and_the_failure_told() throws IOException {
        InputStream broken = new BytesInput("a\nb\n".getBytes(UTF_8), null, true).open();
        try (SpooledInput input = new SpooledInput("-", () -> broken)) {
            for (int i = 0; i < 2; i++) {
                Lines lines = Lines.of(input, 100, 16);
                assertThat(lines.texts()).containsExactly("a", "b");
                assertThat(lines.result().problem()).contains("disk error");
            }
        }
    }
}

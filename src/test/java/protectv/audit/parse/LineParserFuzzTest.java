package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;

/** {@code JAZZER_FUZZ=1 mvn -o test -Dtest=LineParserFuzzTest} searches; without it the kept inputs are run again. */
class LineParserFuzzTest {

    private static final int MAX_LINE_BYTES = 2048;

    /** Packed input may unpack to much; so many lines are enough to see. */
    private static final int ENOUGH_LINES = 10_000;

    /** A zone with hours that come twice and hours that never come. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @FuzzTest(maxDuration = "5m")
    void every_line_of_any_bytes_has_one_fate_in_bounded_time(byte[] bytes) {
        long start = System.nanoTime();
        fates(new Bytes("auth.log", bytes), List.of(), Instant.parse("2017-12-31T00:00:00Z"));
        fates(new Bytes("trace.log", bytes), List.of("trace.log"), null);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private static void fates(InputSource source, List<String> clientLogs, @Nullable Instant reference) {
        ParseOptions options = new ParseOptions(ZONE, reference, clientLogs, null);
        LineParser parser = LineParser.of(source, options, MAX_LINE_BYTES, 0);
        long[] fates = new long[3];
        ReadResult result = LineReader.read(source, MAX_LINE_BYTES, line -> {
            Parsed parsed = parser.parse(line);
            if (parsed instanceof Parsed.Found found) {
                fates[0]++;
                assertThat(found.event().count()).isBetween(1, 1_000_000);
                assertThat(found.event().source().line()).isEqualTo(line.number());
                assertThat(line.cut()).isFalse();
            } else if (parsed instanceof Parsed.Malformed malformed) {
                fates[1]++;
                assertThat(malformed.reason()).isNotBlank();
            } else {
                fates[2]++;
                assertThat(parsed).isSameAs(Parsed.Other.INSTANCE);
            }
            return fates[0] + fates[1] + fates[2] < ENOUGH_LINES;
        });
        assertThat(fates[0] + fates[1] + fates[2]).isEqualTo(result.lines());
    }

    private static final class Bytes implements InputSource {

        private final String name;
        private final byte[] content;

        Bytes(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public @Nullable Instant lastModified() {
            return null;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }
}

package protectv.audit.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;

/** Who was heard when does not depend on the order in which lines come, nor on how they were shared out. */
class HeardLawsTest {

    private static final Instant FROM = Instant.ofEpochSecond(1000);
    private static final Instant TO = Instant.ofEpochSecond(5000);

    private record Told(LogSource source, long time, SourceRef at, boolean event) {}

    private static List<Told> lines(Random random) {
        List<Told> lines = new ArrayList<>();
        int count = 1 + random.nextInt(120);
        for (int i = 0; i < count; i++) {
            LogSource source = new LogSource(
                    random.nextBoolean() ? SourceRole.MANAGER : SourceRole.CLIENT, "host" + random.nextInt(2));
            // Times around the period's ends and multiples of a minute meet the edges of joining.
            long time = random.nextInt(4) == 0
                    ? 1000 * (random.nextBoolean() ? 1000L : 5000L) + random.nextInt(3) - 1
                    : 20_000L * random.nextInt(300);
            SourceRef at = new SourceRef("file" + random.nextInt(2), i, "text");
            lines.add(new Told(source, time, at, random.nextInt(6) == 0));
        }
        return lines;
    }

    private static Heard tell(Iterable<Told> lines) {
        Heard heard = new Heard(FROM, TO);
        lines.forEach(line -> heard.line(line.source(), line.time(), line.at(), line.event()));
        return heard;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void any_order_and_any_partition_give_the_same(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            List<Told> lines = lines(random);
            Heard whole = tell(lines);
            Collections.shuffle(lines, random);
            assertThat(tell(lines))
                    .as("seed %d, round %d, shuffled", seed, round)
                    .isEqualTo(whole);

            List<Heard> parts = new ArrayList<>();
            int at = 0;
            while (at < lines.size()) {
                int end = Math.min(lines.size(), at + 1 + random.nextInt(30));
                parts.add(tell(lines.subList(at, end)));
                at = end;
            }
            while (parts.size() > 1) {
                Heard one = parts.remove(random.nextInt(parts.size()));
                parts.get(random.nextInt(parts.size())).merge(one);
            }
            assertThat(parts.get(0))
                    .as("seed %d, round %d, merged", seed, round)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void stretches_and_gaps_are_those_of_the_sorted_lines(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            List<Told> lines = lines(random);
            Heard heard = tell(lines);
            for (LogSource source : lines.stream().map(Told::source).distinct().toList()) {
                String where = "seed " + seed + ", round " + round + ", " + source;
                List<Told> own = fromFirstEvent(lines, source);
                assertThat(heard.sources().contains(source)).as(where).isEqualTo(!own.isEmpty());
                Duration allowed = Duration.ofSeconds(60 + random.nextInt(200));
                assertThat(heard.gaps(source, FROM, TO, allowed)).as(where).isEqualTo(gaps(own, allowed));
                assertThat(heard.lastBefore(source, FROM)).as(where).isEqualTo(lastBefore(own, FROM));
                assertThat(heard.lastBefore(source, TO)).as(where).isEqualTo(lastBefore(own, TO));
            }
        }
    }

    private static List<Told> fromFirstEvent(List<Told> lines, LogSource source) {
        List<Told> own = new ArrayList<>(
                lines.stream().filter(line -> line.source().equals(source)).toList());
        Comparator<Told> order = Comparator.comparingLong(Told::time)
                .thenComparing(line -> line.at().file())
                .thenComparing(line -> line.at().line());
        own.sort(order);
        Told first = own.stream().filter(Told::event).findFirst().orElse(null);
        if (first == null) {
            return List.of();
        }
        own.removeIf(line -> order.compare(line, first) < 0);
        return own;
    }

    private static List<Gap> gaps(List<Told> own, Duration allowed) {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i <= own.size(); i++) {
            HeardLine before = i == 0 ? null : heard(own.get(i - 1));
            HeardLine after = i == own.size() ? null : heard(own.get(i));
            Instant start = before == null ? FROM : Instant.ofEpochMilli(before.time());
            Instant end = after == null ? TO : Instant.ofEpochMilli(after.time());
            boolean touches = start.isBefore(TO) && end.isAfter(FROM);
            if (touches && Duration.between(start, end).compareTo(allowed) > 0) {
                gaps.add(new Gap(start, end, before, after));
            }
        }
        return gaps;
    }

    private static @Nullable HeardLine lastBefore(List<Told> own, Instant time) {
        return own.stream()
                .filter(line -> line.time() < time.toEpochMilli())
                .reduce((a, b) -> b)
                .map(HeardLawsTest::heard)
                .orElse(null);
    }

    private static HeardLine heard(Told line) {
        return new HeardLine(line.source(), line.time(), line.at());
    }
}

package protectv.audit.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;

class HeardTest {

    private static final LogSource MANAGER = new LogSource(SourceRole.MANAGER, "192.0.2.7");
    private static final LogSource ALIAS = new LogSource(SourceRole.MANAGER, "pvm01.example.org");
    private static final Instant FROM = Instant.parse("2017-10-12T00:00:00Z");
    private static final Instant TO = Instant.parse("2017-10-13T00:00:00Z");
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    private final Heard heard = new Heard(FROM, TO);
    private long number;

    private static Instant at(String clock) {
        return Instant.parse("2017-10-12T" + clock + "Z");
    }

    private SourceRef event(Instant time) {
        return line(MANAGER, time, true);
    }

    private SourceRef line(LogSource source, Instant time, boolean event) {
        SourceRef ref = new SourceRef("syslog", ++number, "line " + number);
        heard.line(source, time.toEpochMilli(), ref, event);
        return ref;
    }

    private List<Gap> gaps() {
        return heard.gaps(MANAGER, FROM, TO, HALF_HOUR);
    }

    @Test
    void a_minute_between_lines_is_no_gap_and_a_millisecond_more_is_one() {
        event(at("01:00:00"));
        event(at("01:01:00"));
        event(at("01:02:00.001"));
        assertThat(heard.stretches(MANAGER))
                .extracting(stretch -> stretch.first().time())
                .containsExactly(
                        at("01:00:00").toEpochMilli(), at("01:02:00.001").toEpochMilli());
        assertThat(heard.gaps(MANAGER, at("01:00:00"), at("01:02:01"), Heard.JOIN))
                .extracting(Gap::from, Gap::to)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(at("01:01:00"), at("01:02:00.001")));
    }

    @Test
    void a_line_between_two_stretches_joins_them() {
        event(at("01:00:00"));
        event(at("01:02:00"));
        assertThat(heard.stretches(MANAGER)).hasSize(2);
        event(at("01:01:00"));
        assertThat(heard.stretches(MANAGER)).hasSize(1);
        assertThat(heard.lines(MANAGER)).isEqualTo(3);
    }

    @Test
    void a_gap_is_longer_than_allowed_not_as_long() {
        event(FROM);
        event(FROM.plus(HALF_HOUR));
        assertThat(heard.gaps(MANAGER, FROM, FROM.plus(HALF_HOUR), HALF_HOUR)).isEmpty();
        assertThat(heard.gaps(MANAGER, FROM, FROM.plus(HALF_HOUR), HALF_HOUR.minusMillis(1)))
                .hasSize(1);
    }

    @Test
    void the_times_before_the_first_and_behind_the_last_line_are_gaps() {
        SourceRef first = event(at("10:00:00"));
        SourceRef last = event(at("10:20:00"));
        assertThat(gaps())
                .containsExactly(
                        new Gap(FROM, at("10:00:00"), null, heard(first, at("10:00:00"))),
                        new Gap(at("10:20:00"), TO, heard(last, at("10:20:00")), null));
        assertThat(gaps().get(0).length()).isEqualTo(Duration.ofHours(10));
    }

    @Test
    void a_source_never_heard_is_one_gap() {
        assertThat(gaps()).containsExactly(new Gap(FROM, TO, null, null));
    }

    @Test
    void lines_outside_the_period_are_the_true_ends_of_a_gap_and_are_not_counted() {
        SourceRef before = event(FROM.minusSeconds(1200));
        SourceRef after = event(TO.plusSeconds(1200));
        event(FROM.plusSeconds(1200));
        event(TO.minusSeconds(1200));
        assertThat(gaps().get(0).before()).isEqualTo(heard(before, FROM.minusSeconds(1200)));
        assertThat(gaps().get(2).after()).isEqualTo(heard(after, TO.plusSeconds(1200)));
        assertThat(gaps()).hasSize(3);
        assertThat(heard.lines(MANAGER)).isEqualTo(2);
    }

    @Test
    void a_short_silence_over_midnight_is_no_gap() {
        event(FROM.minusSeconds(600));
        event(FROM.plusSeconds(1200));
        assertThat(heard.gaps(MANAGER, FROM, FROM.plusSeconds(1200), HALF_HOUR)).isEmpty();
    }

    @Test
    void a_seed_makes_a_source_known_and_is_not_counted() {
        HeardLine seed = new HeardLine(MANAGER, FROM.minusSeconds(3600).toEpochMilli(), new SourceRef("old", 9, "x"));
        heard.seed(seed);
        assertThat(heard.sources()).containsExactly(MANAGER);
        assertThat(heard.lines(MANAGER)).isZero();
        line(MANAGER, at("00:00:30"), false);
        assertThat(heard.lines(MANAGER)).isEqualTo(1);
        assertThat(heard.lastBefore(MANAGER, FROM)).isEqualTo(seed);
        assertThat(gaps().get(0).from()).isEqualTo(FROM.minusSeconds(3600));
    }

    @Test
    void a_machine_without_an_event_is_no_source() {
        line(MANAGER, at("01:00:00"), false);
        assertThat(heard.sources()).isEmpty();
        assertThat(heard.lines(MANAGER)).isZero();
        assertThat(heard.lastBefore(MANAGER, TO)).isNull();
        assertThat(gaps()).containsExactly(new Gap(FROM, TO, null, null));
    }

    @Test
    void what_was_written_before_the_first_event_fills_no_gap() {
        line(MANAGER, at("08:59:00"), false);
        line(MANAGER, at("09:00:00"), false);
        SourceRef first = event(at("09:00:30"));
        line(MANAGER, at("09:01:00"), false);
        assertThat(gaps().get(0)).isEqualTo(new Gap(FROM, at("09:00:30"), null, heard(first, at("09:00:30"))));
        SourceRef earlier = event(at("08:59:59"));
        assertThat(gaps().get(0).after()).isEqualTo(heard(earlier, at("08:59:59")));
    }

    @Test
    void the_last_line_before_the_period_and_within_it_are_exact() {
        SourceRef before = event(FROM.minusSeconds(10));
        event(FROM);
        SourceRef last = event(TO.minusSeconds(1));
        event(TO);
        assertThat(heard.lastBefore(MANAGER, FROM)).isEqualTo(heard(before, FROM.minusSeconds(10)));
        assertThat(heard.lastBefore(MANAGER, TO)).isEqualTo(heard(last, TO.minusSeconds(1)));
        assertThat(heard.lastBefore(MANAGER, FROM.minusSeconds(10))).isNull();
    }

    @Test
    void of_lines_at_one_time_the_place_decides() {
        heard.line(MANAGER, 0, new SourceRef("b", 1, ""), true);
        heard.line(MANAGER, 0, new SourceRef("a", 2, ""), true);
        heard.line(MANAGER, 0, new SourceRef("b", 2, ""), true);
        HeardStretch stretch = heard.stretches(MANAGER).get(0);
        assertThat(stretch.first().at()).hasToString("a:2");
        assertThat(stretch.last().at()).hasToString("b:2");
    }

    @Test
    void what_one_name_of_a_machine_says_fills_the_gaps_of_the_other() {
        event(at("00:00:00"));
        line(ALIAS, at("00:25:00"), true);
        event(at("00:50:00"));
        assertThat(heard.gaps(List.of(MANAGER, ALIAS), FROM, at("00:50:00"), HALF_HOUR))
                .isEmpty();
        assertThat(heard.gaps(MANAGER, FROM, at("00:50:00"), HALF_HOUR)).hasSize(1);
        SourceSummary summary = heard.summary(List.of(MANAGER, ALIAS));
        assertThat(summary)
                .isEqualTo(new SourceSummary(
                        3, FROM, at("00:50:00"), Duration.ofHours(23).plusMinutes(10)));
    }

    @Test
    void gaps_too_short_to_be_remembered_cannot_be_asked_for() {
        assertThatThrownBy(() -> heard.gaps(MANAGER, FROM, TO, Duration.ofSeconds(59)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("less than a minute");
    }

    @Test
    void different_periods_are_not_merged() {
        assertThatThrownBy(() -> heard.merge(new Heard(FROM, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different periods");
    }

    private static HeardLine heard(@Nullable SourceRef at, Instant time) {
        return new HeardLine(MANAGER, time.toEpochMilli(), java.util.Objects.requireNonNull(at));
    }
}

package protectv.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;
import protectv.audit.event.SourceRef;

class TimelineTest {

    private static final long SPAN = 600_000;

    private static LoginEvent failure(long line, long time, String user, int count) {
        return new LoginEvent(
                time,
                line,
                new SourceRef("auth.log", line, "line"),
                LoginKind.FAILED_PASSWORD,
                "192.0.2.7",
                "sshd",
                1,
                "message",
                user,
                false,
                "203.0.113.9",
                null,
                4711,
                "password",
                "failed",
                null,
                null,
                null,
                count);
    }

    /** The definition, in quadratic time: an event that makes the number where the span before it did not. */
    private static List<Event> expected(List<Event> events, int atLeast, boolean distinctUsers) {
        List<Event> triggers = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            long time = events.get(i).time();
            List<Event> before = events.subList(0, i).stream()
                    .filter(event -> time - event.time() <= SPAN)
                    .toList();
            List<Event> with = new ArrayList<>(before);
            with.add(events.get(i));
            if (value(before, distinctUsers) < atLeast && value(with, distinctUsers) >= atLeast) {
                triggers.add(events.get(i));
            }
        }
        return triggers;
    }

    private static long value(List<Event> events, boolean distinctUsers) {
        return distinctUsers
                ? events.stream()
                        .map(event -> ((LoginEvent) event).user())
                        .distinct()
                        .count()
                : events.stream().mapToLong(Event::count).sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bursts_are_those_of_the_definition_in_any_order_of_the_events(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        long time = 0;
        for (int line = 1; line <= 400; line++) {
            time += random.nextInt(4) == 0 ? random.nextInt(900_000) : random.nextInt(3) * 60_000L;
            events.add(failure(line, time, "user" + random.nextInt(9), 1 + random.nextInt(2)));
        }
        List<Event> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);
        Timeline timeline = new Timeline(shuffled);
        for (int atLeast = 2; atLeast <= 7; atLeast++) {
            assertThat(timeline.bursts(atLeast, "10m").stream().map(Burst::trigger))
                    .isEqualTo(expected(events, atLeast, false));
            assertThat(timeline.burstsOf("user", atLeast, "10m").stream().map(Burst::trigger))
                    .isEqualTo(expected(events, atLeast, true));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void a_burst_needs_one_span_of_memory_and_no_more(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int line = 1; line <= 300; line++) {
            events.add(failure(line, random.nextInt(12 * 3_600) * 1000L, "root", 1));
        }
        long cut = 6 * 3_600_000L;
        List<Event> whole = new Timeline(events)
                .bursts(5, "10m").stream()
                        .map(Burst::trigger)
                        .filter(event -> event.time() >= cut)
                        .toList();
        List<Event> remembered =
                events.stream().filter(event -> event.time() >= cut - SPAN).toList();
        List<Event> later = new Timeline(remembered)
                .bursts(5, "10m").stream()
                        .map(Burst::trigger)
                        .filter(event -> event.time() >= cut)
                        .toList();
        assertThat(later).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void at_least_so_many_before_an_event_is_what_counting_them_gives(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        for (int line = 1; line <= 200; line++) {
            events.add(failure(line, random.nextInt(3_600) * 1000L, "root", 1 + random.nextInt(2)));
        }
        Timeline timeline = new Timeline(events);
        for (int i = 0; i < 200; i++) {
            long time = random.nextInt(4_000) * 1000L;
            long attempts = events.stream()
                    .filter(event -> event.time() <= time && time - event.time() <= SPAN)
                    .mapToLong(Event::count)
                    .sum();
            Event end = failure(1000, time, "root", 1);
            for (int atLeast = 1; atLeast < 60; atLeast += 7) {
                assertThat(timeline.atLeast(atLeast, "10m", end)).isEqualTo(attempts >= atLeast);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void a_balance_is_what_walking_the_span_gives(long seed) {
        Random random = new Random(seed);
        LoginKind[] kinds = {LoginKind.ACCEPTED_PASSWORD, LoginKind.SESSION_CLOSED, LoginKind.FAILED_PASSWORD};
        List<Event> events = new ArrayList<>();
        long time = 0;
        for (int line = 1; line <= 300; line++) {
            time += random.nextInt(300) * 1000L;
            LoginEvent event = failure(line, time, "root", 1 + random.nextInt(2));
            events.add(ofKind(event, kinds[random.nextInt(kinds.length)]));
        }
        Timeline timeline = new Timeline(events);
        for (int i = 0; i < events.size(); i++) {
            long left = 0;
            for (int before = 0; before < i; before++) {
                Event event = events.get(before);
                if (events.get(i).time() - event.time() <= SPAN) {
                    left += event.kind() == kinds[0] ? event.count() : 0;
                    left = Math.max(0, left - (event.kind() == kinds[1] ? event.count() : 0));
                }
            }
            assertThat(timeline.balance("Accepted password", "Session closed", "10m", events.get(i)))
                    .isEqualTo(left);
        }
    }

    private static LoginEvent ofKind(LoginEvent event, LoginKind kind) {
        return new LoginEvent(
                event.time(),
                event.seq(),
                event.source(),
                kind,
                event.host(),
                event.program(),
                event.pid(),
                event.message(),
                event.user(),
                event.invalidUser(),
                event.sourceAddress(),
                event.sourceHost(),
                event.port(),
                event.method(),
                event.outcome(),
                event.keyType(),
                event.fingerprint(),
                event.uid(),
                event.count());
    }

    @Test
    void a_burst_tells_its_events_and_what_was_reached() {
        Timeline timeline = new Timeline(
                List.of(failure(1, 0, "root", 1), failure(2, 700_000, "root", 1), failure(3, 800_000, "root", 3)));
        Burst burst = timeline.bursts(4, "10m").get(0);
        assertThat(burst.trigger().seq()).isEqualTo(3);
        assertThat(burst.events()).extracting(Event::seq).containsExactly(2L, 3L);
        assertThat(burst.reached()).isEqualTo(4);
    }

    @Test
    void a_property_that_no_fact_has_and_a_span_that_is_none_are_refused() {
        Timeline timeline = new Timeline(List.of());
        assertThatThrownBy(() -> timeline.burstsOf("colour", 2, "10m")).hasMessageContaining("colour");
        assertThatThrownBy(() -> timeline.bursts(2, "ten")).hasMessageContaining("no span");
    }
}

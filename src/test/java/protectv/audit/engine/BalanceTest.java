package protectv.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.Event;
import protectv.audit.event.SourceRef;

/** Which lines show a balance; what it counts is checked by the tests of timelines. */
class BalanceTest {

    private static final long MINUTE = 60_000;
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Event> events = new ArrayList<>();

    private Event line(long minute, AuditKind kind) {
        long line = events.size() + 1L;
        Event event = new AuditEvent(
                minute * MINUTE,
                line,
                new SourceRef("syslog", line, "line"),
                kind,
                null,
                "192.0.2.7",
                "Audit",
                "success",
                kind.label(),
                "Agent",
                null,
                1);
        events.add(event);
        return event;
    }

    private List<Long> shownAt(Event end) {
        Timeline timeline = new Timeline(events);
        timeline.balance("Gateway token create", "Agent create success|Gateway token delete", "1h", end);
        return timeline.shown(HOUR, end.time()).stream().map(Event::seq).toList();
    }

    @Test
    void a_balance_is_shown_by_the_last_that_adds_and_what_takes_behind_it() {
        line(0, AuditKind.GATEWAY_TOKEN_CREATE);
        line(1, AuditKind.AGENT_CREATE_SUCCESS);
        line(2, AuditKind.GATEWAY_TOKEN_CREATE);
        line(3, AuditKind.AGENT_CREATE_ERROR);
        line(4, AuditKind.AGENT_CREATE_SUCCESS);
        line(5, AuditKind.GATEWAY_TOKEN_DELETE);
        Event asked = line(6, AuditKind.AGENT_CREATE_ERROR);
        line(7, AuditKind.GATEWAY_TOKEN_CREATE);
        assertThat(shownAt(asked)).containsExactly(3L, 5L, 6L);
    }

    @Test
    void what_adds_before_the_span_is_not_shown() {
        line(0, AuditKind.GATEWAY_TOKEN_CREATE);
        line(1, AuditKind.AGENT_CREATE_SUCCESS);
        line(30, AuditKind.AGENT_CREATE_SUCCESS);
        assertThat(shownAt(line(60, AuditKind.AGENT_CREATE_ERROR))).containsExactly(1L, 2L, 3L);
        assertThat(shownAt(line(61, AuditKind.AGENT_CREATE_ERROR))).containsExactly(3L);
        assertThat(shownAt(line(91, AuditKind.AGENT_CREATE_ERROR))).isEmpty();
    }

    @Test
    void a_flood_of_events_that_change_nothing_is_not_shown() {
        line(0, AuditKind.GATEWAY_TOKEN_CREATE);
        line(1, AuditKind.AGENT_CREATE_SUCCESS);
        LongStream.range(0, 1000).forEach(i -> line(2, AuditKind.AGENT_CREATE_ERROR));
        assertThat(shownAt(line(3, AuditKind.AGENT_CREATE_ERROR))).containsExactly(1L, 2L);
    }

    @Test
    void a_timeline_that_is_asked_for_no_balance_shows_the_span() {
        line(0, AuditKind.AGENT_CREATE_ERROR);
        line(1, AuditKind.GATEWAY_TOKEN_CREATE);
        Event end = line(61, AuditKind.AGENT_CREATE_ERROR);
        assertThat(new Timeline(events).shown(HOUR, end.time()))
                .extracting(Event::seq)
                .containsExactly(2L, 3L);
    }
}

package protectv.audit.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.ShippedRules;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;
import protectv.audit.event.SourceRef;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Waiver;

class SpillTest {

    /** Halves of surrogate pairs, what does not fit into a byte, what does just, and nothing at all. */
    private static final List<String> ODD =
            List.of("", "\uD800", "x\uDC00y", "\u00FF\u0100", "\u0000\u001B[2J", "\uD83D\uDD11", "a".repeat(70_000));

    private final Random random = new Random(7);

    private String text() {
        return switch (random.nextInt(12)) {
            case 0 -> ODD.get(random.nextInt(ODD.size()));
            case 1 -> "unique" + random.nextLong();
            default -> "host" + random.nextInt(9);
        };
    }

    private @Nullable String maybeText() {
        return random.nextInt(4) == 0 ? null : text();
    }

    private @Nullable Integer maybeNumber() {
        return random.nextInt(3) == 0 ? null : random.nextInt();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private Event event(long seq, long time) {
        String raw = text() + " " + text();
        String message = random.nextBoolean() ? raw.substring(random.nextInt(raw.length())) : text();
        SourceRef at = new SourceRef("file" + random.nextInt(3), random.nextLong(), raw);
        int count = 1 + random.nextInt(3);
        return switch (random.nextInt(3)) {
            case 0 ->
                new AuditEvent(
                        time,
                        seq,
                        at,
                        any(AuditKind.values()),
                        random.nextBoolean() ? null : random.nextLong(),
                        maybeText(),
                        text(),
                        text(),
                        message,
                        text(),
                        maybeText(),
                        count);
            case 1 ->
                new LoginEvent(
                        time,
                        seq,
                        at,
                        any(LoginKind.values()),
                        maybeText(),
                        text(),
                        maybeNumber(),
                        message,
                        maybeText(),
                        random.nextBoolean(),
                        maybeText(),
                        maybeText(),
                        maybeNumber(),
                        maybeText(),
                        maybeText(),
                        maybeText(),
                        maybeText(),
                        maybeNumber(),
                        count);
            default ->
                new ClientEvent(time, seq, at, any(ClientKind.values()), maybeText(), message, maybeText(), count);
        };
    }

    /** From before our era to long after it, many at the same time. */
    private List<Event> events(int number) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            long time = random.nextInt(50) == 0 ? random.nextLong() >> 12 : 1_507_788_000_000L + random.nextInt(400);
            events.add(event(i, time));
        }
        return events;
    }

    private static <T> List<T> list(Iterator<T> values) {
        List<T> all = new ArrayList<>();
        values.forEachRemaining(all::add);
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_000, 300_000, Long.MAX_VALUE})
    void events_come_back_by_time_whole_and_as_often_as_asked(long room) {
        List<Event> events = events(9_000);
        List<Event> byTime = new ArrayList<>(events);
        byTime.sort(EventsByTime.ORDER);
        try (Spill spill = new Spill(room, 2)) {
            EventBag all = new EventBag(spill);
            for (int from = 0; from < events.size(); from += 1_000) {
                EventBag part = new EventBag(spill);
                events.subList(from, from + 1_000).forEach(part::add);
                part.settle();
                all.addAll(part);
            }
            assertThat(all.size()).isEqualTo(events.size());
            assertThat(list(all.byTime())).isEqualTo(byTime);
            all.close();
            assertThat(list(all.byTime())).isEqualTo(byTime);
            assertThat(spill.bytes() > 0).as("bytes on the disk").isEqualTo(room < Long.MAX_VALUE);
        }
    }

    @Test
    void what_is_held_in_memory_stays_within_the_room() {
        try (Spill spill = new Spill(2_000_000, 1)) {
            EventBag bag = new EventBag(spill);
            for (int i = 0; i < 100_000; i++) {
                bag.add(event(i, i));
            }
            assertThat(bag.heldBytes()).isBetween(1L, 3_500_000L);
        }
    }

    private Finding finding(Window window, List<RuleMetadata> rules) {
        List<Evidence> lines = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            lines.add(new Evidence(text(), random.nextLong(), text()));
        }
        Waiver waiver = new Waiver(rules.get(0).id(), "*", text(), "risk@example.org", LocalDate.of(2030, 1, 1), null);
        return new Finding(
                rules.get(random.nextInt(rules.size())),
                text(),
                maybeText(),
                window,
                random.nextLong(),
                window.start().plusNanos(random.nextInt(1_000)),
                window.end(),
                lines,
                "0123456789abcdef",
                random.nextBoolean() ? waiver : null);
    }

    @Test
    void findings_come_back_whole_in_any_way_that_a_list_is_read() {
        List<RuleMetadata> rules =
                ShippedRules.CATALOG.rules().stream().map(Rule::metadata).toList();
        Instant start = Instant.parse("2017-10-12T07:00:00Z");
        Window window = new Window(start, start.plus(Duration.ofHours(1)));
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            findings.add(finding(window, rules));
        }
        try (Spill spill = new Spill(0, 1)) {
            List<Finding> stored = spill.store(findings);
            assertThat(stored).isEqualTo(findings);
            assertThat(stored.get(399)).isEqualTo(findings.get(399));
            assertThat(stored.stream().skip(17).findFirst()).contains(findings.get(17));
            assertThat(spill.store(Collections.<Finding>emptyList())).isEmpty();
        }
    }
}

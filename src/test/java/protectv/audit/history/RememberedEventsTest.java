package protectv.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.Event;
import protectv.audit.event.LoginEvent;
import protectv.audit.event.LoginKind;
import protectv.audit.event.SourceRef;

class RememberedEventsTest {

    private static final String KEY = "Key refused for /dev/xvdf1";

    private static Event client(@Nullable String name, long time, long seq, String file, long line, String text) {
        return new ClientEvent(time, seq, new SourceRef(file, line, text), ClientKind.OTHER, name, text, null, 1);
    }

    private static Event login(long time, long seq, String file, long line, String text, String message) {
        return new LoginEvent(
                time,
                seq,
                new SourceRef(file, line, text),
                LoginKind.FAILED_PASSWORD,
                "192.0.2.7",
                "sshd",
                1,
                message,
                "root",
                false,
                "203.0.113.9",
                null,
                22,
                "password",
                "failed",
                null,
                null,
                null,
                1);
    }

    /** What a person would say happened: when, and in which words, how often. */
    private static Map<String, Long> told(List<Event> events) {
        return events.stream()
                .collect(Collectors.groupingBy(
                        event -> event.time() + " " + event.source().text(), Collectors.counting()));
    }

    @Test
    void a_line_that_is_stored_and_read_is_one_event_and_the_one_read_now() {
        Event stored = client("web01", 1_000, -1, "protectvl.log", 7, KEY);
        Event read = client("web01", 1_000, 1, "protectvl.log.1", 2, KEY);
        assertThat(RememberedEvents.merge(List.of(stored), List.of(read))).containsExactly(read);
    }

    @Test
    void equal_lines_of_one_second_are_events_of_their_own() {
        Event first = client("web01", 1_000, 1, "a.log", 1, KEY);
        Event second = client("web01", 1_000, 2, "a.log", 2, KEY);
        assertThat(RememberedEvents.merge(List.of(), List.of(first, second))).containsExactly(first, second);
        assertThat(RememberedEvents.merge(List.of(second, first), List.of())).containsExactly(first, second);
    }

    @Test
    void of_equal_lines_the_one_that_was_rotated_away_is_remembered() {
        Event gone = client("web01", 1_000, -2, "a.log", 9, KEY);
        Event kept = client("web01", 1_000, -1, "b.log", 1, KEY);
        Event read = client("web01", 1_000, 1, "b.log", 1, KEY);
        assertThat(RememberedEvents.merge(List.of(kept, gone), List.of(read))).containsExactly(gone, read);
    }

    @Test
    void the_same_words_at_another_time_or_from_another_machine_are_another_event() {
        Event stored = client("web01", 1_000, -1, "a.log", 1, KEY);
        Event later = client("web01", 2_000, 1, "a.log", 1, KEY);
        Event elsewhere = client("web02", 1_000, 2, "b.log", 1, KEY);
        Event unnamed = client(null, 1_000, 3, "c.log", 1, KEY);
        assertThat(RememberedEvents.merge(List.of(stored), List.of(later, elsewhere, unnamed)))
                .containsExactly(stored, elsewhere, unnamed, later);
    }

    @Test
    void a_note_about_repeats_is_known_by_what_was_repeated() {
        String note = "Oct 12 08:29:57 192.0.2.7 last message repeated 2 times";
        Event stored = login(1_000, -1, "auth.log", 3, note, "Failed password for root from 203.0.113.9 port 22 ssh2");
        Event read = login(1_000, 1, "auth.log", 5, note, "Failed password for root from 203.0.113.9 port 23 ssh2");
        assertThat(RememberedEvents.merge(List.of(stored), List.of(read))).containsExactly(stored, read);
    }

    @Test
    void a_line_that_two_programs_could_have_written_is_two_facts() {
        Event login = login(1_000, -1, "a.log", 1, KEY, KEY);
        Event client = client("192.0.2.7", 1_000, 1, "a.log", 1, KEY);
        assertThat(RememberedEvents.merge(List.of(login), List.of(client))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nights_that_overlap_tell_what_one_long_night_would(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            int lines = 1 + random.nextInt(40);
            List<Event> all = new ArrayList<>();
            List<Event> again = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                // Few times and words, so that equal lines are frequent.
                long time = 1_000L * random.nextInt(4);
                String text = "Key refused for /dev/xvd" + (char) ('a' + random.nextInt(2));
                all.add(client("web01", time, -1 - i, "a.log", 1L + i, text));
                again.add(client("web01", time, 1 + i, "a.log.1", 1L + i, text));
            }
            all.sort(Comparator.comparingLong(Event::time));
            again.sort(Comparator.comparingLong(Event::time));
            // Files end and begin anywhere: the earlier night has a head of the log, tonight's files the rest and some
            // of it.
            int end = random.nextInt(lines + 1);
            int begin = random.nextInt(end + 1);
            List<Event> stored = new ArrayList<>(all.subList(0, end));
            List<Event> read = new ArrayList<>(again.subList(begin, lines));
            List<Event> merged = RememberedEvents.merge(stored, read);
            assertUnion(merged, stored, read);

            Collections.shuffle(stored, random);
            Collections.shuffle(read, random);
            assertThat(RememberedEvents.merge(stored, read)).isEqualTo(merged);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void a_cut_between_two_seconds_gives_exactly_what_reading_all_at_once_gives(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            List<Event> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(client("web01", 1_000L * (i / 3), i, "a.log", i, "Key refused for /" + random.nextInt(2)));
            }
            int end = 3 * random.nextInt(13);
            int begin = 3 * random.nextInt(end / 3 + 1);
            List<Event> merged = RememberedEvents.merge(all.subList(0, end), all.subList(begin, 40));
            assertThat(told(merged)).isEqualTo(told(all));
            assertThat(merged).containsAll(all.subList(begin, 40)).doesNotHaveDuplicates();
            // A night that is read once more changes nothing.
            assertThat(RememberedEvents.merge(merged, all)).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    private static void assertUnion(List<Event> merged, List<Event> stored, List<Event> read) {
        Map<String, Long> then = told(stored);
        Map<String, Long> expected = told(read);
        then.forEach((event, count) -> expected.merge(event, count, Math::max));
        assertThat(told(merged)).isEqualTo(expected);
        assertThat(merged).containsAll(read);
    }
}

package protectv.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.ClientKind;
import protectv.audit.event.Event;
import protectv.audit.event.HeardLine;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.PastFinding;
import protectv.audit.rule.Severity;

/** What a history keeps and gives back, the same in every kind of database. */
@ParameterizedClass
@EnumSource(Kind.class)
class HistoryTest {

    private static final Instant ZERO = Instant.parse("2017-10-12T00:00:00Z");
    private static final long DAY = 86_400_000L;

    private static final SortedMap<String, String> RULES =
            new TreeMap<>(Map.of("PV-KEY-001", "aa", "PV-KEY-002", "bb"));

    private static final RunOrigins ORIGINS = new RunOrigins(
            "1.2.3",
            new TreeMap<>(Map.of("reference", "2017-12-31")),
            new TreeMap<>(Map.of("waivers.yaml", "dd")),
            new TreeMap<>(Map.of("PV-KEY-001", List.of("lists/b.txt", "earlier events", "lists/a.txt"))),
            new TreeMap<>(Map.of("PV-KEY-002", "a list is\u202e empty\n")),
            new TreeMap<>(
                    Map.of("PV-KEY-001", new RunOrigins.Wording("ee", List.of("bursts( 5, \"10m\"", "@span(\"1d\"")))),
            List.of(
                    new RunOrigins.Input("b\ud800.log", "ff", "2017-10-12T08:00:00Z", "", "cut"),
                    new RunOrigins.Input("a.log", "00", "", "", "")),
            new TreeMap<>(Map.of("PV-1/a", new RunOrigins.Waived(2, 3))));

    private final Kind kind;

    @TempDir
    Path dir;

    String place;
    History history;

    HistoryTest(Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws Exception {
        place = kind.fresh(dir);
        history = History.open(place);
    }

    @AfterEach
    void close() {
        history.close();
    }

    static Instant day(double number) {
        return ZERO.plusMillis((long) (number * DAY));
    }

    static RunRecord run(double from, double to) {
        return new RunRecord(day(from), day(to), "UTC", "PT24H", "sha256:1", RULES, ORIGINS, 2, 300, 40, "findings");
    }

    static PastFinding finding(String rule, String subject) {
        return new PastFinding(rule + "/" + subject, rule, "Title", Severity.HIGH, subject, 3, day(0.1), day(0.2));
    }

    static Event client(double at, String line) {
        return new ClientEvent(
                day(at).toEpochMilli(),
                (long) (at * 10),
                new SourceRef("c.log", 1, line),
                ClientKind.KEY_REFUSED,
                "web01",
                line,
                null,
                1);
    }

    static HeardLine heard(String name, double at) {
        return new HeardLine(
                new LogSource(SourceRole.MANAGER, name),
                day(at).toEpochMilli(),
                new SourceRef("a.log", 7, "line " + at));
    }

    void record(RunRecord run, PastFinding... findings) throws HistoryException {
        history.record(run, List.of(findings), List.of(), List.of());
    }

    List<String> lines(double from, double before) throws HistoryException {
        return history.remembered(day(from), day(before)).stream()
                .map(event -> event.source().text())
                .toList();
    }

    @Test
    void a_new_history_knows_nothing() throws Exception {
        assertThat(history.runs()).isEmpty();
        assertThat(history.runBefore(Instant.MAX)).isEmpty();
        assertThat(history.firstSeenBefore(Instant.MAX)).isEmpty();
        assertThat(history.remembered(Instant.MIN, Instant.MAX)).isEmpty();
        assertThat(history.lastHeard(Instant.MAX)).isEmpty();
        assertThat(history.knownSince(day(1))).isEmpty();
        assertThat(history.life("PV-CLI-002")).isEmpty();
        assertThat(history.prune(Instant.MAX)).isEqualTo(new Pruned(0, 0, 0, 0));
    }

    @Test
    void a_run_and_its_findings_come_back_after_the_history_was_closed() throws Exception {
        PastFinding hostile = new PastFinding(
                "f\0\ud800", "r", "t'\"\\\\", Severity.CRITICAL, "s\u202e".repeat(9000), 1L << 40, day(0), day(9));
        record(run(0, 1), finding("PV-1", "b"), hostile, finding("PV-1", "a"));
        history.close();
        history = History.openExisting(place);
        PastRun run = history.runBefore(day(2)).orElseThrow();
        assertThat(run)
                .isEqualTo(
                        new PastRun(run.id(), day(0), day(1), "UTC", "PT24H", "sha256:1", 2, 300, 40, "findings", 3));
        assertThat(history.findings(run)).containsExactly(finding("PV-1", "b"), hostile, finding("PV-1", "a"));
    }

    @Test
    void the_run_before_is_the_latest_that_ended_strictly_before() throws Exception {
        record(run(1, 2));
        record(run(0, 1));
        record(run(2, 3));
        assertThat(history.runBefore(day(3)).orElseThrow().to()).isEqualTo(day(2));
        assertThat(history.runBefore(day(3.1)).orElseThrow().to()).isEqualTo(day(3));
        assertThat(history.runBefore(day(1))).isEmpty();
        assertThat(history.runs()).extracting(PastRun::to).containsExactly(day(1), day(2), day(3));
    }

    @Test
    void what_was_seen_before_is_of_all_runs_that_ended_strictly_before() throws Exception {
        record(run(0, 1), finding("PV-1", "a"), finding("PV-2", "a"));
        record(run(1, 2), finding("PV-1", "a"), finding("PV-1", "b"));
        assertThat(history.firstSeenBefore(day(2))).containsOnlyKeys("PV-1/a", "PV-2/a");
        assertThat(history.firstSeenBefore(day(2.1))).containsOnlyKeys("PV-1/a", "PV-2/a", "PV-1/b");
    }

    @Test
    void events_of_all_facts_with_hostile_text_come_back_equal_with_negative_seqs_of_their_own() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            List<Event> events = new RandomEvents(seed).events(200, day(seed).toEpochMilli(), 1000);
            history.record(run(seed, seed + 1), List.of(), events, List.of());
            List<Event> back = history.remembered(day(seed), day(seed + 1));
            List<Event> expected = new ArrayList<>();
            for (int i = 0; i < events.size(); i++) {
                expected.add(RandomEvents.withSeq(events.get(i), back.get(i).seq()));
            }
            assertThat(back).isEqualTo(expected);
        }
        assertThat(history.remembered(day(0), day(9)))
                .hasSize(1000)
                .extracting(Event::seq)
                .doesNotHaveDuplicates()
                .allMatch(seq -> seq < 0)
                .isSorted();
    }

    @Test
    void a_run_of_the_same_period_zone_and_window_replaces_the_earlier_one() throws Exception {
        history.record(
                run(1, 2),
                List.of(finding("PV-1", "a")),
                List.of(client(0.9, "before"), client(1.1, "gone"), client(1.2, "stays")),
                List.of(heard("m1", 1.9), heard("m2", 1.8)));
        RunRecord again = new RunRecord(
                day(1),
                day(2),
                "UTC",
                "PT24H",
                "sha256:2",
                new TreeMap<>(Map.of("PV-KEY-002", "cc")),
                ORIGINS,
                1,
                1,
                1,
                "clean");
        history.record(
                again,
                List.of(finding("PV-2", "b")),
                List.of(client(0.9, "before"), client(1.2, "stays")),
                List.of(heard("m1", 1.7)));
        assertThat(history.runs()).hasSize(1);
        PastRun run = history.runs().get(0);
        assertThat(run.rulesDigest()).isEqualTo("sha256:2");
        assertThat(history.findings(run)).containsExactly(finding("PV-2", "b"));
        assertThat(lines(0, 9)).containsExactly("before", "stays");
        assertThat(history.lastHeard(day(9))).containsExactly(heard("m1", 1.7));
    }

    @Test
    void each_run_knows_the_digests_of_its_rules() throws Exception {
        record(run(0, 1));
        record(new RunRecord(
                day(1), day(2), "UTC", "PT24H", "", new TreeMap<>(Map.of("x\u0000", "ü")), ORIGINS, 0, 0, 0, ""));
        List<PastRun> runs = history.runs();
        assertThat(history.ruleDigests())
                .isEqualTo(Map.of(runs.get(0).id(), RULES, runs.get(1).id(), Map.of("x\u0000", "ü")));
        record(new RunRecord(
                day(0), day(1), "UTC", "PT24H", "", new TreeMap<>(Map.of("PV-KEY-001", "cc")), ORIGINS, 0, 0, 0, ""));
        assertThat(history.ruleDigests().values())
                .containsExactlyInAnyOrder(
                        new TreeMap<>(Map.of("PV-KEY-001", "cc")), new TreeMap<>(Map.of("x\u0000", "ü")));
        history.prune(day(1));
        assertThat(history.ruleDigests()).hasSize(1);
        history.prune(day(2));
        assertThat(history.ruleDigests()).isEmpty();
    }

    @Test
    void each_run_knows_what_it_was_made_from() throws Exception {
        RunOrigins none = new RunOrigins(
                "",
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new TreeMap<>());
        record(run(0, 1));
        record(new RunRecord(day(1), day(2), "UTC", "PT24H", "", new TreeMap<>(), none, 0, 0, 0, ""));
        List<PastRun> runs = history.runs();
        assertThat(history.origins(runs.get(0))).contains(ORIGINS);
        assertThat(history.origins(runs.get(1))).contains(none);
        record(new RunRecord(day(0), day(1), "UTC", "PT24H", "", new TreeMap<>(), none, 0, 0, 0, ""));
        assertThat(history.origins(history.runs().get(0))).as("replaced").contains(none);
        assertThat(history.origins(runs.get(0))).as("the run that was replaced").isEmpty();
        history.prune(day(1));
        assertThat(history.origins(runs.get(1))).contains(none);
        history.prune(day(2));
        assertThat(history.origins(runs.get(1))).isEmpty();
    }

    @Test
    void runs_that_differ_in_period_zone_or_window_stand_side_by_side() throws Exception {
        record(run(0, 1));
        record(run(0, 2));
        record(new RunRecord(day(0), day(1), "Asia/Tokyo", "PT24H", "", RULES, ORIGINS, 0, 0, 0, ""));
        record(new RunRecord(day(0), day(1), "UTC", "PT1H", "", RULES, ORIGINS, 0, 0, 0, ""));
        assertThat(history.runs()).hasSize(4);
        assertThat(history.runBefore(day(1.5)).orElseThrow().window()).isEqualTo("PT1H");
    }

    @Test
    void equal_lines_are_stored_as_often_as_the_run_with_most_of_them_had_them() throws Exception {
        history.record(run(0, 1), List.of(), List.of(client(0.5, "x"), client(0.5, "x")), List.of());
        history.record(
                run(1, 2),
                List.of(),
                List.of(client(0.5, "x"), client(0.5, "y"), client(0.5, "x"), client(0.5, "x"), client(1.5, "x")),
                List.of());
        history.record(run(1.5, 2.5), List.of(), List.of(client(0.5, "x"), client(1.5, "x")), List.of());
        assertThat(lines(0, 1)).containsExactlyInAnyOrder("x", "x", "x", "y");
        assertThat(lines(1, 9)).containsExactly("x");
    }

    @Test
    void remembered_events_are_asked_from_a_time_inclusive_to_another_exclusive() throws Exception {
        history.record(
                run(0, 4),
                List.of(),
                List.of(client(3, "d"), client(1, "b"), client(2, "c"), client(0, "a")),
                List.of());
        assertThat(lines(1, 3)).containsExactly("b", "c");
        assertThat(history.remembered(Instant.MIN, Instant.MAX)).hasSize(4);
    }

    @Test
    void each_source_was_last_heard_at_its_latest_line_before() throws Exception {
        HeardLine client = new HeardLine(
                new LogSource(SourceRole.CLIENT, "m1"), day(0.3).toEpochMilli(), new SourceRef("\0", 1, "\ud800"));
        history.record(run(0, 1), List.of(), List.of(), List.of(heard("m1", 0.9), heard("m2", 0.5), client));
        history.record(run(1, 2), List.of(), List.of(), List.of(heard("m1", 1.9)));
        assertThat(history.lastHeard(day(2))).containsExactly(heard("m1", 1.9), heard("m2", 0.5), client);
        assertThat(history.lastHeard(day(1.9))).containsExactly(heard("m1", 0.9), heard("m2", 0.5), client);
        assertThat(history.lastHeard(day(0.4))).containsExactly(client);
    }

    @Test
    void the_known_time_reaches_back_as_far_as_periods_touch() throws Exception {
        record(run(0, 1));
        record(run(2, 3));
        record(run(3, 4));
        record(run(3.5, 5));
        record(run(6, 7));
        assertThat(history.knownSince(day(5))).isEqualTo(Optional.of(day(2)));
        assertThat(history.knownSince(day(4.5))).isEqualTo(Optional.of(day(2)));
        assertThat(history.knownSince(day(2.5))).isEqualTo(Optional.of(day(2)));
        assertThat(history.knownSince(day(1))).isEqualTo(Optional.of(day(0)));
        assertThat(history.knownSince(day(2))).isEmpty();
        assertThat(history.knownSince(day(5.5))).isEmpty();
        assertThat(history.knownSince(day(8))).isEmpty();
    }

    @Test
    void a_life_tells_each_run_of_a_finding_or_of_all_findings_of_a_rule() throws Exception {
        record(run(1, 2), finding("PV-1", "a"), finding("PV-1", "b"));
        record(run(2, 3), finding("PV-2", "a"));
        record(run(0, 1), finding("PV-1", "a"));
        assertThat(history.life("PV-1/a"))
                .extracting(seen -> seen.run().to(), seen -> seen.run().findings(), Appearance::finding)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(day(1), 1L, finding("PV-1", "a")),
                        org.assertj.core.groups.Tuple.tuple(day(2), 2L, finding("PV-1", "a")));
        assertThat(history.life("PV-1"))
                .extracting(seen -> seen.finding().subject())
                .containsExactly("a", "a", "b");
    }

    @Test
    void pruning_forgets_what_ended_at_or_before_and_says_how_much() throws Exception {
        for (int day = 0; day < 4; day++) {
            history.record(
                    run(day, day + 1),
                    List.of(finding("PV-1", "a"), finding("PV-2", "a")),
                    List.of(client(day, "start"), client(day + 0.5, "noon")),
                    List.of(heard("m" + day, day + 0.9)));
        }
        assertThat(history.prune(day(2))).isEqualTo(new Pruned(2, 4, 4, 2));
        assertThat(history.prune(day(2))).isEqualTo(new Pruned(0, 0, 0, 0));
        assertThat(history.runs()).extracting(PastRun::to).containsExactly(day(3), day(4));
        assertThat(lines(0, 9)).containsExactly("start", "noon", "start", "noon");
        assertThat(history.lastHeard(day(9))).containsExactly(heard("m2", 2.9), heard("m3", 3.9));
        assertThat(history.firstSeenBefore(day(3))).isEmpty();
    }
}

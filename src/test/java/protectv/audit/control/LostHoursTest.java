package protectv.audit.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.activity.Heard;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;
import protectv.audit.policy.Inventory;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.Severity;

/** Silence is never a pass. */
class LostHoursTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    /** Four local days, one of them with a change of clocks. */
    private static final Instant FROM = Instant.parse("2017-10-26T22:00:00Z");

    private static final Instant TO = Instant.parse("2017-10-30T23:00:00Z");
    private static final List<LogSource> SOURCES =
            List.of(new LogSource(SourceRole.MANAGER, "192.0.2.7"), new LogSource(SourceRole.MANAGER, "192.0.2.8"));
    private static final JudgedRule RULE =
            Controls.rule("PV-KEY-001", Severity.HIGH, Controls.KEYS, SourceRole.MANAGER);

    private static ControlVerdict judge(WindowGrid grid, Heard heard, Map<Window, List<Finding>> findings) {
        List<Inventory.Machine> machines = SOURCES.stream()
                .map(source -> new Inventory.Machine(source.role(), source.name(), List.of(), null))
                .toList();
        Map<SourceRole, Duration> allowed =
                Map.of(SourceRole.MANAGER, Duration.ofMinutes(30), SourceRole.CLIENT, Duration.ofDays(1));
        return new ControlJudge(List.of(RULE), Map.of(), Map.of(), ControlRef::id)
                .judge(
                        grid,
                        FROM,
                        TO,
                        findings,
                        new HeardCoverage(heard, new Inventory(machines, List.of()), allowed, FROM, TO),
                        List.of())
                .get(0);
    }

    private static Outcome at(ControlVerdict verdict, Instant time) {
        return verdict.stretches().stream()
                .filter(stretch -> !stretch.from().isAfter(time) && stretch.to().isAfter(time))
                .map(ControlVerdict.Stretch::outcome)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void no_window_passes_that_lost_lines_and_a_full_log_passes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 15; round++) {
            Duration length = List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofDays(1))
                    .get(random.nextInt(3));
            WindowGrid grid = new WindowGrid(ZONE, length);
            Heard full = new Heard(FROM, TO);
            Heard holed = new Heard(FROM, TO);
            List<Instant> lost = new ArrayList<>();
            for (LogSource source : SOURCES) {
                // An hour or more within the period: what is missing behind its end nobody can tell.
                long latest = Duration.between(FROM, TO).minusHours(1).toMillis();
                long start = FROM.toEpochMilli() + random.nextInt((int) latest);
                long end = start + Duration.ofMinutes(60 + random.nextInt(600)).toMillis();
                long time = FROM.toEpochMilli() + random.nextInt(300_000);
                while (time < TO.toEpochMilli()) {
                    SourceRef ref = new SourceRef("syslog", time, "");
                    full.line(source, time, ref, true);
                    if (time >= start && time < end) {
                        lost.add(Instant.ofEpochMilli(time));
                    } else {
                        holed.line(source, time, ref, true);
                    }
                    time += 1 + random.nextInt(500_000);
                }
            }
            String where = "seed " + seed + ", round " + round + ", windows of " + length;
            ControlVerdict whole = judge(grid, full, Map.of());
            assertThat(whole.outcome()).as(where).isEqualTo(Outcome.PASS);
            assertThat(whole.passed()).as(where).isEqualTo(grid.count(FROM, TO));

            ControlVerdict verdict = judge(grid, holed, Map.of());
            assertThat(lost)
                    .as(where)
                    .allSatisfy(time -> assertThat(at(verdict, time)).isEqualTo(Outcome.NOT_EVALUABLE));
            assertThat(verdict.passed() + verdict.notEvaluable()).as(where).isEqualTo(grid.count(FROM, TO));
        }
    }

    @Test
    void stretches_follow_each_other_without_gaps_over_very_many_windows() {
        WindowGrid grid = new WindowGrid(ZONE, Duration.ofMinutes(1));
        Random random = new Random(7);
        Heard heard = new Heard(FROM, TO);
        Map<Window, List<Finding>> findings = new TreeMap<>();
        for (LogSource source : SOURCES) {
            for (long time = FROM.toEpochMilli(); time < TO.toEpochMilli(); time += 60_000) {
                if (random.nextInt(200) == 0) {
                    time += Duration.ofMinutes(random.nextInt(120)).toMillis();
                }
                heard.line(source, time, new SourceRef("syslog", time, ""), true);
                if (time < TO.toEpochMilli() && random.nextInt(100) == 0) {
                    Window window = grid.windowOf(Instant.ofEpochMilli(time));
                    findings.put(window, List.of(Controls.finding(RULE, window)));
                }
            }
        }
        ControlVerdict verdict = judge(grid, heard, findings);
        assertThat(verdict.failed()).isEqualTo(findings.size());
        assertThat(verdict.notEvaluable()).isPositive();
        assertThat(verdict.passed()).isPositive();
        assertThat(verdict.reasons()).hasSize(21).last().asString().matches("and [0-9]+ more");
        Instant at = FROM;
        long windows = 0;
        ControlVerdict.Stretch before = null;
        for (ControlVerdict.Stretch stretch : verdict.stretches()) {
            assertThat(stretch.from()).isEqualTo(at);
            assertThat(stretch.windows()).isEqualTo(grid.count(stretch.from(), stretch.to()));
            assertThat(before == null
                            || before.outcome() != stretch.outcome()
                            || !before.reason().equals(stretch.reason()))
                    .isTrue();
            before = stretch;
            at = stretch.to();
            windows += stretch.windows();
        }
        assertThat(at).isEqualTo(TO);
        assertThat(windows).isEqualTo(verdict.passed() + verdict.failed() + verdict.notEvaluable());
    }
}

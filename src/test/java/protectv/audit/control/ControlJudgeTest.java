package protectv.audit.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static protectv.audit.control.Controls.KEYS;
import static protectv.audit.control.Controls.LOGINS;
import static protectv.audit.control.Controls.finding;
import static protectv.audit.control.Controls.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import protectv.audit.activity.Heard;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;
import protectv.audit.policy.Inventory;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

class ControlJudgeTest {

    private static final Instant FROM = Instant.parse("2017-10-12T00:00:00Z");
    private static final Instant TO = Instant.parse("2017-10-13T00:00:00Z");
    private static final LogSource MANAGER = new LogSource(SourceRole.MANAGER, "192.0.2.7");
    private static final LogSource CLIENT = new LogSource(SourceRole.CLIENT, "web01");
    private static final Map<SourceRole, Duration> ALLOWED =
            Map.of(SourceRole.MANAGER, Duration.ofMinutes(30), SourceRole.CLIENT, Duration.ofHours(12));

    private static final JudgedRule KEY_RULE = rule("PV-KEY-001", Severity.HIGH, KEYS, SourceRole.MANAGER);
    private static final JudgedRule RECORD = rule("PV-KEY-010", Severity.INFORMATIONAL, KEYS, SourceRole.MANAGER);
    private static final JudgedRule LOW_RULE = rule("PV-KEY-020", Severity.LOW, KEYS, SourceRole.MANAGER);
    private static final JudgedRule CLIENT_RULE = rule("PV-AGT-001", Severity.HIGH, KEYS, SourceRole.CLIENT);
    private static final JudgedRule LOG_RULE = rule("PV-LOG-050", Severity.MEDIUM, KEYS);

    private final WindowGrid grid = new WindowGrid(ZoneOffset.UTC, Duration.ofHours(1));
    private final Heard heard = new Heard(FROM, TO);
    private final Map<Window, List<Finding>> findings = new TreeMap<>();
    private final Map<RuleId, String> notRun = new TreeMap<>();
    private final List<InputTrouble> troubles = new ArrayList<>();
    private Inventory inventory = Inventory.EMPTY;

    private static Instant at(String clock) {
        return Instant.parse("2017-10-12T" + clock + ":00Z");
    }

    private void hear(LogSource source, Instant from, Instant to) {
        for (Instant at = from; !at.isAfter(to); at = at.plusSeconds(600)) {
            heard.line(source, at.toEpochMilli(), new SourceRef("syslog", 1, ""), true);
        }
    }

    private void find(JudgedRule rule, String clock) {
        findings.computeIfAbsent(grid.windowOf(at(clock)), key -> new ArrayList<>())
                .add(finding(rule, grid.windowOf(at(clock))));
    }

    private List<ControlVerdict> all(JudgedRule... rules) {
        return new ControlJudge(List.of(rules), notRun, Map.of(), ControlRef::id)
                .judge(grid, FROM, TO, findings, new HeardCoverage(heard, inventory, ALLOWED, FROM, TO), troubles);
    }

    private ControlVerdict judge(JudgedRule... rules) {
        List<ControlVerdict> verdicts = all(rules);
        assertThat(verdicts).hasSize(1);
        return verdicts.get(0);
    }

    private static ControlVerdict.Stretch stretch(
            Instant from, Instant to, long windows, Outcome outcome, String reason) {
        return new ControlVerdict.Stretch(from, to, windows, outcome, reason);
    }

    @Test
    void a_control_passes_where_all_was_heard_and_nothing_found() {
        hear(MANAGER, FROM, TO);
        ControlVerdict verdict = judge(KEY_RULE);
        assertThat(verdict)
                .isEqualTo(new ControlVerdict(
                        KEYS,
                        "SC-12",
                        List.of("PV-KEY-001"),
                        Outcome.PASS,
                        List.of(),
                        List.of(),
                        24,
                        0,
                        0,
                        List.of(stretch(FROM, TO, 24, Outcome.PASS, ""))));
    }

    @Test
    void a_window_with_a_finding_fails_even_where_lines_are_missing() {
        hear(MANAGER, FROM, at("02:00"));
        find(KEY_RULE, "01:00");
        find(KEY_RULE, "03:00");
        ControlVerdict verdict = judge(KEY_RULE);
        String silence = "no lines from Manager 192.0.2.7 between 2017-10-12 02:00 and 2017-10-13 00:00";
        String found = "PV-KEY-001 Title of PV-KEY-001";
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.stretches())
                .containsExactly(
                        stretch(FROM, at("01:00"), 1, Outcome.PASS, ""),
                        stretch(at("01:00"), at("02:00"), 1, Outcome.FAIL, found),
                        stretch(at("02:00"), at("03:00"), 1, Outcome.NOT_EVALUABLE, silence),
                        stretch(at("03:00"), at("04:00"), 1, Outcome.FAIL, found),
                        stretch(at("04:00"), TO, 20, Outcome.NOT_EVALUABLE, silence));
        assertThat(verdict.reasons()).containsExactly(found, silence);
        assertThat(List.of(verdict.passed(), verdict.failed(), verdict.notEvaluable()))
                .containsExactly(1L, 2L, 21L);
    }

    @Test
    void low_findings_fail_and_informational_ones_are_a_record() {
        hear(MANAGER, FROM, TO);
        find(RECORD, "01:00");
        assertThat(judge(RECORD, LOW_RULE).outcome()).isEqualTo(Outcome.PASS);
        find(LOW_RULE, "01:00");
        assertThat(judge(RECORD, LOW_RULE).failed()).isEqualTo(1);
    }

    @Test
    void waived_findings_fail_nothing() {
        hear(MANAGER, FROM, TO);
        Window window = grid.windowOf(at("01:00"));
        Waiver waiver = new Waiver(
                KEY_RULE.metadata().id(), "web01", "known", "security@example.org", LocalDate.of(2018, 1, 1), null);
        findings.put(window, List.of(finding(KEY_RULE, window).waivedBy(waiver)));
        assertThat(judge(KEY_RULE).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void findings_of_other_controls_fail_nothing() {
        hear(MANAGER, FROM, TO);
        JudgedRule login = rule("PV-SSH-001", Severity.HIGH, LOGINS, SourceRole.MANAGER);
        find(login, "01:00");
        assertThat(all(KEY_RULE, login))
                .extracting(ControlVerdict::control, ControlVerdict::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(LOGINS, Outcome.FAIL),
                        org.assertj.core.groups.Tuple.tuple(KEYS, Outcome.PASS));
    }

    @Test
    void a_silence_as_long_as_allowed_is_none_and_a_longer_one_spoils_each_window_it_touches() {
        hear(MANAGER, FROM, at("10:40"));
        hear(MANAGER, at("11:10"), at("12:50"));
        hear(MANAGER, at("13:30"), TO);
        assertThat(judge(KEY_RULE).stretches())
                .containsExactly(
                        stretch(FROM, at("12:00"), 12, Outcome.PASS, ""),
                        stretch(
                                at("12:00"),
                                at("14:00"),
                                2,
                                Outcome.NOT_EVALUABLE,
                                "no lines from Manager 192.0.2.7 between 2017-10-12 12:50 and 2017-10-12 13:30"),
                        stretch(at("14:00"), TO, 10, Outcome.PASS, ""));
    }

    @Test
    void a_silence_that_ends_as_a_window_starts_does_not_touch_it() {
        hear(MANAGER, FROM, at("10:10"));
        hear(MANAGER, at("11:00"), TO);
        assertThat(judge(KEY_RULE).notEvaluable()).isEqualTo(1);
    }

    @Test
    void without_a_source_of_a_role_that_is_needed_nothing_passes() {
        hear(MANAGER, FROM, TO);
        ControlVerdict verdict = judge(KEY_RULE, CLIENT_RULE);
        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_EVALUABLE);
        assertThat(verdict.stretches())
                .containsExactly(stretch(FROM, TO, 24, Outcome.NOT_EVALUABLE, "no Client log was read"));
    }

    @Test
    void sources_of_a_role_that_is_not_needed_do_not_matter() {
        hear(CLIENT, FROM, at("01:00"));
        assertThat(judge(LOG_RULE).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void a_listed_machine_that_was_never_heard_is_missed() {
        hear(MANAGER, FROM, TO);
        inventory = new Inventory(
                List.of(new Inventory.Machine(SourceRole.MANAGER, "192.0.2.8", List.of(), null)), List.of());
        assertThat(judge(KEY_RULE).reasons())
                .containsExactly("no lines from Manager 192.0.2.8 between 2017-10-12 00:00 and 2017-10-13 00:00");
    }

    @Test
    void the_inventory_says_how_long_a_machine_may_be_silent_and_which_names_it_has() {
        hear(MANAGER, FROM, at("10:00"));
        hear(new LogSource(SourceRole.MANAGER, "pvm01.example.org"), at("12:00"), TO);
        assertThat(judge(KEY_RULE).outcome()).isEqualTo(Outcome.NOT_EVALUABLE);
        inventory = new Inventory(
                List.of(new Inventory.Machine(
                        SourceRole.MANAGER, "pvm01.example.org", List.of("192.0.2.7"), Duration.ofHours(2))),
                List.of());
        assertThat(judge(KEY_RULE).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void rules_that_did_not_run_pass_nothing() {
        hear(MANAGER, FROM, TO);
        notRun.put(LOG_RULE.metadata().id(), "the list admin-users is empty");
        ControlVerdict verdict = judge(KEY_RULE, LOG_RULE);
        assertThat(verdict.reasons()).containsExactly("PV-LOG-050 did not run: the list admin-users is empty");
        assertThat(verdict.notEvaluable()).isEqualTo(24);
    }

    @Test
    void troubles_with_inputs_spoil_the_windows_they_touch() {
        hear(MANAGER, FROM, TO);
        troubles.add(new InputTrouble(at("03:30"), at("05:00"), "logs/a.gz is cut off"));
        troubles.add(new InputTrouble(at("06:00"), at("06:00"), "3 lines of logs/b were not understood"));
        troubles.add(new InputTrouble(TO, TO, "behind the period"));
        troubles.add(new InputTrouble(null, FROM, "before the period"));
        troubles.add(new InputTrouble(FROM.minusMillis(1), FROM.minusMillis(1), "just before the period"));
        assertThat(judge(KEY_RULE, LOG_RULE).stretches())
                .containsExactly(
                        stretch(FROM, at("03:00"), 3, Outcome.PASS, ""),
                        stretch(at("03:00"), at("05:00"), 2, Outcome.NOT_EVALUABLE, "logs/a.gz is cut off"),
                        stretch(at("05:00"), at("06:00"), 1, Outcome.PASS, ""),
                        stretch(
                                at("06:00"),
                                at("07:00"),
                                1,
                                Outcome.NOT_EVALUABLE,
                                "3 lines of logs/b were not understood"),
                        stretch(at("07:00"), TO, 17, Outcome.PASS, ""));
    }

    @Test
    void a_trouble_of_unknown_time_spoils_all() {
        hear(MANAGER, FROM, TO);
        troubles.add(new InputTrouble(null, null, "logs/a.gz cannot be read"));
        assertThat(judge(KEY_RULE).notEvaluable()).isEqualTo(24);
    }

    @Test
    void of_several_reasons_the_first_is_named_and_the_others_are_counted() {
        notRun.put(LOG_RULE.metadata().id(), "no list");
        troubles.add(new InputTrouble(at("00:00"), at("01:00"), "logs/a.gz is cut off"));
        ControlVerdict verdict = judge(CLIENT_RULE, KEY_RULE, LOG_RULE);
        assertThat(verdict.stretches())
                .containsExactly(
                        stretch(
                                FROM,
                                at("01:00"),
                                1,
                                Outcome.NOT_EVALUABLE,
                                "PV-LOG-050 did not run: no list, and 3 more"),
                        stretch(
                                at("01:00"),
                                TO,
                                23,
                                Outcome.NOT_EVALUABLE,
                                "PV-LOG-050 did not run: no list, and 2 more"));
        assertThat(verdict.reasons())
                .containsExactly(
                        "PV-LOG-050 did not run: no list",
                        "no log of a Manager was read",
                        "no Client log was read",
                        "logs/a.gz is cut off");
    }

    @Test
    void times_that_come_twice_are_told_with_their_offset() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant from = Instant.parse("2017-10-28T22:00:00Z");
        Instant to = Instant.parse("2017-10-29T23:00:00Z");
        Heard night = new Heard(from, to);
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
            if (at.isBefore(Instant.parse("2017-10-29T00:10:00Z"))
                    || at.isAfter(Instant.parse("2017-10-29T01:04:00Z"))) {
                night.line(MANAGER, at.toEpochMilli(), new SourceRef("syslog", 1, ""), true);
            }
        }
        ControlVerdict verdict = new ControlJudge(List.of(KEY_RULE), Map.of(), Map.of(), ControlRef::id)
                .judge(
                        new WindowGrid(berlin, Duration.ofDays(1)),
                        from,
                        to,
                        Map.of(),
                        new HeardCoverage(night, Inventory.EMPTY, ALLOWED, from, to),
                        List.of())
                .get(0);
        assertThat(verdict.reasons())
                .containsExactly(
                        "no lines from Manager 192.0.2.7 between 2017-10-29 02:09 +02:00 and 2017-10-29 02:05 +01:00");
    }

    @Test
    void without_a_period_nothing_passes_and_limits_are_told_once() {
        ControlJudge judge = new ControlJudge(
                List.of(KEY_RULE, LOW_RULE),
                Map.of(),
                Map.of(
                        KEY_RULE.metadata().id(), "nothing before 2017-10-01 is remembered",
                        LOW_RULE.metadata().id(), "nothing before 2017-10-01 is remembered"),
                control -> "Keys are managed");
        assertThat(judge.judgeNothing())
                .containsExactly(new ControlVerdict(
                        KEYS,
                        "Keys are managed",
                        List.of("PV-KEY-001", "PV-KEY-020"),
                        Outcome.NOT_EVALUABLE,
                        List.of("there was no window to judge: no period was given, and no event was read"),
                        List.of("nothing before 2017-10-01 is remembered"),
                        0,
                        0,
                        0,
                        List.of()));
    }

    @Test
    void a_finding_outside_the_period_is_not_lost_in_silence() {
        hear(MANAGER, FROM, TO);
        Window later = grid.windowOf(TO);
        findings.put(later, List.of(finding(KEY_RULE, later)));
        assertThatThrownBy(() -> judge(KEY_RULE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_worked_example_of_the_documentation_is_true() {
        LogSource second = new LogSource(SourceRole.MANAGER, "192.0.2.8");
        hear(MANAGER, FROM, at("02:10"));
        hear(MANAGER, at("05:40"), TO.minusSeconds(600));
        hear(second, FROM, TO.minusSeconds(600));
        find(KEY_RULE, "04:20");
        String silence = "no lines from Manager 192.0.2.7 between 2017-10-12 02:10 and 2017-10-12 05:40";
        ControlVerdict verdict = judge(KEY_RULE);
        assertThat(verdict.stretches())
                .containsExactly(
                        stretch(FROM, at("02:00"), 2, Outcome.PASS, ""),
                        stretch(at("02:00"), at("04:00"), 2, Outcome.NOT_EVALUABLE, silence),
                        stretch(at("04:00"), at("05:00"), 1, Outcome.FAIL, "PV-KEY-001 Title of PV-KEY-001"),
                        stretch(at("05:00"), at("06:00"), 1, Outcome.NOT_EVALUABLE, silence),
                        stretch(at("06:00"), TO, 18, Outcome.PASS, ""));
        inventory = new Inventory(
                List.of(new Inventory.Machine(SourceRole.MANAGER, "192.0.2.7", List.of(), Duration.ofHours(4))),
                List.of());
        assertThat(judge(KEY_RULE).passed()).isEqualTo(23);
    }
}

package protectv.audit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.finding.Window;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.RuleStatus;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

class PastFindingsTest {

    private static final Instant START = Instant.parse("2017-10-12T00:00:00Z");

    private static Finding finding(String rule, String subject, int hour, long count, @Nullable Waiver waiver) {
        RuleMetadata metadata = new RuleMetadata(
                new RuleId(rule),
                "title of " + rule,
                Severity.HIGH,
                RuleStatus.STABLE,
                LocalDate.of(2026, 11, 22),
                "cause",
                "remedy",
                List.of(),
                "all",
                null,
                Duration.ZERO,
                Duration.ZERO,
                null,
                null,
                null);
        Instant from = START.plus(Duration.ofHours(hour));
        return new Finding(
                metadata,
                subject,
                null,
                new Window(from, from.plus(Duration.ofHours(1))),
                count,
                from.plusSeconds(60),
                from.plusSeconds(120),
                List.of(),
                "of " + rule + " " + subject,
                waiver);
    }

    private static PastFinding past(String fingerprint, Severity severity, String rule, String subject, long count) {
        return new PastFinding(fingerprint, rule, "t", severity, subject, count, START, START.plusSeconds(5));
    }

    private static PastFinding past(String fingerprint, Severity severity, long count) {
        return past(fingerprint, severity, "PV-KEY-001", fingerprint, count);
    }

    @Test
    void windows_are_summed_for_each_rule_and_subject() {
        List<Finding> findings = new ArrayList<>(List.of(
                finding("PV-KEY-002", "web01", 3, 5, null),
                finding("PV-KEY-002", "web01", 0, 2, null),
                finding("PV-KEY-002", "web02", 1, 1, null),
                finding("PV-KEY-001", "web01", 2, 7, null)));
        List<PastFinding> expected = List.of(
                new PastFinding(
                        "of PV-KEY-001 web01",
                        "PV-KEY-001",
                        "title of PV-KEY-001",
                        Severity.HIGH,
                        "web01",
                        7,
                        Instant.parse("2017-10-12T02:01:00Z"),
                        Instant.parse("2017-10-12T02:02:00Z")),
                new PastFinding(
                        "of PV-KEY-002 web01",
                        "PV-KEY-002",
                        "title of PV-KEY-002",
                        Severity.HIGH,
                        "web01",
                        7,
                        Instant.parse("2017-10-12T00:01:00Z"),
                        Instant.parse("2017-10-12T03:02:00Z")),
                new PastFinding(
                        "of PV-KEY-002 web02",
                        "PV-KEY-002",
                        "title of PV-KEY-002",
                        Severity.HIGH,
                        "web02",
                        1,
                        Instant.parse("2017-10-12T01:01:00Z"),
                        Instant.parse("2017-10-12T01:02:00Z")));
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(findings, random);
            assertThat(PastFindings.of(findings)).isEqualTo(expected);
        }
    }

    @Test
    void waived_findings_are_remembered_too() {
        Waiver waiver =
                new Waiver(new RuleId("PV-KEY-001"), "web01", "known", "security", LocalDate.of(2026, 12, 31), null);
        assertThat(PastFindings.of(List.of(
                        finding("PV-KEY-001", "web01", 0, 2, waiver), finding("PV-KEY-001", "web01", 1, 3, null))))
                .extracting(PastFinding::count)
                .containsExactly(5L);
    }

    @Test
    void nothing_found_is_nothing_to_remember() {
        assertThat(PastFindings.of(List.of())).isEmpty();
    }

    @Test
    void of_different_severities_the_worst_stands_whatever_comes_first() {
        PastFinding low = past("a", Severity.LOW, 1);
        PastFinding critical = past("a", Severity.CRITICAL, 1);
        assertThat(PastFindings.summed(List.of(low, critical)))
                .isEqualTo(PastFindings.summed(List.of(critical, low)))
                .containsExactly(past("a", Severity.CRITICAL, 2));
    }

    @Test
    void counts_too_large_to_sum_stay_at_the_largest_number() {
        assertThat(PastFindings.summed(List.of(past("a", Severity.LOW, Long.MAX_VALUE), past("a", Severity.LOW, 2)))
                        .get(0)
                        .count())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_finding_is_known_by_what_the_runs_before_found() {
        Changes changes = PastFindings.changes(
                "2017-10-11 to 2017-10-12",
                List.of(past("same", Severity.LOW, 3), past("more", Severity.LOW, 3), past("worse", Severity.LOW, 3)),
                Set.of("same", "back"),
                List.of(
                        past("same", Severity.LOW, 3),
                        past("more", Severity.LOW, 4),
                        past("worse", Severity.HIGH, 3),
                        past("back", Severity.LOW, 1),
                        past("first", Severity.LOW, 1)));
        assertThat(changes.since()).isEqualTo("2017-10-11 to 2017-10-12");
        assertThat(changes.states())
                .containsOnly(
                        entry("same", LifeState.UNCHANGED),
                        entry("more", LifeState.UPDATED),
                        entry("worse", LifeState.UPDATED),
                        entry("back", LifeState.REOPENED),
                        entry("first", LifeState.NEW));
        assertThat(changes.absent()).isEmpty();
    }

    @Test
    void what_is_gone_is_listed_worst_first_then_by_rule_and_subject() {
        List<PastFinding> expected = List.of(
                past("9", Severity.CRITICAL, "PV-ZZ-001", "z", 1),
                past("3", Severity.HIGH, "PV-AA-001", "a", 1),
                past("1", Severity.HIGH, "PV-AA-001", "b", 1),
                past("2", Severity.HIGH, "PV-BB-001", "a", 1),
                past("0", Severity.INFORMATIONAL, "PV-AA-001", "a", 1));
        List<PastFinding> previous = new ArrayList<>(expected);
        previous.add(past("still", Severity.CRITICAL, 1));
        Random random = new Random(8);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(previous, random);
            assertThat(PastFindings.changes("s", previous, Set.of("0"), List.of(past("still", Severity.CRITICAL, 1)))
                            .absent())
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_same_run_twice_changes_nothing() {
        List<PastFinding> run = PastFindings.of(
                List.of(finding("PV-KEY-001", "web01", 0, 2, null), finding("PV-KEY-002", "web01", 1, 3, null)));
        Changes changes = PastFindings.changes("s", run, Set.of(), run);
        assertThat(changes.states().values()).containsOnly(LifeState.UNCHANGED);
        assertThat(changes.absent()).isEmpty();
    }
}

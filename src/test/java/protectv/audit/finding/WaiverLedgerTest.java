package protectv.audit.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static protectv.audit.finding.WaiverUse.Concern.BROAD;
import static protectv.audit.finding.WaiverUse.Concern.EXPIRED;
import static protectv.audit.finding.WaiverUse.Concern.NO_SUCH_RULE;
import static protectv.audit.finding.WaiverUse.Concern.UNUSED;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.RuleStatus;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Waiver;

class WaiverLedgerTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final RuleId SSH = new RuleId("PV-SSH-001");
    private static final RuleId KEY = new RuleId("PV-KEY-001");
    private static final LocalDate NEW_YEAR = LocalDate.of(2018, 1, 1);
    /** Midnight of the day on which the waivers expire, in Berlin. */
    private static final Instant EXPIRY = Instant.parse("2017-12-31T23:00:00Z");

    private static WaiverLedger ledger(Waiver... waivers) {
        return new WaiverLedger(List.of(waivers), BERLIN, Set.of(SSH, KEY));
    }

    private static Waiver waiver(RuleId rule, String subject, @Nullable Severity ceiling) {
        return new Waiver(rule, subject, "the scanner", "security@example.org", NEW_YEAR, ceiling);
    }

    private static Finding finding(RuleId rule, Severity severity, String subject, Instant windowEnd) {
        RuleMetadata metadata = new RuleMetadata(
                rule,
                "Title",
                severity,
                RuleStatus.STABLE,
                LocalDate.of(2017, 1, 1),
                "Cause.",
                "Remedy.",
                List.of(new ControlRef("nist-800-53", "AC-7")),
                "{$peer}",
                null,
                Duration.ZERO,
                Duration.ZERO,
                null,
                null,
                null);
        Instant start = windowEnd.minus(Duration.ofHours(1));
        return new Finding(
                metadata, subject, null, new Window(start, windowEnd), 1, start, start, List.of(), "f", null);
    }

    private static Finding finding(String subject) {
        return finding(SSH, Severity.MEDIUM, subject, EXPIRY);
    }

    @Test
    void a_waiver_covers_its_rule_and_subjects() {
        Waiver waiver = waiver(SSH, "jump0*", null);
        WaiverLedger ledger = ledger(waiver);
        assertThat(ledger.apply(finding("jump01")).waiver()).isEqualTo(waiver);
        assertThat(ledger.apply(finding("jump02")).waiver()).isEqualTo(waiver);
        assertThat(ledger.apply(finding("jump02")).waiver()).isEqualTo(waiver);
        assertThat(ledger.apply(finding("web01")).waiver()).isNull();
        assertThat(ledger.apply(finding(KEY, Severity.MEDIUM, "jump01", EXPIRY)).waiver())
                .isNull();
        assertThat(ledger.uses(EXPIRY)).containsExactly(new WaiverUse(waiver, 3, 2, List.of()));
    }

    @Test
    void a_waiver_covers_nothing_worse_than_its_ceiling() {
        WaiverLedger ledger = ledger(waiver(SSH, "web01", Severity.MEDIUM));
        assertThat(ledger.apply(finding(SSH, Severity.LOW, "web01", EXPIRY)).waiver())
                .isNotNull();
        assertThat(ledger.apply(finding(SSH, Severity.MEDIUM, "web01", EXPIRY)).waiver())
                .isNotNull();
        assertThat(ledger.apply(finding(SSH, Severity.HIGH, "web01", EXPIRY)).waiver())
                .isNull();
    }

    @Test
    void a_waiver_holds_until_the_day_on_which_it_expires_begins() {
        WaiverLedger ledger = ledger(waiver(SSH, "web01", null));
        assertThat(ledger.apply(finding(SSH, Severity.LOW, "web01", EXPIRY)).waiver())
                .isNotNull();
        assertThat(ledger.apply(finding(SSH, Severity.LOW, "web01", EXPIRY.plusMillis(1)))
                        .waiver())
                .isNull();
        assertThat(ledger.uses(EXPIRY).get(0).concerns()).isEmpty();
        assertThat(ledger.uses(EXPIRY.plusMillis(1)).get(0).concerns()).containsExactly(EXPIRED);
    }

    @Test
    void a_waiver_that_matches_nothing_is_unused_unless_it_has_expired() {
        WaiverLedger ledger = ledger(waiver(SSH, "web01", null));
        assertThat(ledger.uses(EXPIRY).get(0).concerns()).containsExactly(UNUSED);
        assertThat(ledger.uses(EXPIRY.plusMillis(1)).get(0).concerns()).containsExactly(EXPIRED);
        assertThat(ledger.uses(null).get(0).concerns()).containsExactly(UNUSED);
    }

    @Test
    void the_first_waiver_that_covers_a_finding_counts_it_and_the_second_is_not_unused() {
        Waiver first = waiver(SSH, "web01", null);
        Waiver second = waiver(SSH, "web0*", null);
        WaiverLedger ledger = ledger(first, second);
        assertThat(ledger.apply(finding("web01")).waiver()).isEqualTo(first);
        assertThat(ledger.uses(EXPIRY))
                .containsExactly(new WaiverUse(first, 1, 1, List.of()), new WaiverUse(second, 0, 0, List.of()));
    }

    @Test
    void a_pattern_without_a_letter_is_broad() {
        WaiverLedger ledger = ledger(waiver(SSH, "*", null));
        ledger.apply(finding("web01"));
        assertThat(ledger.uses(EXPIRY).get(0).concerns()).containsExactly(BROAD);
    }

    @Test
    void more_than_twenty_subjects_are_broad_and_twenty_are_not() {
        WaiverLedger ledger = ledger(waiver(SSH, "web*", null));
        for (int i = 0; i < 20; i++) {
            ledger.apply(finding("web" + i));
            ledger.apply(finding("web" + i));
        }
        assertThat(ledger.uses(EXPIRY).get(0).concerns()).isEmpty();
        ledger.apply(finding("web20"));
        assertThat(ledger.uses(EXPIRY).get(0).concerns()).containsExactly(BROAD);
    }

    @Test
    void a_waiver_of_a_rule_that_is_not_there_says_so() {
        WaiverLedger ledger = ledger(waiver(new RuleId("PV-SSH-999"), "web01", null));
        assertThat(ledger.uses(EXPIRY).get(0).concerns()).containsExactly(UNUSED, NO_SUCH_RULE);
    }
}

package protectv.audit.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import protectv.audit.ShippedRules;
import protectv.audit.compare.RuleNumbers.Place;
import protectv.audit.compare.RuleVariant.Setting;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

class RuleVariantTest {

    private static Rule rule(String condition, String metadata) throws RulesException {
        String text = """
                package rules.ssh

                import accumulate protectv.audit.engine.TimelineFunction timeline
                import protectv.audit.engine.Burst
                import protectv.audit.engine.Timeline
                import protectv.audit.event.AuditEvent
                import protectv.audit.event.LoginEvent

                // @span("1m") and bursts( 99, "1m" ) of a comment are no numbers of the rule
                rule "PV-SSH-900"
                    @title("Title")
                    @severity("low")
                    @status("test")
                    @since("2026-11-23")
                    @subject("{$peer}")
                    @cause("Cause")
                    @remedy("Remedy")
                    @controls("nist-800-53:AC-7")
                %s
                when
                %s
                then
                end
                """.formatted(metadata, condition);
        return RuleCatalog.check("ssh/some.drl", text, FactVocabulary.VOCABULARY);
    }

    private static Rule bursts() throws RulesException {
        return rule("""
                    groupby( $event : LoginEvent( event == "Failed password", $from : peer != null );
                        $peer : $from; $failures : timeline( $event ) )
                    Timeline( $bursts : bursts( 5, "10m" ) ) from $failures
                    $burst : Burst( ) from $bursts
                    $login : LoginEvent( event == "Accepted password", peer == $peer, this after[0s, 20m] $burst )
                """, "    @span(\"30m\")");
    }

    private static Rule variant(Rule rule, Place place, Setting setting) throws RulesException {
        return RuleVariant.of(rule, place, setting, 7, FactVocabulary.VOCABULARY)
                .rule();
    }

    @Test
    void the_variant_with_the_present_numbers_is_the_rule_under_another_id() throws RulesException {
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            for (Place place : RuleNumbers.of(rule)) {
                Rule same = variant(rule, place, new Setting(place.threshold(), place.span()));
                assertThat(same.text().replace("PV-TUNE-007", rule.id().value()))
                        .as(rule.id() + " " + place.shown())
                        .isEqualTo(rule.text());
            }
        }
    }

    @Test
    void places_are_told_with_their_lines_and_comments_have_none() throws RulesException {
        List<Place> places = RuleNumbers.of(bursts());
        assertThat(places).extracting(Place::threshold).containsExactly(5L, null);
        assertThat(places).extracting(Place::span).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(20));
        List<String> lines = bursts().text().lines().toList();
        assertThat(lines.get(places.get(0).line() - 1)).contains("bursts( 5");
        assertThat(lines.get(places.get(1).line() - 1)).contains("this after[0s, 20m]");
    }

    @Test
    void what_a_rule_remembers_grows_as_much_as_its_span_and_no_more_than_it_must() throws RulesException {
        Rule rule = bursts();
        Place first = RuleNumbers.of(rule).get(0);
        Rule wider = variant(rule, first, new Setting(8L, Duration.ofHours(1)));
        assertThat(wider.text())
                .contains("bursts( 8, \"1h\" )", "after[0s, 20m]")
                .contains("bursts( 99, \"1m\" )");
        assertThat(wider.metadata().span()).isEqualTo(Duration.ofMinutes(80));
        Rule narrower = variant(rule, first, new Setting(5L, Duration.ofMinutes(2)));
        assertThat(narrower.text()).contains("bursts( 5, \"2m\" )");
        assertThat(narrower.metadata().span()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void a_wait_goes_with_what_the_condition_looks_ahead() throws RulesException {
        Rule rule = rule("""
                    $missing : AuditEvent( event == "Key not found", $peer : clientName != null )
                    not AuditEvent( event == "Key accessed", clientName == $peer, this after[0s, 15m] $missing )
                """, "    @grace(\"15m\")\n    @anchor(\"$missing\")");
        List<Place> places = RuleNumbers.of(rule);
        assertThat(places).hasSize(1);
        for (Duration wait : List.of(Duration.ofMinutes(5), Duration.ofHours(2))) {
            Rule other = variant(rule, places.get(0), new Setting(null, wait));
            assertThat(other.metadata().grace()).isEqualTo(wait);
        }
    }

    @Test
    void what_no_rule_can_have_is_refused_where_it_was_asked_for() {
        Rule silence = ShippedRules.CATALOG.rules().stream()
                .filter(rule -> !rule.silences().isEmpty())
                .findFirst()
                .orElseThrow();
        Place place = RuleNumbers.of(silence).get(0);
        assertThatThrownBy(() -> TuningPlan.of(
                        silence, place, List.of(), List.of(Duration.ofSeconds(5)), FactVocabulary.VOCABULARY))
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("silences are told from a minute on");
        assertThatThrownBy(() -> TuningPlan.of(silence, place, List.of(3L), List.of(), FactVocabulary.VOCABULARY))
                .isInstanceOf(ComparisonException.class)
                .hasMessageContaining("no threshold");
    }

    @Test
    void median_and_mean_count_nights_without_a_finding() {
        Tuning.Row odd = new Tuning.Row(new Setting(5L, Duration.ofMinutes(10)), List.of(9L, 0L, 1L));
        assertThat(odd.median()).isEqualTo(1);
        assertThat(odd.max()).isEqualTo(9);
        Tuning.Row even = new Tuning.Row(new Setting(5L, Duration.ofMinutes(10)), List.of(4L, 0L, 0L, 1L));
        assertThat(even.median()).isEqualTo(0.5);
        assertThat(String.format(Locale.ROOT, "%.2f", even.mean())).isEqualTo("1.25");
    }
}

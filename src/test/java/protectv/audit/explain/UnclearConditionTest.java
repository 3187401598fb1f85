package protectv.audit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.ShippedRules;
import protectv.audit.parse.ParseOptions;
import protectv.audit.rule.Rule;
import protectv.audit.ruletest.LineTrial;

/** What is not understood is said, and never guessed. */
class UnclearConditionTest {

    private static final String LINE = "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit>"
            + " status=<failure> msg=<Key not found> subject=<Key> client-name=<web01>";

    private static RuleExplanation explain(String condition) {
        return explain(condition, LINE);
    }

    private static RuleExplanation explain(String condition, String log) {
        Rule key = ShippedRules.CATALOG.rules().stream()
                .filter(rule -> rule.id().value().equals("PV-KEY-001"))
                .findFirst()
                .orElseThrow();
        String text =
                key.text().replaceAll("(?s)when\\R.*\\Rthen", "when\n" + condition.replace("$", "\\$") + "\nthen");
        Rule changed = new Rule(
                key.metadata(),
                key.file(),
                text,
                key.interest(),
                key.memories(),
                key.facts(),
                key.silences(),
                key.lists());
        ParseOptions options = new ParseOptions(ZoneOffset.UTC, Instant.parse("2017-12-31T00:00:00Z"), List.of(), null);
        LineTrial.Scene scene = Objects.requireNonNull(
                LineTrial.of("syslog", log, options).scene(ShippedRules.COMPILED, LineTrial.Setting.PLAIN));
        return new Explainer(changed).explain(World.of(scene.window(), scene.events(), scene.facts()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$e : AuditEvent( event soundslike \"Key not found\", $client : clientName )",
                "$e : AuditEvent( message.length > 3, $client : clientName )",
                "$e : AuditEvent( clientName < 5, $client : clientName )",
                "$e : AuditEvent( noSuchField == 5, $client : clientName )",
                "$e : AuditEvent( $client : clientName ) AuditEvent( this during $e )",
                "$e : AuditEvent( $client : clientName ) forall( AuditEvent( status == \"failure\" ) )",
                "$e : AuditEvent( $client : clientName ) not( AuditEvent() and LoginEvent() )",
                "$e : AuditEvent( $client : clientName ) accumulate( $x : AuditEvent(); $m : max( $x ) )"
            })
    void a_construct_that_is_not_understood_makes_no_verdict(String condition) {
        RuleExplanation explanation = explain(condition);
        assertThat(explanation.verdict()).isEqualTo(Truth.UNCLEAR);
        assertThat(marks(explanation.tree())).contains(Truth.UNCLEAR);
    }

    private static List<Truth> marks(List<RuleExplanation.Leaf> leaves) {
        return leaves.stream()
                .flatMap(leaf -> Stream.concat(Stream.of(leaf.truth()), marks(leaf.parts()).stream()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event == \"Key not found\"",
                "!( event == \"Key accessed\" )",
                "event matches \"Key .*\"",
                "event not matches \"Client .*\"",
                "event contains \"not\"",
                "event str[startsWith] \"Key\"",
                "event not in ( \"Key accessed\" )",
                "count >= 1 && relayDelay < 5",
                "( event == \"x\" || clientName != null ) && status == \"failure\"",
                "relayDelay == 1"
            })
    void what_holds_is_said_to_hold(String constraint) {
        RuleExplanation explanation = explain("$e : AuditEvent( " + constraint + ", $client : clientName )");
        assertThat(explanation.verdict()).isEqualTo(Truth.YES);
        assertThat(explanation.found()).containsExactly(new RuleExplanation.Found("web01", List.of(1L)));
    }

    @Test
    void what_does_not_hold_is_told_with_its_value() {
        assertThat(explain("$e : AuditEvent( status == \"success\", $client : clientName )")
                        .reason())
                .isEqualTo("status == \"success\": \"failure\" (nearest: line 1)");
        assertThat(explain("$e : AuditEvent( relayDelay > 300 || relayDelay < -60, $client : clientName )")
                        .reason())
                .isEqualTo("relayDelay > 300 || relayDelay < -60: 1 (nearest: line 1)");
    }

    /** Each of many lines with each, and no field in common: nothing is claimed of what was not looked at. */
    @Test
    void a_search_that_was_given_up_makes_no_verdict() {
        RuleExplanation explanation = explain(
                "$e : AuditEvent( $client : clientName ) AuditEvent( this after[1h, 2h] $e )",
                (LINE + "\n").repeat(2_500));
        assertThat(explanation.verdict()).isEqualTo(Truth.UNCLEAR);
        assertThat(explanation.limits()).anyMatch(limit -> limit.startsWith("the lines are too many"));
    }
}

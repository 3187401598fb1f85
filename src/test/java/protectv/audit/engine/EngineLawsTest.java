package protectv.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.AuditKind;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

class EngineLawsTest {

    private static final Instant EIGHT = EngineEvents.EIGHT;
    private static final Window BEFORE = new Window(EIGHT.minusSeconds(3600), EIGHT);
    private static final Window AFTER = new Window(EIGHT, EIGHT.plusSeconds(3600));

    private static final String EITHER_WAY = "$d : AuditEvent( event == \"Client delete\", $c : clientName )\n"
            + "AuditEvent( event == \"Key not found\", clientName == $c, this coincides[5m] $d )";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AuditEvent( event == \"Key not found\" )",
                "AuditEvent(event==\"Key not found\")",
                "AuditEvent( event != \"Key not found\" )",
                "AuditEvent( \"Key not found\" == event )",
                "AuditEvent( status == \"success\", event == \"Key not found\" )",
                "AuditEvent( event == \"Key not found\" || status == \"failure\" )",
                "AuditEvent( event == \"Key not found\" || event == \"Key accessed\" )",
                "AuditEvent( ( event == \"Key not found\" || event == \"Client delete\" ) && count > 0 )",
                "AuditEvent( event == \"Key not found\", ( status == \"success\" || count == 2 ) )",
                "AuditEvent( event in ( \"Key not found\", \"Client delete\" ) )",
                "AuditEvent( event not in ( \"Key not found\", \"Client delete\" ) )",
                "AuditEvent( event matches \"Key .*\" )",
                "AuditEvent( $x : event == \"Key not found\" )",
                "AuditEvent( $x : event, $x == \"Key not found\" )",
                "AuditEvent( /* event == \"Client delete\" */ event == // here\n \"Key not found\" )",
                "AuditEvent\n  (\n event\n ==\n \"Key not found\"\n )",
                "AuditEvent( message != \") || (\", event == \"Key not found\" )",
                "AuditEvent( event == \"Key not found\", message != \"a || b // c\" )",
                "( AuditEvent( event == \"Key not found\" ) or AuditEvent( event == \"Client delete\" ) )",
                "$x : AuditEvent( event == \"Key not found\" )"
                        + " exists AuditEvent( event == \"Client delete\", this after[0s, 15m] $x )",
                "$x : AuditEvent( event == \"Key not found\" )"
                        + " not AuditEvent( event == \"Client create success\", count == 7, this after[0s, 15m] $x )",
                "$x : AuditEvent( event == \"Key not found\" )"
                        + " not AuditEvent( event == \"Client delete\", count == 7 || count == 8, this after[0s, 15m] $x )",
                "$x : AuditEvent( event == \"Key not found\" )"
                        + " accumulate( AuditEvent( event == \"Client delete\", this after[0s, 15m] $x, $c : count );"
                        + " $n : sum( $c ); $n < 5 )",
                "AuditEvent( !( event == \"Key not found\" ) )",
            })
    void no_event_that_a_rule_can_match_is_left_out(String condition) throws IOException, RulesException {
        CompiledRules rules = rules("all", condition.contains("after") ? "@grace(\"15m\")" : "", condition);
        List<Event> all = new ArrayList<>();
        for (AuditKind kind : AuditKind.values()) {
            all.add(event(all.size(), kind.label(), all.size() + 1));
        }
        List<Event> wanted = all.stream().filter(rules::wants).toList();
        assertThat(rules.evaluate(AFTER, all, 99)).isNotEmpty().isEqualTo(rules.evaluate(AFTER, wanted, 99));
    }

    @Test
    void an_event_that_matches_both_sides_of_an_or_counts_once() throws IOException, RulesException {
        CompiledRules rules =
                rules("all", "", "( AuditEvent( event == \"Key not found\" ) or AuditEvent( status == \"success\" ) )");
        assertThat(rules.evaluate(AFTER, List.of(event(1, "Key not found", 1)), 9))
                .singleElement()
                .returns(1L, Finding::count);
    }

    @Test
    void a_sequence_across_a_border_is_found_once_in_the_window_of_its_last_event() throws IOException, RulesException {
        CompiledRules rules = rules(
                "{$c}",
                "@span(\"15m\")",
                "$d : AuditEvent( event == \"Client delete\", $c : clientName )\n"
                        + "AuditEvent( event == \"Key accessed\", clientName == $c, this after[0s,15m] $d )");
        List<Event> events = List.of(event(1, "Client delete", -60), event(2, "Key accessed", 60));
        assertThat(rules.longestLookBack()).hasMinutes(15);
        assertThat(rules.evaluate(BEFORE, events.subList(0, 1), 9)).isEmpty();
        assertThat(rules.evaluate(AFTER, events, 9)).singleElement().satisfies(finding -> {
            assertThat(finding.evidence()).hasSize(2);
            assertThat(finding.count()).isEqualTo(1);
        });
        assertThat(rules.evaluate(new Window(AFTER.end(), AFTER.end().plusSeconds(3600)), events, 9))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-301, -300, -1, 0, 1, 300, 301})
    void what_two_clocks_tell_meets_from_either_side(int secondsApart) throws IOException, RulesException {
        CompiledRules rules = rules("{$c}", "@span(\"5m\")", EITHER_WAY);
        List<Event> events = List.of(event(1, "Key not found", 0), event(2, "Client delete", secondsApart));
        List<Finding> found = new ArrayList<>(rules.evaluate(BEFORE, events, 9));
        found.addAll(rules.evaluate(AFTER, events, 9));
        assertThat(found).hasSize(Math.abs(secondsApart) <= 300 ? 1 : 0);
        assertThat(rules.longestLookBack()).hasMinutes(5);
    }

    @Test
    void what_may_lie_behind_must_be_waited_for() {
        assertThatThrownBy(() -> rules("{$c}", "@span(\"4m\")", EITHER_WAY)).hasMessageContaining("@span(\"5m\")");
        String counted = "$x : AuditEvent( event == \"Key not found\", $c : clientName )"
                + " accumulate( AuditEvent( clientName == $c, this coincides[5m] $x, $t : count ); $n : sum( $t ); $n < 5 )";
        assertThatThrownBy(() -> rules("{$c}", "@span(\"5m\")", counted)).hasMessageContaining("@grace(\"5m\")");
        assertThatThrownBy(() -> rules("{$c}", "@grace(\"5m\")", counted)).hasMessageContaining("@span(\"5m\")");
        assertThatCode(() -> rules("{$c}", "@span(\"5m\") @grace(\"5m\") @anchor(\"$x\")", counted))
                .doesNotThrowAnyException();
    }

    @Test
    void an_or_between_fields_leaves_the_times_beside_it_bound() throws IOException, RulesException {
        CompiledRules rules = rules(
                "{$c}",
                "@grace(\"15m\") @anchor(\"$n\")",
                "$n : AuditEvent( event == \"Key not found\", $c : clientName )\n"
                        + "not AuditEvent( event == \"Key accessed\", count == 1 || clientName == $c, this after[0s,15m] $n )");
        assertThat(rules.longestLookBack()).hasMinutes(15);
        String unbound = "$n : AuditEvent( event == \"Key not found\", $c : clientName )\n"
                + "not AuditEvent( event == \"Key accessed\", clientName == $c || this after[0s,15m] $n )";
        assertThatThrownBy(() -> rules("{$c}", "@grace(\"15m\")", unbound))
                .hasMessageContaining("how far back this looks");
    }

    @Test
    void an_absence_becomes_true_when_the_wait_is_over() throws IOException, RulesException {
        CompiledRules rules = rules(
                "{$c}",
                "@grace(\"15m\") @anchor(\"$n\")",
                "$n : AuditEvent( event == \"Key not found\", $c : clientName )\n"
                        + "not AuditEvent( event == \"Key accessed\", clientName == $c, this after[0s,15m] $n )");
        List<Event> missing = List.of(event(1, "Key not found", -60));
        List<Event> found = List.of(event(1, "Key not found", -60), event(2, "Key accessed", 60));
        assertThat(rules.evaluate(BEFORE, missing, 9)).isEmpty();
        assertThat(rules.evaluate(AFTER, missing, 9)).hasSize(1);
        assertThat(rules.evaluate(AFTER, found, 9)).isEmpty();
    }

    @Test
    void the_order_of_facts_changes_nothing() throws IOException, RulesException {
        CompiledRules rules = rules("{$c}", "", "AuditEvent( event == \"Key not found\", $c : clientName )");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(event(i, "Key not found", i % 50));
        }
        List<Finding> first = rules.evaluate(AFTER, events, 7);
        assertThat(first).singleElement().returns(200L, Finding::count);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(events, new Random(seed));
            assertThat(rules.evaluate(AFTER, events, 7)).as("seed %d", seed).isEqualTo(first);
        }
    }

    /** Its client has a name that a message's template must not obey. */
    private static Event event(long seq, String label, long secondsFromEight) {
        return EngineEvents.audit(seq, label, secondsFromEight, "web$1\\{$c}");
    }

    private CompiledRules rules(String subject, String more, String condition) throws IOException, RulesException {
        String rule = """
                package rules.inline
                import protectv.audit.event.AuditEvent
                rule "PV-KEY-901"
                    @title("t")
                    @severity("high")
                    @status("stable")
                    @since("2026-11-22")
                    @subject("%s")
                    @cause("c")
                    @remedy("r")
                    @controls("nist-800-53:AU-6")
                    %s
                when
                    %s
                then
                end
                """.formatted(subject, more, condition);
        Files.writeString(folder.resolve("a.drl"), rule);
        Files.writeString(folder.resolve("a.test.yaml"), "");
        return RuleCompiler.compile(RuleCatalog.load(folder, FactVocabulary.VOCABULARY));
    }
}

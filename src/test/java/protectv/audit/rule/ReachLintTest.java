package protectv.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import protectv.audit.engine.FactVocabulary;

class ReachLintTest {

    private static final String REMOVED = "$removed : AuditEvent( event == 'Client delete', $c : clientName )\n";
    private static final String MISSING = "$missing : AuditEvent( event == 'Key not found', $c : clientName )\n";
    private static final String FAILURES =
            "groupby( $e : LoginEvent( event == 'Failed password', $f : peer ); $peer : $f; $t : timeline( $e ) )\n";

    private final List<RuleProblem> problems = new ArrayList<>();

    private @Nullable Rule check(String metadata, String condition) {
        String imports = FactVocabulary.VOCABULARY.imports().stream()
                .map(name -> "import " + name)
                .collect(Collectors.joining("\n"));
        String text = """
                package rules.inline
                %s
                rule "PV-KEY-901"
                    @title("t")
                    @severity("high")
                    @status("stable")
                    @since("2026-11-22")
                    @subject("all")
                    @cause("c")
                    @remedy("r")
                    @controls("nist-800-53:AU-6")
                    %s
                when
                    %s
                then
                end
                """.formatted(imports, metadata, condition).replace('\'', '"');
        return RuleLint.check("a.drl", text, FactVocabulary.VOCABULARY, problems);
    }

    private Rule good(String metadata, String condition) {
        Rule rule = check(metadata, condition);
        assertThat(problems).isEmpty();
        assertThat(rule).isNotNull();
        return java.util.Objects.requireNonNull(rule);
    }

    private String bad(String metadata, String condition) {
        assertThat(check(metadata, condition)).isNull();
        assertThat(problems).hasSize(1);
        return problems.get(0).message();
    }

    private static Duration lookBack(Rule rule, String event) {
        return rule.memories().stream()
                .filter(memory -> memory.events().wants("AuditEvent", event)
                        || memory.events().wants("LoginEvent", event))
                .map(Rule.Memory::lookBack)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Test
    void a_rule_about_one_event_remembers_nothing() {
        assertThat(good("", MISSING).memories()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "this after $removed, 90d, 'P90D'",
        "'this after[0s, 10m] $removed', 10m, PT10M",
        "'this after[0s, 10m] $removed', 90d, PT10M",
    })
    void the_first_of_a_sequence_is_remembered_and_the_last_is_not(String order, String span, Duration expected) {
        Rule rule = good(
                "@span('" + span + "')",
                REMOVED + "AuditEvent( event == 'Key accessed', clientName == $c, " + order + " )");
        assertThat(lookBack(rule, "Client delete")).isEqualTo(expected);
        assertThat(lookBack(rule, "Key accessed")).isZero();
    }

    @Test
    void what_must_not_lie_between_two_events_is_remembered_as_long_as_they() {
        Rule rule = good(
                "@span('90d') @anchor('$access')",
                REMOVED + "$access : AuditEvent( event == 'Key accessed', clientName == $c, this after $removed )\n"
                        + "not AuditEvent( event == 'Client create success', clientName == $c, this after $removed,"
                        + " this before $access )");
        assertThat(lookBack(rule, "Client create success")).isBetween(Duration.ofDays(89), Duration.ofDays(90));
        assertThat(lookBack(rule, "Key accessed")).isZero();
    }

    @Test
    void an_absence_remembers_what_it_waits_behind_for_as_long_as_it_waits() {
        Rule rule = good(
                "@grace('15m') @anchor('$missing')",
                MISSING + "not AuditEvent( event == 'Key accessed', clientName == $c, this after[0s, 15m] $missing )");
        assertThat(lookBack(rule, "Key not found")).hasMinutes(15);
        assertThat(lookBack(rule, "Key accessed")).hasMinutes(15);
    }

    @Test
    void bursts_and_what_follows_them_add_up() {
        String condition = FAILURES + "Timeline( $b : bursts( 5, '10m' ) ) from $t\n$burst : Burst( ) from $b\n"
                + "LoginEvent( event == 'Accepted password', peer == $peer, this after[0s, 5m] $burst )";
        assertThat(lookBack(good("@span('15m')", condition), "Failed password")).hasMinutes(15);
        assertThat(bad("@span('14m')", condition)).contains("looks back 15m", "@span(\"15m\")");
    }

    @Test
    void what_a_timeline_is_asked_at_an_event_is_remembered() {
        String condition = FAILURES + "$ok : LoginEvent( event == 'Accepted password', peer == $peer )\n"
                + "Timeline( atLeast( 5, '10m', $ok ) ) from $t";
        Rule rule = good("@span('10m')", condition);
        assertThat(lookBack(rule, "Failed password")).hasMinutes(10);
        assertThat(lookBack(rule, "Accepted password")).isZero();
        assertThat(bad("@span('9m')", condition)).contains("looks back 10m");
    }

    @Test
    void events_without_a_span_between_them_are_refused() {
        assertThat(bad("", MISSING + "AuditEvent( event == 'Key accessed', clientName == $c )"))
                .contains("how far apart");
    }

    @Test
    void a_span_shorter_than_the_condition_needs_is_refused() {
        assertThat(
                        bad(
                                "@span('5m')",
                                REMOVED
                                        + "AuditEvent( event == 'Key accessed', clientName == $c, this after[0s, 10m] $removed )"))
                .contains("10m apart", "@span(\"10m\")");
    }

    @Test
    void a_wait_longer_than_the_grace_is_refused() {
        assertThat(bad(
                        "@grace('5m') @anchor('$missing')",
                        MISSING + "not AuditEvent( event == 'Key accessed', clientName == $c,"
                                + " this after[0s, 15m] $missing )"))
                .contains("waits 15m", "@grace(\"15m\")");
    }

    @ParameterizedTest
    @CsvSource({
        "'', how far back",
        "', this before $missing', how far back",
        "', this after $missing', how long this waits",
        "', this after[0s, 15m] $missing || status == \"x\"', how far back",
        "', this not after[0s, 15m] $missing', how far back",
        "', !( this after[0s, 15m] $missing )', how far back",
        "', ( this after[0s, 15m] $missing ) == false', how far back",
        "', false == ( this after[0s, 15m] $missing )', how far back",
        "', this coincides[0s, 15m] $missing', how far back",
        "', time > $c', how far back",
    })
    void an_absence_without_bounds_is_refused(String order, String message) {
        assertThat(bad(
                        "@grace('15m') @span('15m') @anchor('$missing')",
                        MISSING + "not AuditEvent( event == 'Key accessed', clientName == $c" + order + " )"))
                .contains(message);
    }

    @Test
    void what_is_not_there_does_not_hold_two_events_together() {
        String condition = REMOVED
                + "$later : AuditEvent( event == 'Key accessed', clientName == $c, this after $removed )\n"
                + "not AuditEvent( event == 'Client update', this after[0s, 1m] $removed, this before[0s, 1m] $later )\n"
                + "not AuditEvent( event == 'Key not found', this after[0s, 1m] $removed,"
                + " this before[0s, 60d] $later )\n"
                + "not AuditEvent( event == 'Client create success', this before[0s, 5m] $removed )";
        Rule rule = good("@span('91d') @anchor('$later')", condition.replace("before[0s, 5m]", "before[0s, 0s]"));
        assertThat(lookBack(rule, "Client delete")).isEqualTo(Duration.ofDays(91));
        problems.clear();
        assertThat(bad("@span('91d') @anchor('$later')", condition)).contains("looks back");
    }

    @Test
    void counting_without_bounds_is_refused() {
        assertThat(bad("@span('1h')", FAILURES.replace("timeline( $e )", "count( $e )") + MISSING))
                .contains("ask the timeline");
    }

    @Test
    void events_joined_by_or_are_one_event_each() {
        assertThat(good("", "( AuditEvent( event == 'Key not found' ) or AuditEvent( event == 'Client delete' ) )")
                        .memories())
                .isEmpty();
    }

    @Test
    void alternatives_do_not_go_with_times() {
        assertThat(bad(
                        "@span('15m')",
                        "$a : AuditEvent( event == 'Key not found' )\n"
                                + "( AuditEvent( event == 'Key accessed', this after[0s, 1m] $a )"
                                + " or AuditEvent( event == 'Client delete' ) )"))
                .contains("write two rules");
    }

    @Test
    void a_timeline_that_is_asked_nothing_is_refused() {
        String second =
                "accumulate( $x : LoginEvent( event == 'Invalid user', peer == $peer ); $u : timeline( $x ) )\n";
        assertThat(bad(
                        "@span('10m')",
                        FAILURES + second + "Timeline( $b : bursts( 5, '10m' ) ) from $t\nBurst( ) from $b"))
                .contains("$u");
    }

    @Test
    void a_file_or_a_burst_cannot_be_asked_for() {
        assertThat(bad("", MISSING + "not InputFile( malformed > 5 )")).contains("can be matched");
    }

    @Test
    void an_anchor_that_is_no_event_of_the_match_is_refused() {
        assertThat(bad("@anchor('$c')", MISSING)).contains("no event of the match");
    }

    @ParameterizedTest
    @CsvSource({"1h, 2h, remembers less", "1h, 30s, from a minute on"})
    void a_silence_that_cannot_be_told_is_refused(String span, String silence, String message) {
        assertThat(bad(
                        "@span('" + span + "')",
                        "SourceActivity( $s : silences( '" + silence + "' ) )\nSilence( ) from $s"))
                .contains(message);
    }

    @Test
    void a_balance_of_events_that_are_none_is_refused() {
        assertThat(bad(
                        "@span('30d')",
                        "groupby( $e : AuditEvent( event == 'Agent create error', $m : manager ); $k : $m;"
                                + " $t : timeline( $e ) )\n$x : AuditEvent( event == 'Agent create error' )\n"
                                + "Timeline( balance( 'Gateway token made', 'Agent create success', '30d', $x ) == 0 )"
                                + " from $t"))
                .contains("Gateway token made");
    }
}

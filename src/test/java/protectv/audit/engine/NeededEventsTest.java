package protectv.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;
import protectv.audit.event.Event;
import protectv.audit.event.SourceRef;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/** What is kept from the rules can neither match nor keep anything else from matching. */
class NeededEventsTest {

    private static final Instant MIDNIGHT = Instant.parse("2017-10-12T00:00:00Z");
    private static final int HOURS = 30;
    private static final List<AuditKind> KINDS = List.of(
            AuditKind.CLIENT_DELETE,
            AuditKind.CLIENT_CREATE_SUCCESS,
            AuditKind.KEY_ACCESSED,
            AuditKind.KEY_NOT_FOUND,
            AuditKind.GATEWAY_TOKEN_CREATE);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** A rule's tags and its condition. */
    record Case(String tags, String condition) {}

    static List<Case> cases() {
        return List.of(
                new Case("", "AuditEvent( event == 'Key not found', $c : clientName )"),
                new Case("", "AuditEvent( clientName == 'c1' || manager == 'm1', $c : event )"),
                new Case("", "AuditEvent( event == 'Key not found', message matches '.*found', $c : event )"),
                new Case("", "AuditEvent( clientName == null, $c : event )"),
                new Case(
                        "@span('5h')",
                        "$d : AuditEvent( event == 'Client delete', $c : clientName )"
                                + " AuditEvent( event == 'Key accessed', clientName == $c, this after[0s, 5h] $d )"),
                new Case(
                        "@span('5h') @anchor('$a')",
                        "$d : AuditEvent( event == 'Client delete', $c : clientName )"
                                + " $a : AuditEvent( event == 'Key accessed', clientName == $c, this after $d )"
                                + " not AuditEvent( event == 'Client create success', clientName == $c, this after $d,"
                                + " this before $a )"),
                new Case(
                        "@grace('90m') @anchor('$m')",
                        "$m : AuditEvent( event == 'Key not found', $c : clientName, $s : manager )"
                                + " not AuditEvent( event == 'Key accessed', clientName == $c || clientName == null,"
                                + " manager == $s, this after[0s, 90m] $m )"),
                new Case(
                        "@grace('90m')",
                        "$m : AuditEvent( event == 'Key not found', $c : clientName )"
                                + " exists AuditEvent( event == 'Key accessed', clientName == $c,"
                                + " this after[0s, 90m] $m )"),
                new Case(
                        "@grace('1h') @span('1h')",
                        "$m : AuditEvent( event == 'Key not found', $c : clientName, $n : seq )"
                                + " not AuditEvent( event == 'Key not found', seq != $n, clientName == $c,"
                                + " this coincides[1h] $m )"),
                new Case(
                        "@span('2h')",
                        "groupby( $e : AuditEvent( event in ( 'Key not found', 'Key accessed' ), $k : clientName );"
                                + " $c : $k; $t : timeline( $e ) )"
                                + " $d : AuditEvent( event == 'Client delete', clientName == $c )"
                                + " Timeline( atLeast( 2, '2h', $d ) ) from $t"),
                new Case(
                        "@span('2h') @grace('2h')",
                        "groupby( $e : AuditEvent( event == 'Key not found', $k : manager );"
                                + " $c : $k; $t : timeline( $e ) )"
                                + " Timeline( $b : bursts( 3, '2h' ) ) from $t  $burst : Burst( ) from $b"
                                + " accumulate( AuditEvent( event == 'Key accessed', manager == $c,"
                                + " this coincides[2h] $burst, $x : count ); $n : sum( $x ); $n < 4 )"),
                new Case(
                        "@span('3h')",
                        "$d : AuditEvent( event == 'Client delete', $c : clientName, $m : manager )"
                                + " $k : AuditEvent( event == 'Key accessed', clientName == $c, this after[0s, 1h] $d )"
                                + " AuditEvent( event == 'Gateway token create', manager == $m,"
                                + " this after[0s, 2h] $k )"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void windows_are_judged_the_same_without_what_no_rule_can_use(Case rule) throws IOException, RulesException {
        CompiledRules rules = rules(rule);
        int found = 0;
        int left = 0;
        for (long seed = 0; seed < 8; seed++) {
            List<Event> events = events(new Random(seed), seed % 2 == 0 ? 150 : 600);
            KeptEvents whole = new KeptEvents(rules);
            KeptEvents wanted = new KeptEvents(rules);
            events.forEach(whole::add);
            events.stream().filter(rules::wants).forEach(wanted::add);
            whole.sort();
            wanted.sort();
            for (int hour = 0; hour < HOURS; hour++) {
                Window window =
                        new Window(MIDNIGHT.plus(Duration.ofHours(hour)), MIDNIGHT.plus(Duration.ofHours(hour + 1)));
                List<Event> all = whole.allIn(window);
                List<Event> chosen = wanted.in(window);
                List<Finding> expected = rules.evaluate(window, all, 9);
                assertThat(rules.evaluate(window, chosen, 9))
                        .as("seed %s, %s", seed, window)
                        .isEqualTo(expected);
                found += expected.size();
                left += all.size() - chosen.size();
            }
        }
        assertThat(found).as("findings").isPositive();
        assertThat(left).as("events that were left out").isPositive();
    }

    @Test
    void an_access_that_no_removal_precedes_is_left_out() throws IOException, RulesException {
        CompiledRules rules = rules(cases().get(5));
        KeptEvents kept = new KeptEvents(rules);
        kept.add(event(0, AuditKind.CLIENT_DELETE, "c1", 60));
        kept.add(event(1, AuditKind.CLIENT_CREATE_SUCCESS, "c2", 70));
        kept.add(event(2, AuditKind.KEY_ACCESSED, "c1", 130));
        kept.add(event(3, AuditKind.KEY_ACCESSED, "c2", 140));
        kept.add(event(4, AuditKind.CLIENT_DELETE, "c3", 150));
        kept.sort();
        Window third = new Window(MIDNIGHT.plus(Duration.ofHours(2)), MIDNIGHT.plus(Duration.ofHours(3)));
        assertThat(kept.in(third)).extracting(Event::seq).containsExactly(0L, 2L);
    }

    private static List<Event> events(Random random, int count) {
        List<Event> events = new ArrayList<>();
        for (int seq = 0; seq < count; seq++) {
            int client = random.nextInt(7);
            events.add(event(
                    seq,
                    KINDS.get(random.nextInt(KINDS.size())),
                    client == 0 ? null : "c" + client,
                    random.nextInt(HOURS * 60)));
        }
        return events;
    }

    private static Event event(long seq, AuditKind kind, @Nullable String client, int minute) {
        return new AuditEvent(
                MIDNIGHT.plus(Duration.ofMinutes(minute)).toEpochMilli(),
                seq,
                new SourceRef("audit.log", seq + 1, "line " + seq),
                kind,
                null,
                "m" + seq % 3,
                "Audit",
                "success",
                kind.label(),
                "Key",
                client,
                1);
    }

    private CompiledRules rules(Case rule) throws IOException, RulesException {
        Files.writeString(folder.resolve("a.drl"), """
                package rules.inline
                import accumulate protectv.audit.engine.TimelineFunction timeline
                import protectv.audit.engine.Burst
                import protectv.audit.engine.Timeline
                import protectv.audit.event.AuditEvent
                rule "PV-KEY-901"
                    @title("t")
                    @severity("high")
                    @status("stable")
                    @since("2026-11-22")
                    @subject("{$c}")
                    @cause("c")
                    @remedy("r")
                    @controls("nist-800-53:AU-6")
                    %s
                when
                    %s
                then
                end
                """.formatted(rule.tags(), rule.condition())
                .replace('\'', '"'));
        Files.writeString(folder.resolve("a.test.yaml"), "");
        return RuleCompiler.compile(RuleCatalog.load(folder, FactVocabulary.VOCABULARY));
    }
}

package protectv.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When one condition finds nothing that another does not find too. */
class ShadowTest {

    private static final Set<String> FACTS = Set.of("AuditEvent", "Timeline", "Burst", "Silence");

    private static final String ALONE = "$e : AuditEvent( event == \"Key not found\", $c : clientName != null )";
    private static final String ABSENT =
            "$e : AuditEvent( event == \"A\", $c : clientName )\n not AuditEvent( event == \"B\", clientName == $c, this after[0s, 1m] $e )";
    private static final String BURST = """
            groupby( $e : AuditEvent( event == "A", $f : clientName != null ); $c : $f; $t : timeline( $e ) )
            Timeline( $b : bursts( 5, "10m" ) ) from $t
            Burst( $n : reached ) from $b
            """;
    private static final String BEFORE = """
            groupby( $e : AuditEvent( event == "A", $f : clientName != null ); $c : $f; $t : timeline( $e ) )
            $l : AuditEvent( event == "B", clientName == $c )
            Timeline( atLeast( 5, "10m", $l ) == false ) from $t
            """;

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            $c :                  | count > 1, $c :
            $c : clientName != null | $client : clientName != null, manager == "m1"
            """)
    void one_constraint_more_finds_less(String from, String to) {
        assertNarrower(ALONE, from, to, true);
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            bursts( 5           | bursts( 6
            "10m"               | "5m"
            bursts( 5, "10m" )  | bursts( 9, "600s" )
            event == "A"        | event == "A", count == 1
            reached             | reached > 100
            """)
    void more_events_in_less_time_are_a_part_of_the_bursts(String from, String to) {
        assertNarrower(BURST, from, to, true);
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            bursts( 5, "10m" )  | bursts( 6, "11m" )
            bursts( 5, "10m" )  | burstsOf( "user", 6, "10m" )
            event == "A"        | event == "C"
            $c : $f             | $m : $f
            """)
    void what_is_neither_more_nor_less_shadows_nothing(String from, String to) {
        assertNarrower(BURST, from, to, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            event == "B", | event == "B", count > 1,
            [0s, 1m]      | [0s, 2m]
            """)
    void what_must_be_missing_must_be_the_same(String from, String to) {
        assertNarrower(ABSENT, from, to, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            event == "A" | event == "A", count > 1
            atLeast( 5   | atLeast( 6
            """)
    void what_is_counted_and_denied_must_be_the_same(String from, String to) {
        assertNarrower(BEFORE, from, to, false);
    }

    /** The condition with a part of it changed is narrower, or neither is narrower than the other. */
    private static void assertNarrower(String condition, String from, String to, boolean narrower) {
        assertThat(condition).contains(from);
        Shadow wide = Shadow.of(condition, FACTS);
        Shadow narrow = Shadow.of(condition.replace(from, to), FACTS);
        assertThat(narrow.isNarrowerThan(wide)).isEqualTo(narrower);
        assertThat(wide.isNarrowerThan(narrow)).isFalse();
    }
}

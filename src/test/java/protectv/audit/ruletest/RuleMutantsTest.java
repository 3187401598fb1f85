package protectv.audit.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import protectv.audit.ShippedRules;
import protectv.audit.rule.Rule;

/** Which mistakes are tried. */
class RuleMutantsTest {

    private static Rule rule(String id) {
        return ShippedRules.CATALOG.rules().stream()
                .filter(rule -> rule.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Rule withCondition(String condition) {
        Rule rule = rule("PV-KEY-051");
        String text =
                rule.text().substring(0, rule.text().indexOf("\nwhen")) + "\nwhen\n" + condition + "\nthen\nend\n";
        return new Rule(
                rule.metadata(),
                rule.file(),
                text,
                rule.interest(),
                rule.memories(),
                rule.facts(),
                rule.silences(),
                rule.lists());
    }

    private static List<String> mistakes(String condition) {
        return RuleMutants.of(withCondition(condition)).stream()
                .map(mutant -> mutant.kind() + " " + mutant.what())
                .toList();
    }

    @Test
    void each_number_time_order_operator_value_and_condition_is_got_wrong_once() {
        assertThat(mistakes("""
                            $denied : AuditEvent( event in ( "A", "B" ), $client : clientName != null )
                            AuditEvent( clientName == $client, count > 3, this after[0s, 10m] $denied )\
                        """))
                .containsExactlyInAnyOrder(
                        "NUMBER AuditEvent( clientName == $client, count > {3 -> 4}, this after[0s, 10m] $denied )",
                        "NUMBER AuditEvent( clientName == $client, count > {3 -> 2}, this after[0s, 10m] $denied )",
                        "TIME AuditEvent( clientName == $client, count > 3, this after[0s, {10m -> 601s}] $denied )",
                        "TIME AuditEvent( clientName == $client, count > 3, this after[0s, {10m -> 599s}] $denied )",
                        "ORDER AuditEvent( clientName == $client, count > 3, this {after -> before}[0s, 10m] $denied )",
                        "OPERATOR AuditEvent( clientName {== -> !=} $client, count > 3, this after[0s, 10m] $denied )",
                        "OPERATOR AuditEvent( clientName == $client, count {> -> >=} 3, this after[0s, 10m] $denied )",
                        "OPERATOR $denied : AuditEvent( event in ( \"A\", \"B\" ), $client : clientName {!= -> ==} null )",
                        "MEMBER without \"A\" in the list",
                        "MEMBER without \"B\" in the list",
                        "DROP without AuditEvent( clientName == $client, count > 3, this after[0s, 10m] $denied )",
                        "DROP without event in ( \"A\", \"B\" )",
                        "DROP without != null in $client : clientName != null",
                        "DROP without clientName == $client",
                        "DROP without count > 3",
                        "DROP without this after[0s, 10m] $denied");
    }

    @Test
    void comments_and_texts_are_left_alone() {
        assertThat(mistakes("""
                            // Foo( count > 3 )
                            AuditEvent( event == "a 5 > 4, (b" ) /* this after $x */\
                        """))
                .containsExactlyInAnyOrder(
                        "OPERATOR AuditEvent( event {== -> !=} \"a 5 > 4, (b\" ) /* this after $x */",
                        "DROP without AuditEvent( event == \"a 5 > 4, (b\" )",
                        "DROP without event == \"a 5 > 4, (b\"");
    }

    @Test
    void mistakes_that_read_the_same_have_names_of_their_own() {
        assertThat(mistakes("AuditEvent( count > 3 )\nClientEvent( count > 3 )"))
                .contains("DROP without count > 3", "DROP without count > 3 (2)");
    }

    @Test
    void a_mistake_is_found_by_line_and_column() {
        Rule rule = rule("PV-SSH-050");
        assertThat(RuleMutants.of(rule)).allSatisfy(mutant -> {
            String line = rule.text().lines().toList().get(mutant.line() - 1);
            String at = line.substring(mutant.column() - 1);
            String what = mutant.what();
            String was = what.contains("{")
                    ? what.substring(what.indexOf('{') + 1, what.indexOf(" -> "))
                    : what.substring("without ".length()).replace(" in the list", "");
            assertThat(at)
                    .startsWith(was.split(" in \\$", 2)[0]
                            .lines()
                            .findFirst()
                            .orElseThrow()
                            .split(",", 2)[0]);
            assertThat(mutant.sourceLine()).isEqualTo(line.strip());
        });
    }

    @Test
    void all_of_nothing_is_all_and_nearly_all_is_not() {
        assertThat(new Share(0, 0).percentText()).isEqualTo("100.0 %");
        assertThat(new Share(9999, 10000).percentText()).isEqualTo("99.9 %");
        assertThat(new Share(1, 3).plus(new Share(1, 1))).hasToString("2 of 4");
    }
}

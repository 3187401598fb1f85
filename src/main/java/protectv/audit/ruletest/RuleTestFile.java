package protectv.audit.ruletest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <name>.test.yaml} beside its rule.
 *
 * @param rule id of the rule under test; findings of other rules are not looked at
 * @param reference date by which stamps without a year get one
 * @param equivalentMutants mistakes in the rule that change nothing, so that no case can notice them
 */
record RuleTestFile(String rule, LocalDate reference, List<Case> cases, List<Equivalent> equivalentMutants) {

    RuleTestFile {
        equivalentMutants = List.copyOf(equivalentMutants);
        cases = List.copyOf(cases);
    }

    /**
     * @param file name of the input that the lines stand in, where it matters; Client logs need one that says so
     * @param log the raw lines
     * @param from when the window begins: lines before it are remembered; null for the first line
     * @param until when the logs end; null for the last line and the longest wait of the rules
     * @param lists what the lists beside the rules hold, by name
     * @param inventory names of the Managers that are expected
     * @param expect the findings, in any order
     */
    record Case(
            String name,
            @Nullable String file,
            String log,
            @Nullable Instant from,
            @Nullable Instant until,
            Map<String, List<String>> lists,
            List<String> inventory,
            List<Expected> expect) {

        Case {
            lists = Map.copyOf(lists);
            inventory = List.copyOf(inventory);
            expect = List.copyOf(expect);
        }

        Case withExpect(List<Expected> other) {
            return new Case(name, file, log, from, until, lists, inventory, other);
        }
    }

    /**
     * @param mutant as {@code rules mutate} names it
     * @param reason why the rule says the same with it
     */
    record Equivalent(String mutant, String reason) {}

    /**
     * @param lines numbers of the lines that are its evidence, from 1
     * @param count null where the test does not care
     */
    record Expected(
            String subject, List<Integer> lines, @Nullable Long count) {

        Expected {
            lines = List.copyOf(lines);
        }
    }
}

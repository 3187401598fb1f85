package protectv.audit.ruletest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <name>.test.yaml} beside its rule.
 *
 * @param rule id of the rule under test; findings of other rules are not looked at
 * @param reference date by which stamps without a year get one, as 2017-12-31
 * @param equivalentMutants mistakes in the rule that change nothing, so that no case can notice them
 */
record RuleTestFile(
        String rule,
        @Nullable String reference,
        List<Case> cases,
        @JsonProperty("equivalent-mutants") @Nullable List<Equivalent> equivalentMutants) {

    RuleTestFile {
        Objects.requireNonNull(rule, "the test names no rule");
        equivalentMutants = equivalentMutants == null ? List.of() : List.copyOf(equivalentMutants);
        cases = List.copyOf(Objects.requireNonNull(cases, "the test has no cases"));
    }

    /**
     * @param file name of the input that the lines stand in; Client logs need one that says so
     * @param log the raw lines
     * @param from when the window begins, as 2017-10-12T08:00 UTC: lines before it are remembered; null for the first line
     * @param until when the logs end, as 2017-10-12T09:00 UTC; null for the last line and the longest wait of the rules
     * @param lists what the lists beside the rules hold, by name
     * @param inventory names of the Managers that are expected
     * @param expect the findings, in any order
     */
    record Case(
            String name,
            @Nullable String file,
            String log,
            @Nullable String from,
            @Nullable String until,
            @Nullable Map<String, List<String>> lists,
            @Nullable List<String> inventory,
            List<Expected> expect) {

        Case {
            lists = lists == null ? Map.of() : Map.copyOf(lists);
            inventory = inventory == null ? List.of() : List.copyOf(inventory);
            Objects.requireNonNull(name, "a case has no name");
            Objects.requireNonNull(log, "a case has no log");
            expect = List.copyOf(
                    Objects.requireNonNull(expect, "a case expects nothing; write expect: [] for no finding"));
        }

        Case withExpect(List<Expected> other) {
            return new Case(name, file, log, from, until, lists, inventory, other);
        }
    }

    /**
     * @param mutant as {@code rules mutate} names it
     * @param reason why the rule says the same with it
     */
    record Equivalent(String mutant, String reason) {

        Equivalent {
            Objects.requireNonNull(mutant, "an equivalent mutant is not named; write mutant: and its text");
            Objects.requireNonNull(reason, "an equivalent mutant has no reason; write why it changes nothing");
            if (reason.isBlank()) {
                throw new IllegalArgumentException("an equivalent mutant has no reason; write why it changes nothing");
            }
        }
    }

    /**
     * @param lines numbers of the lines that are its evidence, from 1
     * @param count null where the test does not care
     */
    record Expected(
            String subject, List<Integer> lines, @Nullable Long count) {

        Expected {
            Objects.requireNonNull(subject, "an expected finding has no subject");
            lines = List.copyOf(Objects.requireNonNull(lines, "an expected finding has no lines"));
        }
    }
}

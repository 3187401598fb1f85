package protectv.audit.ruletest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.work.WholeFile;

/**
 * Writes into a test what its rule finds now. Only the {@code expect} of cases that differ is changed, and of it only what
 * differs; the rest of the file stays byte for byte. A case that cannot run is never recorded.
 */
public final class Recorder {

    private final RuleCatalog catalog;

    public Recorder(RuleCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What became of a test.
     *
     * @param changed cases that were recorded
     * @param refused cases that were not, and why; a line each
     */
    public record Recorded(List<RuleTestRunner.Result> changed, List<String> refused) {

        public Recorded {
            changed = List.copyOf(changed);
            refused = List.copyOf(refused);
        }
    }

    /**
     * @param results of all cases of the rule's test, as {@link RuleTestRunner#run(Rule)} gave them
     * @throws IOException where the file cannot be written; it is unchanged then
     */
    public Recorded record(Rule rule, List<RuleTestRunner.Result> results) throws IOException {
        List<String> refused = new ArrayList<>();
        List<RuleTestRunner.Result> changed = new ArrayList<>();
        results.stream()
                .filter(result -> result.problem() != null)
                .forEach(result ->
                        refused.add(place(result) + " cannot run, so nothing was recorded: " + result.problem()));
        if (results.stream().allMatch(result -> result.passed() || result.problem() != null)) {
            return new Recorded(changed, refused);
        }
        RuleTest test;
        try {
            test = RuleTest.beside(rule, catalog.folder());
        } catch (RuleTest.Unusable e) {
            refused.add(RuleCatalog.testOf(rule.file()) + " was changed meanwhile: " + e.getMessage());
            return new Recorded(changed, refused);
        }
        String text = test.text();
        // From the last case to the first, so that the places before it stay true.
        for (int i = results.size() - 1; i >= 0; i--) {
            RuleTestRunner.Result result = results.get(i);
            Difference difference = result.difference();
            if (result.passed() || difference == null) {
                continue;
            }
            String edited = isSame(test, i, results)
                    ? ExpectEdit.apply(text, test.places().get(i), difference)
                    : text;
            if (says(rule, edited, test, i, difference)) {
                text = edited;
                changed.add(0, result);
            } else {
                refused.add(
                        place(result) + " was not recorded: its expect cannot be changed without changing more than it;"
                                + " edit it by hand, one finding a line");
            }
        }
        if (!text.equals(test.text())) {
            WholeFile.write(catalog.folder().resolve(test.file()), text);
        }
        return new Recorded(changed, refused);
    }

    private static String place(RuleTestRunner.Result result) {
        return result.file() + ":" + result.line() + ": " + result.name();
    }

    private static boolean isSame(RuleTest test, int index, List<RuleTestRunner.Result> results) {
        return test.places().size() == results.size()
                && test.content()
                        .cases()
                        .get(index)
                        .name()
                        .equals(results.get(index).name());
    }

    /** True where the edited text says what was found in this case, and of everything else what it said before. */
    private static boolean says(Rule rule, String edited, RuleTest before, int index, Difference difference) {
        RuleTest after;
        try {
            after = RuleTest.of(rule, edited);
        } catch (RuleTest.Unusable e) {
            return false;
        }
        RuleTestFile.Case now = after.content().cases().get(index);
        List<Difference.Side> open = new ArrayList<>(difference.sides().stream()
                .filter(side -> side.sign() != Difference.Sign.EXPECTED_ONLY)
                .toList());
        for (RuleTestFile.Expected expected : now.expect()) {
            if (!open.removeIf(side -> side.subject().equals(expected.subject())
                    && side.lines().equals(expected.lines().stream().sorted().toList())
                    && (expected.count() == null
                            || side.count() == null
                            || Objects.equals(expected.count(), side.count())))) {
                return false;
            }
        }
        return open.isEmpty() && withoutExpect(after, index).equals(withoutExpect(before, index));
    }

    /** What the file says, but for this case's findings, and for the cases behind it, which are compared in their turn. */
    private static List<Object> withoutExpect(RuleTest test, int index) {
        RuleTestFile content = test.content();
        List<Object> said = new ArrayList<>();
        said.add(content.rule());
        said.add(content.reference());
        said.add(content.equivalentMutants());
        for (int i = 0; i < content.cases().size(); i++) {
            RuleTestFile.Case each = content.cases().get(i);
            said.add(i < index ? each : each.withExpect(List.of()));
        }
        return said;
    }
}

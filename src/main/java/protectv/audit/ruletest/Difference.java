package protectv.audit.ruletest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;

/**
 * What a case expects, beside what was found.
 *
 * @param sides by subject; one that was expected stands before one that was found
 * @param logLines text of the log's lines that missing or unexpected findings speak of, by number; log text
 */
public record Difference(List<Side> sides, SortedMap<Integer, String> logLines) {

    public Difference {
        sides = List.copyOf(sides);
    }

    /** On which side a finding stands. */
    public enum Sign {
        BOTH(' '),
        EXPECTED_ONLY('-'),
        FOUND_ONLY('+');

        private final char mark;

        Sign(char mark) {
            this.mark = mark;
        }

        public char mark() {
            return mark;
        }
    }

    /**
     * A finding of one side or of both.
     *
     * @param subject text from the log
     * @param count null where the test does not care
     * @param lines numbers of its lines in the case's log, from 1, rising
     * @param item index in the case's {@code expect}; -1 where it stands only on the other side
     */
    public record Side(Sign sign, String subject, @Nullable Long count, List<Integer> lines, int item) {

        public Side {
            lines = List.copyOf(lines);
        }

        private boolean agrees(Side found) {
            return subject.equals(found.subject)
                    && lines.equals(found.lines)
                    && (count == null || count.equals(found.count));
        }

        private Side on(Sign other) {
            return new Side(other, subject, count, lines, item);
        }
    }

    /** True where what was found is what was expected. */
    public boolean isNone() {
        return sides.stream().allMatch(side -> side.sign() == Sign.BOTH);
    }

    static Difference of(RuleTestFile.Case test, List<Finding> findings) {
        List<Side> sides = new ArrayList<>();
        List<Side> found = new ArrayList<>();
        findings.forEach(finding -> found.add(side(finding)));
        for (int i = 0; i < test.expect().size(); i++) {
            Side expected = side(test.expect().get(i), i);
            Side same = found.stream().filter(expected::agrees).findFirst().orElse(null);
            if (same != null) {
                found.remove(same);
            }
            sides.add(same == null ? expected : expected.on(Sign.BOTH));
        }
        sides.addAll(found);
        sides.sort(Comparator.comparing(Side::subject).thenComparing(Side::sign));
        return new Difference(sides, logLines(test, sides));
    }

    private static Side side(RuleTestFile.Expected expected, int item) {
        List<Integer> lines = expected.lines().stream().sorted().toList();
        return new Side(Sign.EXPECTED_ONLY, expected.subject(), expected.count(), lines, item);
    }

    private static Side side(Finding finding) {
        List<Integer> lines = finding.evidence().stream()
                .map(Evidence::line)
                .sorted()
                .map(Math::toIntExact)
                .toList();
        return new Side(Sign.FOUND_ONLY, finding.subject(), finding.count(), lines, -1);
    }

    private static SortedMap<Integer, String> logLines(RuleTestFile.Case test, List<Side> sides) {
        List<String> log = List.of(test.log().split("\n", -1));
        SortedMap<Integer, String> texts = new TreeMap<>();
        sides.stream()
                .filter(side -> side.sign() != Sign.BOTH)
                .flatMap(side -> side.lines().stream())
                .forEach(line -> texts.put(
                        line, line >= 1 && line <= log.size() ? log.get(line - 1) : "(the log has no such line)"));
        return texts;
    }

    /** For people: a line for each finding with its mark, then the log's lines. Holds log text as it is. */
    public List<String> describe() {
        int wide =
                sides.stream().mapToInt(side -> side.subject().length()).max().orElse(0);
        Stream<String> findings = sides.stream()
                .map(side -> (side.sign().mark() + " "
                                + switch (side.sign()) {
                                    case BOTH -> "both      ";
                                    case EXPECTED_ONLY -> "expected  ";
                                    case FOUND_ONLY -> "found     ";
                                }
                                + side.subject()
                                + " ".repeat(wide - side.subject().length())
                                + "  lines " + side.lines()
                                + (side.count() == null ? "" : "  count " + side.count()))
                        .stripTrailing());
        Stream<String> log =
                logLines.entrySet().stream().map(line -> "  line " + line.getKey() + ": " + line.getValue());
        return Stream.concat(findings, log).toList();
    }
}

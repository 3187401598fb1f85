package protectv.audit.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.finding.Finding;
import protectv.audit.rule.Severity;

/** What a reader is told of findings that belong together, taken in one by one: few of them are held, however many there are. */
final class Gathered {

    /** Worst first, then by time, then by what is left: one order whatever the order of the input. */
    static final Comparator<Finding> ORDER = Comparator.<Finding, Severity>comparing(
                    f -> f.rule().severity(), Comparator.reverseOrder())
            .thenComparing(Finding::firstSeen)
            .thenComparing(f -> f.rule().id())
            .thenComparing(Finding::subject)
            .thenComparing(Finding::window);

    /** More rows of one rule than this are read by nobody. */
    static final int MOST_SHOWN = 100;

    /** Enough for an example, or a short table. */
    private static final int FIRST = 20;

    private static final Comparator<Finding> MOST_OFTEN =
            Comparator.comparingLong(Finding::count).reversed().thenComparing(ORDER);

    private final Foremost<Finding> first = new Foremost<>(ORDER, FIRST);
    private final Foremost<Finding> mostOften = new Foremost<>(MOST_OFTEN, MOST_SHOWN);
    private final Map<String, Instant> subjects = new HashMap<>();
    private long size;
    private long occurrences;
    private Instant firstSeen = Instant.MAX;
    private Instant lastSeen = Instant.MIN;

    void add(Finding finding) {
        size++;
        occurrences += finding.count();
        firstSeen = finding.firstSeen().isBefore(firstSeen) ? finding.firstSeen() : firstSeen;
        lastSeen = finding.lastSeen().isAfter(lastSeen) ? finding.lastSeen() : lastSeen;
        subjects.merge(finding.subject(), finding.firstSeen(), (one, other) -> one.isBefore(other) ? one : other);
        first.add(finding);
        mostOften.add(finding);
    }

    long size() {
        return size;
    }

    /** In {@link #ORDER}. */
    List<Finding> first() {
        return first.list();
    }

    /** The ones that happened most often, in {@link #ORDER}. */
    List<Finding> mostOften(int most) {
        return mostOften.list().stream().limit(most).sorted(ORDER).toList();
    }

    /** How many different ones. */
    long subjects() {
        return subjects.size();
    }

    /** In the order in which they were seen first. */
    List<String> firstSubjects(int most) {
        return subjects.entrySet().stream()
                .sorted(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The sum of the findings' counts. */
    long occurrences() {
        return occurrences;
    }

    Instant firstSeen() {
        return firstSeen;
    }

    Instant lastSeen() {
        return lastSeen;
    }
}

package protectv.audit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.Event;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;

/**
 * Gathers the matches of one window into findings: one for each rule and subject. The order in which matches come does not
 * matter. Not thread-safe.
 */
public final class FindingCollector {

    /** Worst first, then by rule and subject: the order of reports. */
    public static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.rule().severity(), Comparator.reverseOrder())
            .thenComparing(finding -> finding.rule().id())
            .thenComparing(Finding::subject);

    /** Lines that share a block of bits: few, so that one early and one late line cost no long run of zeros. */
    private static final int BLOCK_BITS = 10;

    private final Window window;
    private final int maxEvidence;
    private final Map<Key, Group> groups = new TreeMap<>();

    public FindingCollector(Window window, int maxEvidence) {
        this.window = window;
        this.maxEvidence = maxEvidence;
    }

    private record Key(RuleId rule, String subject) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byRule = rule.compareTo(other.rule);
            return byRule != 0 ? byRule : subject.compareTo(other.subject);
        }
    }

    /**
     * Adds a match.
     *
     * @param anchor the event at which the finding became true; it is counted once, however many matches it ends
     * @param events all events of the match, the anchor among them
     */
    public void add(
            RuleMetadata rule,
            String subject,
            @Nullable String message,
            Event anchor,
            Collection<? extends Event> events) {
        groups.computeIfAbsent(new Key(rule.id(), subject), key -> new Group(rule, maxEvidence))
                .add(message, anchor, events);
    }

    /** The findings so far, in {@link #ORDER}. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        groups.forEach((key, group) -> findings.add(group.finding(key.subject(), window)));
        findings.sort(ORDER);
        return findings;
    }

    private static final class Group {

        private final RuleMetadata rule;
        private final int maxEvidence;
        private final TreeSet<Event> evidence = new TreeSet<>(Event.BY_TIME);
        // One bit for an event: a rule with an "or" matches an event more than once, and there may be a million events.
        private final Map<Long, BitSet> anchors = new HashMap<>();
        private @Nullable Event firstAnchor;
        private @Nullable String message;
        private long count;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        Group(RuleMetadata rule, int maxEvidence) {
            this.rule = rule;
            this.maxEvidence = maxEvidence;
        }

        void add(@Nullable String matchMessage, Event anchor, Collection<? extends Event> events) {
            if (isNew(anchor.seq())) {
                count += anchor.count();
            }
            boolean earlier = firstAnchor == null || Event.BY_TIME.compare(anchor, firstAnchor) < 0;
            if (earlier || (matchMessage != null && anchor.equals(firstAnchor) && isBefore(matchMessage, message))) {
                firstAnchor = anchor;
                message = matchMessage;
            }
            for (Event event : events) {
                first = Math.min(first, event.time());
                last = Math.max(last, event.time());
                evidence.add(event);
                if (evidence.size() > maxEvidence) {
                    evidence.pollLast();
                }
            }
        }

        private boolean isNew(long seq) {
            BitSet block = anchors.computeIfAbsent(seq >> BLOCK_BITS, key -> new BitSet());
            int bit = (int) (seq & ((1L << BLOCK_BITS) - 1));
            boolean isNew = !block.get(bit);
            block.set(bit);
            return isNew;
        }

        private static boolean isBefore(String text, @Nullable String other) {
            return other == null || text.compareTo(other) < 0;
        }

        Finding finding(String subject, Window window) {
            return new Finding(
                    rule,
                    subject,
                    message,
                    window,
                    count,
                    Instant.ofEpochMilli(first),
                    Instant.ofEpochMilli(last),
                    evidence.stream()
                            .map(event -> new Evidence(
                                    event.source().file(),
                                    event.source().line(),
                                    event.source().text()))
                            .toList(),
                    Fingerprints.of(rule.id(), subject),
                    null);
        }
    }
}

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
import protectv.audit.event.Witness;
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

    /** How many lines a finding keeps. */
    public int maxEvidence() {
        return maxEvidence;
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
     * @param anchor what made the finding true; it is counted once, however many matches it ends
     * @param witnesses the lines of the match
     */
    public void add(
            RuleMetadata rule,
            String subject,
            @Nullable String message,
            Anchor anchor,
            Collection<? extends Witness> witnesses) {
        groups.computeIfAbsent(new Key(rule.id(), subject), key -> new Group(rule, maxEvidence))
                .add(message, anchor, witnesses);
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
        private final TreeSet<Witness> evidence = new TreeSet<>(Witness.BY_TIME);
        // One bit for an event: a rule with an "or" matches an event more than once, and there may be a million events.
        private final Map<Long, BitSet> anchors = new HashMap<>();
        private @Nullable Anchor firstAnchor;
        private @Nullable String message;
        private long count;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        Group(RuleMetadata rule, int maxEvidence) {
            this.rule = rule;
            this.maxEvidence = maxEvidence;
        }

        void add(@Nullable String matchMessage, Anchor anchor, Collection<? extends Witness> witnesses) {
            if (isNew(anchor.identity())) {
                count += anchor.count();
            }
            int order = firstAnchor == null ? -1 : anchor.compareTo(firstAnchor);
            if (order < 0 || (order == 0 && matchMessage != null && isBefore(matchMessage, message))) {
                firstAnchor = anchor;
                message = matchMessage;
            }
            seen(anchor.time());
            for (Witness witness : witnesses) {
                seen(witness.time());
                evidence.add(witness);
                if (evidence.size() > maxEvidence) {
                    evidence.pollLast();
                }
            }
        }

        private void seen(long time) {
            first = Math.min(first, time);
            last = Math.max(last, time);
        }

        private boolean isNew(long identity) {
            BitSet block = anchors.computeIfAbsent(identity >> BLOCK_BITS, key -> new BitSet());
            int bit = (int) (identity & ((1L << BLOCK_BITS) - 1));
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
                            .map(Witness::source)
                            .map(source -> new Evidence(source.file(), source.line(), source.text()))
                            .toList(),
                    Fingerprints.of(rule.id(), subject),
                    null);
        }
    }
}

package protectv.audit.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.report.AuditReport;
import protectv.audit.rule.Rule;
import protectv.audit.rule.Waiver;

/**
 * What the same logs give by two sets of rules.
 *
 * @param rules that differ, by id
 * @param beside files beside the rules that differ, by name: {@code added}, {@code removed} or {@code changed}
 * @param notRun rules that judge on one side only, by id, with the side and the reason
 * @param findings that differ, by rule, window and subject
 * @param same how many findings both sides tell in the same way
 */
public record Backtest(
        Side before,
        Side now,
        List<RuleChange> rules,
        SortedMap<String, String> beside,
        SortedMap<String, String> notRun,
        List<FindingChange> findings,
        long same) {

    public Backtest {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }

    /**
     * One side.
     *
     * @param name as the user named it: a folder, or a revision
     */
    public record Side(String name, List<Rule> rules, AuditReport report) {

        public Side {
            rules = List.copyOf(rules);
        }
    }

    private record Key(String rule, Instant window, String subject) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::rule).thenComparing(Key::window).thenComparing(Key::subject);

        static Key of(Finding finding) {
            return new Key(finding.rule().id().value(), finding.window().start(), finding.subject());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Compares two audits of the same inputs with the same options. */
    public static Backtest of(Side before, Side now) {
        TreeMap<Key, Finding[]> pairs = new TreeMap<>();
        findings(before).forEach(f -> pairs.computeIfAbsent(Key.of(f), key -> new Finding[2])[0] = f);
        findings(now).forEach(f -> pairs.computeIfAbsent(Key.of(f), key -> new Finding[2])[1] = f);
        List<FindingChange> changes = new ArrayList<>();
        long same = 0;
        for (Finding[] pair : pairs.values()) {
            Finding old = pair[0];
            Finding young = pair[1];
            if (old == null) {
                changes.add(new FindingChange(null, young, List.of(), young.evidence(), List.of()));
            } else if (young == null) {
                changes.add(new FindingChange(old, null, List.of(), List.of(), old.evidence()));
            } else {
                FindingChange change = change(old, young);
                if (change.differences().isEmpty()) {
                    same++;
                } else {
                    changes.add(change);
                }
            }
        }
        return new Backtest(
                before,
                now,
                RuleChange.between(before.rules(), now.rules()),
                beside(
                        before.report().rules().texts().beside(),
                        now.report().rules().texts().beside()),
                notRun(before, now),
                changes,
                same);
    }

    public long count(FindingChange.Kind kind) {
        return findings.stream().filter(change -> change.kind() == kind).count();
    }

    private static List<Finding> findings(Side side) {
        return side.report().windows().stream()
                .flatMap(window -> window.findings().stream())
                .toList();
    }

    private static FindingChange change(Finding old, Finding young) {
        List<String> differences = new ArrayList<>();
        if (old.count() != young.count()) {
            differences.add("count " + old.count() + " -> " + young.count());
        }
        if (old.rule().severity() != young.rule().severity()) {
            differences.add("severity " + old.rule().severity().label() + " -> "
                    + young.rule().severity().label());
        }
        if (!Objects.equals(old.message(), young.message())) {
            differences.add("message");
        }
        if (!old.firstSeen().equals(young.firstSeen()) || !old.lastSeen().equals(young.lastSeen())) {
            differences.add("times");
        }
        Waiver was = old.waiver();
        Waiver is = young.waiver();
        if (!Objects.equals(was, is)) {
            differences.add(was == null ? "now waived" : is == null ? "no longer waived" : "waived otherwise");
        }
        List<Evidence> gained = without(young.evidence(), old.evidence());
        List<Evidence> lost = without(old.evidence(), young.evidence());
        if (!gained.isEmpty() || !lost.isEmpty()) {
            differences.add("evidence");
        }
        return new FindingChange(old, young, differences, gained, lost);
    }

    private static List<Evidence> without(List<Evidence> lines, List<Evidence> others) {
        Set<Evidence> known = new HashSet<>(others);
        return lines.stream().filter(line -> !known.contains(line)).toList();
    }

    /** Which names were added, removed or changed. */
    static SortedMap<String, String> beside(Map<String, String> before, Map<String, String> now) {
        SortedMap<String, String> changes = new TreeMap<>();
        now.forEach((name, digest) -> {
            String old = before.get(name);
            if (old == null) {
                changes.put(name, "added");
            } else if (!old.equals(digest)) {
                changes.put(name, "changed");
            }
        });
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> changes.put(name, "removed"));
        return changes;
    }

    private static SortedMap<String, String> notRun(Side before, Side now) {
        SortedMap<String, String> told = new TreeMap<>();
        Map<String, String> old = before.report().rules().notRun();
        Map<String, String> young = now.report().rules().notRun();
        young.forEach((id, reason) -> {
            if (!old.containsKey(id)) {
                told.put(id, "does not run now: " + reason);
            }
        });
        old.forEach((id, reason) -> {
            if (!young.containsKey(id)) {
                told.put(id, "did not run before: " + reason);
            }
        });
        return told;
    }
}

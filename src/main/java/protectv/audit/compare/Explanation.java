package protectv.audit.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.Explained.Possible;
import protectv.audit.compare.RunFacts.Input;
import protectv.audit.compare.RunFacts.Told;
import protectv.audit.report.AuditReport;

/**
 * Names all that changed and could explain a difference. A cause is certain where nothing else that could explain it
 * changed, or where it suffices by itself: a rule that is not there finds nothing.
 */
record Explanation(RunFacts before, RunFacts after, RunDifferences differences) {

    private static final String WAIVERS = "waivers.yaml";
    private static final String INVENTORY = "inventory.yaml";

    /** Why a finding is in one run only. */
    List<Possible> ofPresence(Told there, boolean appeared) {
        RunFacts without = appeared ? before : after;
        RunFacts with = appeared ? after : before;
        String rule = there.rule();
        Map<String, String> known = without.rules();
        Map<String, String> knownToo = with.rules();
        if (known != null && knownToo != null && !known.containsKey(rule)) {
            return List.of(new Possible(
                    Cause.RULE, true, "there " + (appeared ? "was" : "is") + " no rule " + rule + " in the other run"));
        }
        String notRun = without.notRun().get(rule);
        if (notRun != null && !with.notRun().containsKey(rule)) {
            return List.of(new Possible(Cause.BESIDE, true, "the rule did not judge in the other run: " + notRun));
        }
        return settled(found(there, readInBoth(there, with, without)));
    }

    /** Why a finding has another count, message, or lines. */
    List<Possible> ofContent(Told told, boolean linesOnly) {
        List<Possible> causes = found(told, false);
        String limits = linesOnly ? linesShown() : null;
        if (limits != null) {
            causes.add(new Possible(Cause.OPTIONS, false, limits));
        }
        return settled(causes);
    }

    private @Nullable String linesShown() {
        Map<String, String> old = before.options();
        Map<String, String> young = after.options();
        String was = old == null ? null : old.get("max-evidence");
        String is = young == null ? null : young.get("max-evidence");
        return Objects.equals(was, is) ? null : "max-evidence " + was + " -> " + is;
    }

    /** Why a finding has another severity: that is a word of the rule. */
    List<Possible> ofSeverity(Told told) {
        List<Possible> causes = new ArrayList<>();
        rule(causes, told.rule());
        if (causes.isEmpty()) {
            add(causes, Cause.PROGRAM, differences.program());
        }
        return settled(causes);
    }

    /** Why a finding is waived in one run and not in the other. */
    List<Possible> ofWaiver(Told told, boolean nowWaived, boolean severityChanged) {
        List<Possible> causes = new ArrayList<>();
        SortedMap<String, String> beside = differences.beside();
        if (beside == null) {
            unknownBeside(causes, Cause.WAIVERS);
        } else if (beside.containsKey(WAIVERS)) {
            causes.add(new Possible(Cause.WAIVERS, false, WAIVERS + " was " + beside.get(WAIVERS)));
        }
        // Time ends waivers and begins none.
        boolean ended = !nowWaived || !before.endsBefore(after);
        if (ended && !before.hasPeriodOf(after)) {
            causes.add(new Possible(Cause.LOGS, false, "the period is another one, and waivers expire"));
        }
        if (severityChanged) {
            rule(causes, told.rule());
        }
        if (!before.zone().equals(after.zone())) {
            causes.add(new Possible(Cause.OPTIONS, false, "waivers expire at midnight of the zone"));
        }
        add(causes, Cause.PROGRAM, differences.program());
        return settled(causes);
    }

    private List<Possible> found(Told told, boolean logsRuledOut) {
        List<Possible> causes = new ArrayList<>();
        rule(causes, told.rule());
        if (!logsRuledOut) {
            add(causes, Cause.LOGS, differences.logs());
        }
        beside(causes, told.rule());
        add(causes, Cause.OPTIONS, differences.options());
        if (asked(told.rule()) == null || asks(told.rule(), AuditReport.RuleTexts.EARLIER)) {
            add(causes, Cause.EARLIER, differences.history());
        }
        add(causes, Cause.PROGRAM, differences.program());
        return causes;
    }

    private void rule(List<Possible> causes, String rule) {
        SortedMap<String, String> rules = differences.rules();
        if (rules == null) {
            if (!before.rulesDigest().equals(after.rulesDigest())) {
                causes.add(new Possible(
                        Cause.RULE, false, "some rule changed; which one is not known: " + silent(before.rules())));
            }
        } else if (rules.containsKey(rule)) {
            causes.add(changed(rule, String.valueOf(rules.get(rule))));
        }
    }

    /** Tells a threshold or a span that changed from a text that did. */
    private Possible changed(String rule, String how) {
        RuleWording old = wording(before, rule);
        RuleWording young = wording(after, rule);
        List<String> numbers = old == null || young == null ? List.of() : old.to(young);
        if (numbers.isEmpty() || old == null || young == null) {
            return new Possible(Cause.RULE, false, "its text was " + how);
        }
        String told = String.join("; ", numbers);
        return old.differsInNumbersOnly(young)
                ? new Possible(Cause.THRESHOLD, false, told)
                : new Possible(Cause.RULE, false, "its text was " + how + ", numbers too: " + told);
    }

    private static @Nullable RuleWording wording(RunFacts run, String rule) {
        Map<String, RuleWording> wordings = run.wordings();
        return wordings == null ? null : wordings.get(rule);
    }

    /** Why something is not known of the run that is first without it. */
    private String silent(@Nullable Object ofBefore) {
        return (ofBefore == null ? before : after).silence();
    }

    private void beside(List<Possible> causes, String rule) {
        SortedMap<String, String> beside = differences.beside();
        Set<String> asked = asked(rule);
        if (beside == null) {
            unknownBeside(causes, Cause.BESIDE);
            return;
        }
        List<String> told = beside.entrySet().stream()
                .filter(file -> asked == null
                        ? file.getKey().equals(INVENTORY) || file.getKey().startsWith("lists/")
                        : asked.contains(file.getKey()))
                .map(file -> file.getKey() + " was " + file.getValue())
                .toList();
        add(causes, Cause.BESIDE, told);
    }

    private void unknownBeside(List<Possible> causes, Cause cause) {
        String old = before.besideDigest();
        String young = after.besideDigest();
        if (old == null || young == null) {
            causes.add(new Possible(
                    cause, false, "whether files beside the rules changed is not known: " + silent(before.beside())));
        } else if (!old.equals(young)) {
            causes.add(new Possible(
                    cause,
                    false,
                    "some file beside the rules changed; which one is not known: " + silent(before.beside())));
        }
    }

    private boolean asks(String rule, String what) {
        Set<String> asked = asked(rule);
        return asked != null && asked.contains(what);
    }

    /** What a rule rests on beside the lines, on either side; null where that is not known. */
    private @Nullable Set<String> asked(String rule) {
        Map<String, List<String>> old = before.asks();
        Map<String, List<String>> young = after.asks();
        if (old == null || young == null) {
            return null;
        }
        Set<String> asked = new TreeSet<>(old.getOrDefault(rule, List.of()));
        asked.addAll(young.getOrDefault(rule, List.of()));
        return asked;
    }

    /**
     * True where a rule that looks at one line at a time rests on lines that both runs read, and whose time both judged: then
     * other logs cannot be why one of them is without the finding.
     */
    private boolean readInBoth(Told told, RunFacts with, RunFacts without) {
        Set<String> asked = asked(told.rule());
        if (asked == null || !asked.isEmpty() || without.from() == null || without.to() == null) {
            return false;
        }
        if (told.firstSeen().isBefore(without.from()) || !told.lastSeen().isBefore(without.to())) {
            return false;
        }
        List<Input> ofWith = with.inputs();
        List<Input> ofWithout = without.inputs();
        if (ofWith == null || ofWithout == null) {
            return false;
        }
        Set<Input> others = new HashSet<>(ofWithout);
        Map<String, List<Input>> byPath = ofWith.stream().collect(Collectors.groupingBy(Input::path));
        return !told.lines().isEmpty()
                && told.lines().stream().allMatch(line -> {
                    List<Input> read = byPath.getOrDefault(line.file(), List.of());
                    return read.size() == 1 && others.contains(read.get(0));
                });
    }

    private static void add(List<Possible> causes, Cause cause, List<String> told) {
        if (!told.isEmpty()) {
            String more = told.size() > 3 ? " and " + (told.size() - 3) + " more" : "";
            causes.add(new Possible(cause, false, String.join("; ", told.subList(0, Math.min(3, told.size()))) + more));
        }
    }

    /** The one that is left is certain. */
    private static List<Possible> settled(List<Possible> causes) {
        if (causes.isEmpty()) {
            return List.of(new Possible(
                    Cause.UNKNOWN,
                    false,
                    "logs, rules, files beside them, options and program are recorded as the same"));
        }
        return causes.size() > 1
                ? causes
                : List.of(
                        new Possible(causes.get(0).cause(), true, causes.get(0).why()));
    }
}

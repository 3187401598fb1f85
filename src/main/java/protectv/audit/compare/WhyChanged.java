package protectv.audit.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.Explained.Difference;
import protectv.audit.compare.RunFacts.Told;

/**
 * Two runs, what differs in what they were made from, and what that explains.
 *
 * @param findings that differ, by rule and subject
 * @param same how many findings are told in the same way
 */
public record WhyChanged(
        RunFacts before, RunFacts after, RunDifferences differences, List<Explained> findings, long same) {

    public WhyChanged {
        findings = List.copyOf(findings);
    }

    /** Compares two runs. Where their periods differ, findings are compared by count, severity and waivers alone. */
    public static WhyChanged of(RunFacts before, RunFacts after) {
        RunDifferences differences = RunDifferences.of(before, after);
        Explanation explanation = new Explanation(before, after, differences);
        SortedSet<String> fingerprints = new TreeSet<>(before.findings().keySet());
        fingerprints.addAll(after.findings().keySet());
        List<Explained> findings = new ArrayList<>();
        long same = 0;
        for (String fingerprint : fingerprints) {
            Told old = before.findings().get(fingerprint);
            Told young = after.findings().get(fingerprint);
            List<Difference> told = differences(old, young, before.hasPeriodOf(after), explanation);
            if (told.isEmpty()) {
                same++;
            } else {
                findings.add(new Explained(old, young, told));
            }
        }
        findings.sort((a, b) -> {
            int byRule = a.latest().rule().compareTo(b.latest().rule());
            return byRule != 0
                    ? byRule
                    : a.latest().subject().compareTo(b.latest().subject());
        });
        return new WhyChanged(before, after, differences, findings, same);
    }

    private static List<Difference> differences(
            @Nullable Told old, @Nullable Told young, boolean samePeriod, Explanation explanation) {
        if (old == null || young == null) {
            Told there = young == null ? old : young;
            return there == null
                    ? List.of()
                    : List.of(new Difference(
                            old == null ? "appeared" : "gone", explanation.ofPresence(there, old == null)));
        }
        List<Difference> told = new ArrayList<>();
        List<String> found = new ArrayList<>();
        if (old.count() != young.count()) {
            found.add("count " + old.count() + " -> " + young.count());
        }
        if (samePeriod && !old.lines().equals(young.lines())) {
            found.add("lines");
        }
        if (samePeriod && !old.message().equals(young.message())) {
            found.add("message");
        }
        if (!found.isEmpty()) {
            boolean linesOnly = found.equals(List.of("lines"));
            told.add(new Difference(String.join(", ", found), explanation.ofContent(young, linesOnly)));
        }
        if (!old.severity().equals(young.severity())) {
            told.add(new Difference(
                    "severity " + old.severity() + " -> " + young.severity(), explanation.ofSeverity(young)));
        }
        Long wasIn = old.waived();
        Long isIn = young.waived();
        if (wasIn == null || isIn == null) {
            return told;
        }
        boolean waived = wasIn == old.windows();
        boolean nowWaived = isIn == young.windows();
        if (waived != nowWaived || (samePeriod && !wasIn.equals(isIn))) {
            String what = nowWaived ? "now waived" : waived ? "no longer waived" : "waived in other windows";
            told.add(new Difference(
                    what, explanation.ofWaiver(young, nowWaived, !old.severity().equals(young.severity()))));
        }
        return told;
    }
}

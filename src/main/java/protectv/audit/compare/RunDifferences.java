package protectv.audit.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RunFacts.Input;

/**
 * What differs between two runs beside their findings, each in words for people; an empty list says that nothing did.
 *
 * @param logs inputs and period
 * @param options those that can change what is found
 * @param history what is known of earlier runs
 * @param program versions of the program, or that one is not known
 * @param rules what became of each rule that differs, by id; null where that is not known
 * @param beside what became of each file beside the rules that differs, by name; null likewise
 */
public record RunDifferences(
        List<String> logs,
        List<String> options,
        List<String> history,
        List<String> program,
        @Nullable SortedMap<String, String> rules,
        @Nullable SortedMap<String, String> beside) {

    /** Options that change what is shown, or verdicts on controls, but not what is found. */
    private static final Set<String> NOT_OF_FINDINGS = Set.of("max-evidence", "max-gap", "max-client-gap", "history");

    static RunDifferences of(RunFacts before, RunFacts after) {
        return new RunDifferences(
                logs(before, after),
                options(before, after),
                history(before, after),
                program(before, after),
                changes(before.rules(), after.rules()),
                changes(before.beside(), after.beside()));
    }

    private static @Nullable SortedMap<String, String> changes(
            @Nullable Map<String, String> before, @Nullable Map<String, String> after) {
        return before == null || after == null ? null : Backtest.beside(before, after);
    }

    private static List<String> logs(RunFacts before, RunFacts after) {
        List<String> told = new ArrayList<>();
        if (!before.hasPeriodOf(after)) {
            told.add("period " + before.from() + " to " + before.to() + " -> " + after.from() + " to " + after.to());
        }
        List<Input> olds = before.inputs();
        List<Input> youngs = after.inputs();
        if (olds == null || youngs == null) {
            told.add("inputs not known: " + (olds == null ? before : after).silence());
            return told;
        }
        Map<String, Input> old = bySha(olds);
        Map<String, Input> young = bySha(youngs);
        youngs.stream()
                .filter(input -> !old.containsKey(input.sha256()))
                .forEach(input -> told.add("only after: " + input.path() + " " + start(input.sha256())));
        olds.stream()
                .filter(input -> !young.containsKey(input.sha256()))
                .forEach(input -> told.add("only before: " + input.path() + " " + start(input.sha256())));
        if (told.isEmpty() && olds.size() != youngs.size()) {
            told.add("an input was read more often on one side");
        }
        old.forEach((sha, input) -> {
            Input other = young.get(sha);
            if (other != null && !other.path().equals(input.path())) {
                told.add("another name: " + input.path() + " -> " + other.path());
            }
            boolean moved = other != null
                    && before.hasPeriodOf(after)
                    && (!other.first().equals(input.first()) || !other.last().equals(input.last()));
            if (moved) {
                told.add("its stamps were read as of another time: " + input.path());
            }
        });
        return told;
    }

    private static Map<String, Input> bySha(List<Input> inputs) {
        Map<String, Input> bySha = new TreeMap<>();
        inputs.forEach(input -> bySha.putIfAbsent(input.sha256(), input));
        return bySha;
    }

    private static List<String> options(RunFacts before, RunFacts after) {
        List<String> told = new ArrayList<>();
        tell(told, "zone", before.zone(), after.zone());
        tell(told, "window", before.window(), after.window());
        Map<String, String> old = before.options();
        Map<String, String> young = after.options();
        if (old == null || young == null) {
            told.add("not known: " + (old == null ? before : after).silence());
            return told;
        }
        SortedSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(young.keySet());
        names.removeAll(NOT_OF_FINDINGS);
        names.forEach(name -> tell(told, name, old.get(name), young.get(name)));
        return told;
    }

    private static void tell(List<String> told, String name, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before, after)) {
            told.add(name + " " + Objects.requireNonNullElse(before, "not given") + " -> "
                    + Objects.requireNonNullElse(after, "not given"));
        }
    }

    /** What a run was told of earlier ones is kept nowhere: where it was told anything, that may differ. */
    private static List<String> history(RunFacts before, RunFacts after) {
        Map<String, String> old = before.options();
        Map<String, String> young = after.options();
        if (old == null || young == null) {
            return List.of("not known: " + (old == null ? before : after).silence());
        }
        String was = old.get("history");
        String is = young.get("history");
        return was == null && is == null
                ? List.of()
                : List.of("earlier runs were known " + Objects.requireNonNullElse(was, "not at all") + " -> "
                        + Objects.requireNonNullElse(is, "not at all"));
    }

    private static List<String> program(RunFacts before, RunFacts after) {
        String old = before.version();
        String young = after.version();
        if (old == null || young == null) {
            return List.of("not known: " + (old == null ? before : after).silence());
        }
        return old.equals(young) ? List.of() : List.of(old + " -> " + young);
    }

    private static String start(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }
}

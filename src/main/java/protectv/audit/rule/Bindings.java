package protectv.audit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that a condition gives ({@code $client : clientName}), and where each is known: what is bound behind
 * {@code not}, or among events that are gathered, is not known outside.
 */
final class Bindings {

    private static final Pattern NAME = Pattern.compile("\\$\\w+");
    private static final Pattern COLON = Pattern.compile("\\s*:");
    private static final Pattern REGION = Pattern.compile(
            "\\b(?:(not|exists|forall)\\s*(?:\\$\\w+\\s*:\\s*)?(?:[A-Z]\\w*\\s*)?|(groupby|accumulate|acc)\\s*)\\(");

    /**
     * @param from begin of the part of the condition in which the name is known
     * @param to its end
     * @param region the word that opens the part; empty where the name is known everywhere
     */
    private record Binding(String name, int at, int from, int to, String region) {

        boolean isEverywhere() {
            return region.isEmpty();
        }

        boolean isKnownAt(int place) {
            return place >= from && place < to;
        }
    }

    private final String bare;
    private final List<Binding> bindings = new ArrayList<>();

    private Bindings(String bare) {
        this.bare = bare;
    }

    /** @param bare a condition without comments, with blanks for texts in quotes */
    static Bindings of(String bare) {
        Bindings all = new Bindings(bare);
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (COLON.matcher(bare).region(name.end(), bare.length()).lookingAt()) {
                all.bindings.add(all.binding(name.group(), name.start()));
            }
        }
        return all;
    }

    /** The innermost part of the condition that keeps its names to itself. */
    private Binding binding(String name, int at) {
        Binding binding = new Binding(name, at, 0, bare.length(), "");
        Matcher region = REGION.matcher(bare);
        int from = 0;
        while (region.find(from)) {
            int end = EventInterest.closing(bare, region.end());
            // What is gathered is known within the whole bracket; the results, behind the first semicolon, everywhere.
            boolean gathers = region.group(2) != null;
            int inner = gathers ? firstSemicolon(region.end(), end) : end;
            if (region.start() < at && at < inner) {
                binding = new Binding(name, at, region.start(), end, gathers ? region.group(2) : region.group(1));
            }
            from = region.end();
        }
        return binding;
    }

    private int firstSemicolon(int from, int end) {
        int at = bare.indexOf(';', from);
        return at < 0 || at > end ? end : at;
    }

    /** The names that a finding can be told with. */
    Set<String> known() {
        return bindings.stream()
                .filter(Binding::isEverywhere)
                .map(Binding::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Why a name is not known to the finding, as the end of a sentence, with what to do. */
    String unknown(String name) {
        String where = bindings.stream()
                .filter(binding -> binding.name().equals(name))
                .map(Binding::region)
                .findFirst()
                .orElse("");
        if (!where.isEmpty()) {
            return hidden(where);
        }
        Set<String> known = known();
        String near = Suggestion.of(name.startsWith("$") ? name : "$" + name, known, "");
        return "which the condition does not bind" + near
                + (near.isEmpty() && !known.isEmpty() ? "; it binds " + String.join(", ", known) : "");
    }

    private static String hidden(String region) {
        return switch (region) {
            case "not", "exists", "forall" ->
                "which is bound behind " + region + " and known only there; use a name that is bound before";
            default ->
                "which is bound among the events that " + region
                        + " gathers and known only there; use a name of its other parts";
        };
    }

    /** Adds names that are used and not bound, or not yet, or not there, and those that are bound twice. */
    void check(RuleText file, int offset, List<RuleProblem> problems) {
        boolean alternatives = RuleText.word(bare, "or", 0) >= 0;
        Set<String> seen = new TreeSet<>();
        for (Binding binding : bindings) {
            if (!seen.add(binding.name()) && !alternatives) {
                problems.add(file.problem(
                        offset + binding.at(), binding.name() + " is bound twice; give one of them another name"));
            }
        }
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            int at = name.start();
            List<Binding> own = bindings.stream()
                    .filter(binding -> binding.name().equals(name.group()))
                    .toList();
            if (own.stream().anyMatch(binding -> binding.at() <= at && binding.isKnownAt(at))) {
                continue;
            }
            if (own.stream().anyMatch(binding -> binding.isKnownAt(at))) {
                problems.add(file.problem(
                        offset + at, name.group() + " is bound further down; a fact speaks of those above it"));
            } else {
                problems.add(file.problem(offset + at, "this is " + name.group() + ", " + unknown(name.group())));
            }
        }
    }
}

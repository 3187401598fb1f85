package protectv.audit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code $name : Fact( constraints )} of a condition.
 *
 * @param name the binding, with its {@code $}; null where the pattern has none
 * @param constraints the text between the brackets
 * @param at index of the fact's name in the condition
 */
record FactPattern(@Nullable String name, String fact, String constraints, int at, Part part) {

    private static final Pattern FACT = Pattern.compile("(?:(\\$\\w+)\\s*:\\s*)?\\b([A-Z][A-Za-z0-9]*)\\s*\\(");
    private static final Pattern REGION = Pattern.compile("\\b(not|exists|forall|groupby|accumulate|acc)\\s*\\(");
    private static final Set<String> ASKING = Set.of("not", "exists");

    /** What a pattern is to its rule. */
    enum Part {
        /** A fact of the match: evidence of the finding. */
        MATCHED,
        /** Stands behind {@code not}, {@code exists} or {@code forall}, or is only counted: asked for, and no evidence. */
        ASKED,
        /** Gathered by a key or into a timeline, which bounds it by what it is asked. */
        GATHERED
    }

    /** The patterns of a condition whose fact is one of the given, in their order. */
    static List<FactPattern> of(String condition, Set<String> facts) {
        String bare = RuleText.withoutStrings(condition);
        List<FactPattern> patterns = new ArrayList<>();
        Matcher fact = FACT.matcher(bare);
        while (fact.find()) {
            if (facts.contains(fact.group(2))) {
                String constraints = condition.substring(fact.end(), EventInterest.closing(bare, fact.end()));
                patterns.add(new FactPattern(
                        fact.group(1), fact.group(2), constraints, fact.start(2), part(bare, fact.start())));
            }
        }
        return patterns;
    }

    private static Part part(String bare, int at) {
        if (ASKING.contains(RuleText.wordBefore(bare, at))) {
            return Part.ASKED;
        }
        Matcher region = REGION.matcher(bare);
        while (region.find() && region.end() <= at) {
            int end = EventInterest.closing(bare, region.end());
            if (end > at) {
                boolean gathers = region.group(1).equals("groupby")
                        || RuleText.word(bare.substring(0, end), "timeline", region.end()) >= 0;
                return gathers ? Part.GATHERED : Part.ASKED;
            }
        }
        return Part.MATCHED;
    }

    /** The constraints that commas divide, with blanks for what stands in quotes: each of them must hold. */
    List<String> bareConstraints() {
        String bare = RuleText.withoutStrings(constraints);
        return cuts(bare).stream().map(cut -> bare.substring(cut[0], cut[1])).toList();
    }

    /** The same as they are written. */
    List<String> wholeConstraints() {
        return cuts(RuleText.withoutStrings(constraints)).stream()
                .map(cut -> constraints.substring(cut[0], cut[1]))
                .toList();
    }

    private static List<int[]> cuts(String bare) {
        List<int[]> cuts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                cuts.add(new int[] {start, i});
                start = i + 1;
            }
        }
        cuts.add(new int[] {start, bare.length()});
        return cuts;
    }
}

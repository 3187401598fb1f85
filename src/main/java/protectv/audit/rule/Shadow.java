package protectv.audit.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition without its layout and its names, so that two can be compared: whether one finds nothing that the other does
 * not find too. It says so only where it is certain; facts that are asked for with {@code not} must be the same in both.
 *
 * @param skeleton what stands around the facts' constraints
 */
record Shadow(String skeleton, List<Fact> facts) {

    private static final Pattern NAME = Pattern.compile("\\$\\w+");
    private static final Pattern BINDING = Pattern.compile("\\s*(\\$\\w+)\\s*:\\s*(\\w+)(.*)", Pattern.DOTALL);
    private static final Pattern BURSTS =
            Pattern.compile("\\b(bursts|burstsOf)\\(([^,()]*,)?(\\d{1,9}),\"([^\"()]*)\"\\)");

    /** What tells less for more events, so that more constraints may find more. */
    private static final Pattern UNSTEADY = Pattern.compile("\\b(?:atLeast|balance|silences|accumulate|acc)\\b");

    /**
     * One fact of a condition.
     *
     * @param constraints each must hold; without those that only give a name to a field
     * @param bursts how many events within which span are asked for, in their order
     */
    private record Fact(String name, FactPattern.Part part, Set<String> constraints, List<Ask> bursts) {}

    private record Ask(int count, long millis) {}

    /** @param facts the names of all facts */
    static Shadow of(String condition, Set<String> facts) {
        String text = RuleText.withoutComments(condition);
        List<FactPattern> patterns = FactPattern.of(text, facts);
        Map<String, String> names = new LinkedHashMap<>();
        StringBuilder skeleton = new StringBuilder();
        int from = 0;
        for (int i = 0; i < patterns.size(); i++) {
            FactPattern pattern = patterns.get(i);
            String name = pattern.name();
            if (name != null) {
                names.putIfAbsent(name, "#" + i);
            }
            for (String constraint : pattern.wholeConstraints()) {
                Matcher binding = BINDING.matcher(constraint);
                if (binding.matches()) {
                    names.putIfAbsent(binding.group(1), "#" + i + "." + binding.group(2));
                }
            }
            int open = text.indexOf('(', pattern.at()) + 1;
            skeleton.append(text, from, Math.max(from, open));
            from = Math.max(from, open + pattern.constraints().length());
        }
        skeleton.append(text.substring(from));
        // A fact that nobody speaks of again may have a name or none.
        String around = plain(skeleton.toString(), names).replaceAll("#\\d+:", "");
        return new Shadow(
                around, patterns.stream().map(pattern -> fact(pattern, names)).toList());
    }

    private static Fact fact(FactPattern pattern, Map<String, String> names) {
        Set<String> constraints = new TreeSet<>();
        List<Ask> bursts = new ArrayList<>();
        for (String constraint : pattern.wholeConstraints()) {
            Matcher binding = BINDING.matcher(constraint);
            boolean field = binding.matches() && !binding.group(3).strip().startsWith("(");
            String test = field ? binding.group(2) + binding.group(3) : constraint;
            String plain = plain(test, names);
            if (plain.isEmpty() || (field && binding.group(3).isBlank())) {
                continue;
            }
            List<MatchResult> asked = BURSTS.matcher(plain).results().toList();
            asked.forEach(ask -> bursts.add(new Ask(
                    Integer.parseInt(ask.group(3)), Span.parse(ask.group(4)).toMillis())));
            constraints.add(BURSTS.matcher(plain).replaceAll("$1($2)"));
        }
        return new Fact(pattern.fact(), pattern.part(), constraints, bursts);
    }

    /** Without blanks, and with names by where they come from. */
    private static String plain(String text, Map<String, String> names) {
        Matcher name = NAME.matcher(text);
        return name.replaceAll(found ->
                        Matcher.quoteReplacement(names.computeIfAbsent(found.group(), key -> "%" + names.size())))
                .replaceAll("\\s+", "");
    }

    /** True where whatever this finds the other finds, too, and not the other way round. */
    boolean isNarrowerThan(Shadow other) {
        return !equals(other) && isWithin(other);
    }

    private boolean isWithin(Shadow other) {
        if (!skeleton.equals(other.skeleton) || facts.size() != other.facts.size()) {
            return false;
        }
        boolean steady = !UNSTEADY.matcher(skeleton + facts).find();
        for (int i = 0; i < facts.size(); i++) {
            if (!isWithin(facts.get(i), other.facts.get(i), steady)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWithin(Fact one, Fact other, boolean steady) {
        boolean mayHaveMore =
                one.part() == FactPattern.Part.MATCHED || (one.part() == FactPattern.Part.GATHERED && steady);
        boolean constraints = mayHaveMore
                ? one.constraints().containsAll(other.constraints())
                : one.constraints().equals(other.constraints());
        return one.name().equals(other.name())
                && one.part() == other.part()
                && constraints
                && one.bursts().size() == other.bursts().size()
                && isWithin(one.bursts(), other.bursts());
    }

    /** More events in a shorter time are also fewer in a longer one. */
    private static boolean isWithin(List<Ask> one, List<Ask> other) {
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i).count() < other.get(i).count()
                    || one.get(i).millis() > other.get(i).millis()) {
                return false;
            }
        }
        return true;
    }

    /** The first of the rules, none of them milder, that finds all that one finds and more; null where there is none. */
    static @Nullable Rule wider(Rule rule, Map<Rule, Shadow> all) {
        Shadow shadow = all.get(rule);
        return all.entrySet().stream()
                .filter(other -> !other.getKey().id().equals(rule.id())
                        && shadow != null
                        && other.getKey()
                                        .metadata()
                                        .severity()
                                        .compareTo(rule.metadata().severity())
                                >= 0
                        && shadow.isNarrowerThan(other.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}

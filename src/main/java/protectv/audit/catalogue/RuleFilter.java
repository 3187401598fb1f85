package protectv.audit.catalogue;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleStatus;
import protectv.audit.rule.Severity;
import protectv.audit.rule.Suggestion;

/**
 * Which rules are asked for. A rule must satisfy each part; an empty part is satisfied by all.
 *
 * @param sources folders below that of the rules: {@code manager}
 * @param controls patterns of which one must match one control of the rule
 */
public record RuleFilter(
        Set<Severity> severities, Set<String> sources, List<Pattern> controls, Set<RuleStatus> statuses)
        implements Predicate<Rule> {

    public RuleFilter {
        severities = Set.copyOf(severities);
        sources = Set.copyOf(sources);
        controls = List.copyOf(controls);
        statuses = Set.copyOf(statuses);
    }

    /**
     * Reads the parts as people give them.
     *
     * @param severities {@code high}, or {@code high+} for this or worse
     * @param sources folders, which must be among those of the rules
     * @param controls {@code nist-800-53:AC-2}, {@code nist-800-53:AC-*}, or {@code AC-2} in whichever catalogue
     * @param rules all there are
     * @throws IllegalArgumentException where a severity, status or folder does not exist; the message says which do
     */
    public static RuleFilter of(
            List<String> severities,
            List<String> sources,
            List<String> controls,
            List<String> statuses,
            Collection<Rule> rules) {
        Set<Severity> wanted = EnumSet.noneOf(Severity.class);
        severities.forEach(severity -> wanted.addAll(severities(severity.strip())));
        Set<RuleStatus> known = EnumSet.noneOf(RuleStatus.class);
        statuses.forEach(status -> known.add(oneOf("status", status.strip(), RuleStatus.values())));
        Set<String> folders = rules.stream().map(RuleFilter::source).collect(Collectors.toCollection(TreeSet::new));
        for (String source : sources) {
            if (!folders.contains(source)) {
                throw new IllegalArgumentException("there are no rules in a folder " + source
                        + Suggestion.of(source, folders, "") + " (" + String.join(", ", folders) + ")");
            }
        }
        return new RuleFilter(
                wanted,
                Set.copyOf(sources),
                controls.stream().map(String::strip).map(RuleFilter::glob).toList(),
                known);
    }

    /** The folder that a rule's file lies in; empty where it lies beside the folders. */
    public static String source(Rule rule) {
        int slash = rule.file().indexOf('/');
        return slash < 0 ? "" : rule.file().substring(0, slash);
    }

    @Override
    public boolean test(Rule rule) {
        return (severities.isEmpty() || severities.contains(rule.metadata().severity()))
                && (statuses.isEmpty() || statuses.contains(rule.metadata().status()))
                && (sources.isEmpty() || sources.contains(source(rule)))
                && (controls.isEmpty()
                        || rule.metadata().controls().stream()
                                .anyMatch(control -> controls.stream().anyMatch(pattern -> matches(pattern, control))));
    }

    private static boolean matches(Pattern pattern, ControlRef control) {
        return pattern.matcher(control.toString()).matches();
    }

    private static Set<Severity> severities(String text) {
        boolean andWorse = text.endsWith("+");
        String label = andWorse ? text.substring(0, text.length() - 1) : text;
        Severity severity = oneOf("severity", label, Severity.values());
        return andWorse ? EnumSet.range(severity, Severity.CRITICAL) : EnumSet.of(severity);
    }

    private static <E extends Enum<E>> E oneOf(String what, String text, E[] values) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        List<String> labels = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new IllegalArgumentException("there is no " + what + " \"" + text + "\"" + Suggestion.of(text, labels, "")
                + " (" + String.join(", ", labels) + ")");
    }

    /** {@code *} stands for any text, {@code ?} for one sign; capitals don't matter. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder(glob.indexOf(':') < 0 ? "[^:]*:" : "");
        glob.codePoints()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }
}

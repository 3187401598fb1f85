package protectv.audit.rule;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the {@code @key("value")} lines of a rule into {@link RuleMetadata}, and says what is wrong with them. */
final class MetadataReader {

    private static final Set<String> MUST =
            Set.of("title", "severity", "status", "since", "cause", "remedy", "controls", "subject");
    private static final Set<String> MAY = Set.of("message", "span", "grace", "anchor", "source", "falsepositives");

    private static final Pattern CONTROL = Pattern.compile("(nist-800-53|pci-dss-4|iso-27001):([A-Za-z0-9.()-]+)");
    private static final Pattern NAME = Pattern.compile("\\$\\w+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final RuleText file;
    private final RuleText.Part rule;
    private final List<RuleProblem> problems;
    private final Map<String, RuleText.Annotation> annotations = new LinkedHashMap<>();

    private MetadataReader(RuleText file, RuleText.Part rule, List<RuleProblem> problems) {
        this.file = file;
        this.rule = rule;
        this.problems = problems;
    }

    /**
     * Returns the metadata, or null where a problem was added that leaves none.
     *
     * @param names whether the condition can be read, so that names that it does not bind are wrong
     */
    static @Nullable RuleMetadata read(RuleText file, RuleText.Part rule, boolean names, List<RuleProblem> problems) {
        return new MetadataReader(file, rule, problems).read(names);
    }

    private @Nullable RuleMetadata read(boolean names) {
        int before = problems.size();
        collect();
        RuleId id = parse(rule.at(), rule.id(), RuleId::new);
        Severity severity = value("severity", text -> Severity.valueOf(oneOf(text, Severity.values())));
        RuleStatus status = value("status", text -> RuleStatus.valueOf(oneOf(text, RuleStatus.values())));
        LocalDate since = value("since", MetadataReader::date);
        List<ControlRef> controls = value("controls", MetadataReader::controls);
        Duration span = value("span", Span::parse);
        Duration grace = value("grace", Span::parse);
        String anchor = text("anchor");
        if (names) {
            checkNames(anchor);
        }
        String title = text("title");
        String cause = text("cause");
        String remedy = text("remedy");
        String subject = text("subject");
        if (problems.size() > before
                || id == null
                || severity == null
                || status == null
                || since == null
                || controls == null
                || title == null
                || cause == null
                || remedy == null
                || subject == null) {
            return null;
        }
        return new RuleMetadata(
                id,
                title,
                severity,
                status,
                since,
                cause,
                remedy,
                controls,
                subject,
                text("message"),
                span == null ? Duration.ZERO : span,
                grace == null ? Duration.ZERO : grace,
                anchor,
                text("source"),
                text("falsepositives"));
    }

    private void collect() {
        Set<String> present = new HashSet<>();
        for (RuleText.Annotation annotation : rule.annotations()) {
            String key = annotation.key();
            present.add(key);
            if (!MUST.contains(key) && !MAY.contains(key)) {
                Set<String> known = Suggestion.union(MUST, MAY);
                RuleProblem problem =
                        file.problem(annotation.at(), "unknown key @" + key + Suggestion.of(key, known, "@"));
                String meant = Suggestion.slip(key, known);
                // A key that is misspelt is not missing as well.
                present.add(meant == null ? key : meant);
                problems.add(meant == null ? problem : problem.fixedBy(annotation.at() + 1, key.length(), meant));
            } else if (annotation.value() == null) {
                problems.add(file.problem(
                        annotation.at(),
                        "@" + key + " takes one text in double quotes on one line: @" + key + "(\"...\")"));
            } else if (annotations.putIfAbsent(key, annotation) != null) {
                problems.add(file.problem(annotation.at(), "@" + key + " stands twice; keep one of them"));
            }
        }
        MUST.stream()
                .sorted()
                .filter(key -> !present.contains(key))
                .forEach(key -> problems.add(file.problem(rule.at(), "the rule has no @" + key + "; add it")));
    }

    private @Nullable String text(String key) {
        RuleText.Annotation annotation = annotations.get(key);
        String value = annotation == null ? null : annotation.value();
        if (value != null && value.isBlank()) {
            problem(key, "@" + key + " is empty; say it or take it out");
            return null;
        }
        return value;
    }

    private <T> @Nullable T value(String key, Function<String, T> parser) {
        String text = text(key);
        RuleText.Annotation annotation = annotations.get(key);
        return text == null || annotation == null ? null : parse(annotation.at(), text, parser);
    }

    private <T> @Nullable T parse(int at, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            problems.add(file.problem(at, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static String oneOf(String text, Enum<?>[] constants) {
        List<String> labels = Arrays.stream(constants)
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!labels.contains(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", labels)
                    + Suggestion.of(text, Set.copyOf(labels), ""));
        }
        return text.toUpperCase(Locale.ROOT);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no date; write it as 2026-11-01", e);
        }
    }

    private static List<ControlRef> controls(String text) {
        List<ControlRef> controls = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            Matcher matcher = CONTROL.matcher(item.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("\"" + item.strip() + "\" is no control; write a list such as"
                        + " nist-800-53:AC-2, pci-dss-4:8.2.5, iso-27001:A.8.5");
            }
            controls.add(new ControlRef(matcher.group(1), matcher.group(2)));
        }
        return controls.stream().sorted().distinct().toList();
    }

    private void checkNames(@Nullable String anchor) {
        Bindings bindings = Bindings.of(RuleText.withoutStrings(file.code().substring(rule.when(), rule.then())));
        if (anchor != null && !bindings.known().contains(anchor)) {
            problem("anchor", "@anchor names " + anchor + ", " + bindings.unknown(anchor));
        }
        checkPlaceholders("subject", bindings);
        checkPlaceholders("message", bindings);
    }

    private void checkPlaceholders(String key, Bindings bindings) {
        String text = text(key);
        if (text == null) {
            return;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!bindings.known().contains(name)) {
                problem(key, "@" + key + " uses {" + name + "}, " + bindings.unknown(name));
            }
        }
        Matcher bare = NAME.matcher(PLACEHOLDER.matcher(text).replaceAll(""));
        if (bare.find() && bindings.known().contains(bare.group())) {
            problem(key, "@" + key + " shows the letters " + bare.group() + "; its value is {" + bare.group() + "}");
        }
    }

    private void problem(String key, String message) {
        RuleText.Annotation annotation = annotations.get(key);
        problems.add(file.problem(annotation == null ? rule.at() : annotation.at(), message));
    }
}

package protectv.audit.catalogue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import protectv.audit.policy.ControlTitles;
import protectv.audit.report.Wording;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleMetadata;
import protectv.audit.rule.Vocabulary;

/**
 * All about one rule, as it is shown.
 *
 * @param source the folder that its file lies in
 * @param timing span, grace and anchor, one sentence each
 * @param remembers what must be known from before a window, by how long
 */
public record RuleSheet(
        Rule rule,
        String source,
        List<Control> controls,
        List<String> timing,
        List<Remembered> remembers,
        TestCases test) {

    /** A control that the rule serves. */
    public record Control(ControlRef ref, String title) {}

    /**
     * Events that must be known from before a window.
     *
     * @param events labels of one fact; empty for all of them
     */
    public record Remembered(String fact, List<String> events, Duration lookBack) {

        public Remembered {
            events = List.copyOf(events);
        }

        /** {@code AuditEvent "Client delete", "Client create success"}. */
        public String what() {
            return events.isEmpty() ? "every " + fact : fact + " \"" + String.join("\", \"", events) + "\"";
        }

        /** {@code AuditEvent "Client delete": 90 days}. A last millisecond that is not needed is not told. */
        public String inWords() {
            Duration told = lookBack.compareTo(Duration.ofHours(1)) < 0
                    ? lookBack
                    : Duration.ofMinutes(lookBack.plusSeconds(59).toMinutes());
            return what() + ": " + Wording.length(told);
        }
    }

    public RuleSheet {
        controls = List.copyOf(controls);
        timing = List.copyOf(timing);
        remembers = List.copyOf(remembers);
    }

    /** Puts a rule's sheet together; its test is read from the folder. */
    public static RuleSheet of(Path rulesFolder, Rule rule, ControlTitles titles, Vocabulary vocabulary) {
        return new RuleSheet(
                rule,
                RuleFilter.source(rule),
                rule.metadata().controls().stream()
                        .sorted(new ControlOrder())
                        .map(ref -> new Control(ref, titles.title(ref)))
                        .toList(),
                timing(rule.metadata()),
                remembers(rule, vocabulary),
                TestCases.of(rulesFolder, rule));
    }

    private static List<String> timing(RuleMetadata metadata) {
        List<String> timing = new ArrayList<>();
        if (!metadata.span().isZero()) {
            timing.add("What makes one finding lies at most " + Wording.length(metadata.span()) + " apart.");
        } else if (metadata.grace().isZero()) {
            timing.add("What happened before does not matter to it.");
        }
        if (!metadata.grace().isZero()) {
            timing.add("It waits " + Wording.length(metadata.grace())
                    + " before it judges, since what did not come may still come.");
        }
        timing.add(
                metadata.anchor() == null
                        ? "The finding has the time of the last thing that made it."
                        : "The finding has the time of " + metadata.anchor() + ".");
        return timing;
    }

    private static List<Remembered> remembers(Rule rule, Vocabulary vocabulary) {
        Map<Duration, Map<String, Set<String>>> wanted = new TreeMap<>();
        for (Rule.Memory memory : rule.memories()) {
            Map<String, Set<String>> byFact = wanted.computeIfAbsent(memory.lookBack(), key -> new TreeMap<>());
            vocabulary
                    .eventsByFact()
                    .forEach((fact, labels) -> labels.stream()
                            .filter(label -> memory.events().wants(fact, label))
                            .forEach(label -> byFact.computeIfAbsent(fact, key -> new TreeSet<>())
                                    .add(label)));
        }
        List<Remembered> remembered = new ArrayList<>();
        wanted.forEach((lookBack, byFact) -> byFact.forEach((fact, labels) -> {
            boolean all = labels.equals(vocabulary.eventsByFact().get(fact));
            remembered.add(new Remembered(fact, all ? List.of() : List.copyOf(labels), lookBack));
        }));
        return remembered;
    }
}

package protectv.audit.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the shape of a rule file before anything compiles it: one rule, metadata in order, facts and events that exist,
 * and nothing that is code rather than condition.
 */
final class RuleLint {

    private static final List<String> FORBIDDEN = List.of(
            "function",
            "declare",
            "global",
            "query",
            "eval",
            "dialect",
            "salience",
            "no-loop",
            "lock-on-active",
            "agenda-group",
            "activation-group",
            "ruleflow-group",
            "auto-focus",
            "duration",
            "timer",
            "calendars",
            "enabled",
            "date-effective",
            "date-expires",
            "extends",
            "new",
            "unit");

    private static final Pattern IMPORT = Pattern.compile("\\bimport\\s+([^\\n;]*);?");
    private static final Pattern PACKAGE = Pattern.compile("\\bpackage\\s+([a-z0-9_.]+)");
    private static final Pattern FACT = Pattern.compile("\\b([A-Z][A-Za-z0-9]*)\\s*\\(");
    private static final Pattern EVENT = Pattern.compile("\\bevent\\s*(?:==|!=)\\s*\"([^\"]*)\"");
    private static final Pattern EVENTS_IN = Pattern.compile("\\bevent\\s+(?:not\\s+)?in\\s*\\(([^)]*)\\)");
    private static final Pattern ASKED_SPAN = Pattern.compile(
            "\\b(?:bursts|burstsOf|atLeast|balance)\\s*\\([^()]*\"([^\"()]*)\"\\s*(?:,\\s*\\$\\w+\\s*)?\\)");
    private static final Pattern BALANCE = Pattern.compile("\\bbalance\\s*\\(\\s*\"([^\"]*)\"\\s*,\\s*\"([^\"]*)\"");
    private static final Pattern LIST = Pattern.compile("\\blist\\s*==\\s*\"([^\"]*)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    private static final int MOST_TOLD = 50;

    private final RuleText file;
    private final Vocabulary vocabulary;
    private final List<RuleProblem> problems = new ArrayList<>();

    private RuleLint(RuleText file, Vocabulary vocabulary) {
        this.file = file;
        this.vocabulary = vocabulary;
    }

    /** Adds what is wrong with a file to the problems and returns its rule, or null where something is. */
    static @Nullable Rule check(String name, String text, Vocabulary vocabulary, List<RuleProblem> problems) {
        RuleLint lint = new RuleLint(RuleText.of(name, text), vocabulary);
        Rule rule = lint.check();
        problems.addAll(first(lint.problems));
        return lint.problems.isEmpty() ? rule : null;
    }

    /** As many problems as a person reads. */
    private static List<RuleProblem> first(List<RuleProblem> all) {
        if (all.size() <= MOST_TOLD) {
            return all;
        }
        RuleProblem last = all.get(MOST_TOLD - 1);
        String more = String.format(
                Locale.ROOT,
                "%,d more problems of this file are not told; see to these first",
                all.size() - MOST_TOLD + 1);
        List<RuleProblem> told = new ArrayList<>(all.subList(0, MOST_TOLD - 1));
        told.add(new RuleProblem(last.file(), last.line(), last.column(), more, last.sourceLine()).in(last.category()));
        return told;
    }

    private @Nullable Rule check() {
        if (SizeLint.check(file, problems)) {
            mark(LintCategory.SHAPE);
            return null;
        }
        if (SlipLint.letters(file, problems) || checkQuotes()) {
            mark(LintCategory.SYNTAX);
            return null;
        }
        if (file.rules().size() != 1) {
            String found = file.rules().isEmpty() ? "no rule" : "more than one rule";
            int at = file.rules().isEmpty() ? 0 : file.rules().get(1).at();
            problems.add(file.problem(at, "the file has " + found + "; a file holds one rule, its test beside it"));
            mark(LintCategory.SHAPE);
            return null;
        }
        RuleText.Part part = file.rules().get(0);
        checkShape(part);
        mark(LintCategory.SHAPE);
        String condition = part.when() + 4 <= part.then() ? file.code().substring(part.when() + 4, part.then()) : "";
        boolean slips = SlipLint.condition(file, condition, part.when() + 4, vocabulary, problems);
        RuleMetadata metadata = MetadataReader.read(file, part, !slips, problems);
        mark(LintCategory.METADATA);
        if (slips) {
            return null;
        }
        checkFacts(condition, part.when() + 4);
        mark(LintCategory.VOCABULARY);
        ConditionLint.check(file, condition, part.when() + 4, vocabulary, problems);
        mark(LintCategory.CONDITION);
        // What is wrong with a condition is not told again as a time that cannot be known.
        boolean sound = problems.stream().noneMatch(problem -> problem.category() == LintCategory.CONDITION);
        return metadata == null || !sound ? null : rule(metadata, condition, part.when() + 4);
    }

    /** Says what those problems are about of which nobody said it. */
    private void mark(LintCategory category) {
        problems.replaceAll(problem -> problem.category() == LintCategory.FILE ? problem.in(category) : problem);
    }

    private Rule rule(RuleMetadata metadata, String condition, int offset) {
        Set<String> events = vocabulary.eventsByFact().keySet();
        Set<String> facts = vocabulary.fieldsByFact().keySet();
        checkTimes(condition, offset);
        List<Rule.Memory> memories = ReachLint.check(file, condition, offset, events, facts, metadata, problems);
        mark(LintCategory.TIME);
        return new Rule(
                metadata,
                file.file(),
                file.text(),
                EventInterest.of(FactPattern.of(condition, events)),
                memories,
                FactPattern.of(condition, facts).stream().map(FactPattern::fact).collect(Collectors.toSet()),
                ReachLint.silences(condition),
                lists(condition));
    }

    private static Set<String> lists(String condition) {
        Set<String> lists = new TreeSet<>();
        Matcher list = LIST.matcher(condition);
        while (list.find()) {
            lists.add(list.group(1));
        }
        return lists;
    }

    /** Adds the first text that is left open, or that could become code where rules become Java; true where there is one. */
    private boolean checkQuotes() {
        int open = RuleText.openQuote(file.code());
        if (open >= 0) {
            problems.add(file.problem(open, "the text that begins here has no closing quote on its line; add it"));
            return true;
        }
        for (int at = 0; at < file.text().length(); at++) {
            if (isHidden(file.text().charAt(at))) {
                problems.add(file.problem(
                        at,
                        String.format(
                                Locale.ROOT,
                                "a letter that nobody sees stands here (U+%04X); take it out, or type the line anew",
                                (int) file.text().charAt(at))));
                return true;
            }
        }
        int quote = file.code().indexOf("\\\"");
        if (quote >= 0) {
            problems.add(
                    file.problem(quote, "a text in a rule holds no double quote; write . in a regular expression"));
            return true;
        }
        int escape = file.text().indexOf("\\u");
        if (escape >= 0) {
            problems.add(file.problem(escape, "write the letter itself; \\u has no place in a rule"));
            return true;
        }
        return false;
    }

    /** What shows a reader another text than the compiler sees. */
    private static boolean isHidden(char letter) {
        int type = Character.getType(letter);
        return type == Character.FORMAT || (type == Character.CONTROL && "\n\r\t".indexOf(letter) < 0);
    }

    private void checkShape(RuleText.Part part) {
        String bare = RuleText.withoutStrings(file.code());
        Matcher named = PACKAGE.matcher(bare);
        if (!named.find()) {
            problems.add(
                    file.problem(0, "the file names no package; begin it with, for example, package rules.manager"));
        } else if (!named.group(1).startsWith("rules.")) {
            problems.add(file.problem(
                    named.start(1), "the package of a rule begins with rules, for example package rules.manager"));
        }
        Matcher imports = IMPORT.matcher(bare);
        while (imports.find()) {
            String name = imports.group(1).strip().replaceAll("\\s+", " ");
            if (!vocabulary.imports().contains(name)) {
                problems.add(file.problem(
                        imports.start(),
                        "a rule may import nothing but " + String.join(", ", new TreeSet<>(vocabulary.imports()))));
            }
        }
        for (String word : FORBIDDEN) {
            int at = RuleText.word(bare, word, 0);
            if (at >= 0) {
                problems.add(file.problem(at, "\"" + word + "\" has no place in a rule; the condition says it all"));
            }
        }
        if (part.when() >= part.then() || part.then() >= part.end() || part.end() >= bare.length()) {
            String missing = part.when() >= part.then()
                    ? "when and then"
                    : RuleText.word(bare, "then", part.when()) < 0 ? "then and end" : "end";
            problems.add(file.problem(
                    part.at(),
                    "the rule has no " + missing + "; a rule is: rule ... when ... then and end, each on a line"));
        } else if (!bare.substring(part.then() + 4, part.end()).isBlank()) {
            problems.add(file.problem(
                    part.then() + 4, "nothing may stand between then and end; the finding comes by itself"));
        } else if (!bare.substring(part.end() + 3).isBlank()) {
            problems.add(file.problem(part.end() + 3, "nothing may stand behind the rule's end"));
        }
    }

    private void checkFacts(String condition, int offset) {
        String bare = RuleText.withoutStrings(condition);
        Matcher facts = FACT.matcher(bare);
        boolean any = false;
        while (facts.find()) {
            any = true;
            String fact = facts.group(1);
            Set<String> names = vocabulary.fieldsByFact().keySet();
            if (!names.contains(fact)) {
                problems.add(file.problem(
                        offset + facts.start(), "there is no fact " + fact + Suggestion.of(fact, names, "")));
            }
        }
        checkImports(bare, offset);
        if (!any) {
            problems.add(file.problem(offset, "the condition speaks of no fact; it would match nothing or everything"));
        }
        Set<String> events =
                vocabulary.eventsByFact().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Matcher balance = BALANCE.matcher(condition);
        while (balance.find()) {
            for (int group = 1; group <= 2; group++) {
                for (String label : balance.group(group).split("\\|", -1)) {
                    checkEvent(label.strip(), offset + balance.start(group), events);
                }
            }
        }
        for (FactPattern pattern :
                FactPattern.of(condition, vocabulary.eventsByFact().keySet())) {
            checkEvents(pattern, offset + condition.indexOf('(', pattern.at()) + 1);
        }
    }

    /** What a condition speaks of must be imported; the compiler would only say that there is no such class. */
    private void checkImports(String bare, int offset) {
        String code = RuleText.withoutStrings(file.code());
        Set<String> imported = IMPORT.matcher(code)
                .results()
                .map(found -> found.group(1).strip().replaceAll("\\s+", " "))
                .collect(Collectors.toSet());
        for (String name : vocabulary.imports()) {
            String used = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf(' ')) + 1);
            if (imported.contains(name) || RuleText.word(bare, used, 0) < 0) {
                continue;
            }
            Matcher use = Pattern.compile("(?<![\\w$.])" + used + "\\s*\\(").matcher(bare);
            if (use.find()) {
                Matcher head = PACKAGE.matcher(code);
                RuleProblem problem = file.problem(
                        offset + use.start(), used + " is not imported; add import " + name + " at the top");
                problems.add(head.find() ? problem.fixedBy(head.end(), 0, "\n\nimport " + name) : problem);
            }
        }
    }

    /** A fact has the events of its own log: another one's would never match. */
    private void checkEvents(FactPattern pattern, int offset) {
        Set<String> events = Objects.requireNonNull(vocabulary.eventsByFact().get(pattern.fact()));
        Matcher event = EVENT.matcher(pattern.constraints());
        while (event.find()) {
            checkEvent(event.group(1), offset + event.start(1), pattern.fact(), events);
        }
        Matcher in = EVENTS_IN.matcher(pattern.constraints());
        while (in.find()) {
            Matcher literal = LITERAL.matcher(in.group(1));
            while (literal.find()) {
                checkEvent(literal.group(1), offset + in.start(1) + literal.start(1), pattern.fact(), events);
            }
        }
    }

    private void checkEvent(String event, int at, String fact, Set<String> events) {
        String owner = vocabulary.eventsByFact().entrySet().stream()
                .filter(other ->
                        other.getValue().contains(event) && !other.getKey().equals(fact))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        if (!events.contains(event) && owner != null) {
            problems.add(file.problem(
                    at,
                    "\"" + event + "\" is no event of " + fact + ", so this never matches; write " + owner
                            + "( ... )"));
        } else {
            checkEvent(event, at, events);
        }
    }

    /** Spans that are given to a timeline must be spans. */
    private void checkTimes(String condition, int offset) {
        Matcher asked = ASKED_SPAN.matcher(condition);
        while (asked.find()) {
            try {
                Span.parse(asked.group(1));
            } catch (IllegalArgumentException e) {
                problems.add(file.problem(offset + asked.start(1), String.valueOf(e.getMessage())));
            }
        }
    }

    private void checkEvent(String event, int at, Set<String> events) {
        if (!events.contains(event)) {
            RuleProblem problem = file.problem(
                    at,
                    "there is no event \"" + event + "\"" + Suggestion.of(event, events, "")
                            + " (protectv-audit events lists them)");
            String meant = Suggestion.slip(event, events);
            problems.add(meant == null ? problem : problem.fixedBy(at, event.length(), meant));
        }
    }

    /** Problems between files: an id in two of them, a rule without its test. */
    static List<RuleProblem> checkTogether(List<Rule> rules, Map<String, Boolean> hasTest) {
        List<RuleProblem> problems = new ArrayList<>();
        Map<RuleId, String> fileOf = new HashMap<>();
        for (Rule rule : rules) {
            String first = fileOf.putIfAbsent(rule.id(), rule.file());
            if (first != null) {
                problems.add(RuleProblem.at(
                                rule.file(),
                                rule.text(),
                                Math.max(0, rule.text().indexOf("\"" + rule.id() + "\"")),
                                "the id " + rule.id() + " is that of " + first + " too; give one of them a new one")
                        .in(LintCategory.DUPLICATE));
            }
            if (!hasTest.getOrDefault(rule.file(), false)) {
                String test = RuleCatalog.testOf(rule.file());
                problems.add(
                        new RuleProblem(rule.file(), 0, 0, "the rule has no test; write " + test + " beside it", "")
                                .in(LintCategory.TEST));
            }
        }
        return problems;
    }
}

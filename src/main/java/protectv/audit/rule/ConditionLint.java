package protectv.audit.rule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what stands between {@code when} and {@code then} for slips that the compiler words badly (a field that is not
 * there, {@code =}, a bracket) and for code: a condition compares fields, it calls nothing.
 */
final class ConditionLint {

    private static final Pattern FACT = Pattern.compile("\\b([A-Z][A-Za-z0-9]*)\\s*\\(");
    private static final Pattern CALL = Pattern.compile("([A-Za-z_$][\\w$]*)\\s*\\(");
    private static final Pattern PATH = Pattern.compile("(?<![\\w$.])([A-Za-z_][\\w$]*)\\s*!?\\.\\s*[A-Za-z_$]");
    private static final Pattern NAME = Pattern.compile("(?<![\\w$.])([a-z_][\\w$]*)");
    private static final Pattern COMPARISON = Pattern.compile("(?<![\\w$.])([a-z_][\\w$]*)\\s*(?:==|!=|<=|>=|<|>)");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![=!<>:])=(?!=)");

    /** Words of the rule language before which or in which a bracket may stand; and what counts over facts. */
    private static final Set<String> WORDS = Set.of(
            "and",
            "or",
            "not",
            "exists",
            "forall",
            "in",
            "from",
            "accumulate",
            "acc",
            "groupby",
            "collect",
            "count",
            "sum",
            "min",
            "max",
            "average",
            "collectList",
            "collectSet");

    private static final Set<String> OPERATORS = Set.of(
            "this",
            "null",
            "true",
            "false",
            "matches",
            "contains",
            "excludes",
            "memberOf",
            "soundslike",
            "str",
            "after",
            "before",
            "coincides",
            "during",
            "finishes",
            "finishedby",
            "includes",
            "meets",
            "metby",
            "overlaps",
            "overlappedby",
            "starts",
            "startedby");

    private final RuleText file;
    private final String bare;
    private final int offset;
    private final Vocabulary vocabulary;
    private final List<RuleProblem> problems;

    private ConditionLint(RuleText file, String bare, int offset, Vocabulary vocabulary, List<RuleProblem> problems) {
        this.file = file;
        this.bare = bare;
        this.offset = offset;
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /** @param offset where the condition begins in the file */
    static void check(RuleText file, String condition, int offset, Vocabulary vocabulary, List<RuleProblem> problems) {
        ConditionLint lint = new ConditionLint(file, RuleText.withoutStrings(condition), offset, vocabulary, problems);
        if (lint.bracketsClose()) {
            lint.checkCalls();
            lint.checkFields();
            TimelineCallLint.check(file, condition, offset, problems);
            Bindings.of(lint.bare).check(file, offset, problems);
        }
    }

    private boolean bracketsClose() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '(') {
                open.push(i);
            } else if (c == ')') {
                if (open.isEmpty()) {
                    problem(i, "this ) closes nothing; take it out, or open it");
                    return false;
                }
                open.pop();
            }
        }
        if (!open.isEmpty()) {
            problem(open.pop(), "this ( is not closed before \"then\"; add the )");
            return false;
        }
        return true;
    }

    private void checkCalls() {
        Matcher call = CALL.matcher(bare);
        while (call.find()) {
            boolean member = call.start() > 0
                    && bare.substring(0, call.start()).stripTrailing().endsWith(".");
            String name = call.group(1);
            boolean fact = Character.isUpperCase(name.charAt(0));
            if (member
                    || (!fact
                            && !WORDS.contains(name)
                            && !OPERATORS.contains(name)
                            && !vocabulary.functions().contains(name))) {
                problem(call.start(1), "a condition may not call " + name + "(); compare fields with values");
            }
        }
        Set<String> roots = new TreeSet<>(Set.of("this"));
        vocabulary.fieldsByFact().values().forEach(fields -> roots.addAll(fields.keySet()));
        Matcher path = PATH.matcher(bare);
        while (path.find()) {
            if (!roots.contains(path.group(1))) {
                problem(
                        path.start(1),
                        "a condition may not reach for " + path.group(1) + "; it has the fields of facts");
            }
        }
        for (String word : List.of("class", "entry-point", "over", "new")) {
            int at = RuleText.word(bare, word, 0);
            if (at >= 0) {
                problem(at, "\"" + word + "\" has no place in a condition");
            }
        }
        int cast = bare.indexOf('#');
        if (cast >= 0) {
            problem(cast, "# has no place in a condition");
        }
    }

    private void checkFields() {
        Matcher fact = FACT.matcher(bare);
        while (fact.find()) {
            Map<String, Vocabulary.FieldType> types = vocabulary.fieldsByFact().get(fact.group(1));
            if (types == null) {
                continue;
            }
            Set<String> fields = types.keySet();
            String constraints = bare.substring(fact.end(), EventInterest.closing(bare, fact.end()));
            Matcher assignment = ASSIGNMENT.matcher(constraints);
            if (assignment.find()) {
                int at = offset + fact.end() + assignment.start();
                problems.add(file.problem(at, "= compares nothing; write ==").fixedBy(at, 1, "=="));
                continue;
            }
            checkComparisons(constraints, fact.end(), types);
            Matcher name = NAME.matcher(constraints);
            while (name.find()) {
                String word = name.group(1);
                if (!fields.contains(word) && !WORDS.contains(word) && !OPERATORS.contains(word)) {
                    problem(
                            fact.end() + name.start(1),
                            fact.group(1) + " has no field " + word + Suggestion.of(word, fields, "") + "; it has "
                                    + String.join(", ", new TreeSet<>(fields)));
                }
            }
        }
    }

    /** The compiler lets a text be compared with a number; such a rule never matches. */
    private void checkComparisons(String constraints, int at, Map<String, Vocabulary.FieldType> types) {
        Matcher comparison = COMPARISON.matcher(constraints);
        while (comparison.find()) {
            Vocabulary.FieldType type = types.get(comparison.group(1));
            Vocabulary.FieldType literal = literalAt(at + comparison.end());
            if (type != null && literal != null && type != literal) {
                problem(
                        at + comparison.start(1),
                        comparison.group(1) + " is compared with " + type.counterpart()
                                + "; as it stands this never matches");
            }
        }
    }

    /** The type of the value that is written behind this place of the condition; null where none is. */
    private Vocabulary.@Nullable FieldType literalAt(int index) {
        String code = file.code();
        int at = offset + index;
        while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
            at++;
        }
        char first = at < code.length() ? code.charAt(at) : ' ';
        if (first == '"' || first == '\'') {
            return Vocabulary.FieldType.TEXT;
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            return Vocabulary.FieldType.NUMBER;
        }
        boolean truth = RuleText.word(code, "true", at) == at || RuleText.word(code, "false", at) == at;
        return truth ? Vocabulary.FieldType.TRUTH : null;
    }

    private void problem(int at, String message) {
        problems.add(file.problem(offset + at, message));
    }
}

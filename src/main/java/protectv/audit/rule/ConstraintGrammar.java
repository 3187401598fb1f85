package protectv.audit.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may stand between the commas of a pattern: comparisons of fields, bound names and literals, joined by {@code &&},
 * {@code ||} and brackets, and calls of the named functions with literals and bound names. Anything else is refused,
 * whatever the compiler would make of it.
 *
 * <pre>
 * constraint := [ NAME ":" ] either
 * either     := both { "||" both }           both := single { "&&" single }
 * single     := "!" single | "(" either ")" | "this" time | value [ test ]
 * test       := ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) value | [ "not" ] "in" "(" literals ")"
 *             | [ "not" ] "contains" value | [ "not" ] "matches" TEXT
 *             | [ "not" ] "str" "[" ( "startsWith" | "endsWith" ) "]" TEXT
 * time       := [ "not" ] ( "after" | "before" | "coincides" ) [ "[" TIME { "," TIME } "]" ] NAME
 * value      := operand { ( "+" | "-" ) operand }
 * operand    := literal | NAME | field | function "(" [ argument { "," argument } ] ")"
 * </pre>
 */
public final class ConstraintGrammar {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<text>\"[^\"\\\\\\n]*+(?:\\\\[^\\n][^\"\\\\\\n]*+)*+\")"
                    + "|(?<time>-?[0-9]+(?:ms|s|m|h|d)\\b)"
                    + "|(?<number>[0-9]+(?:\\.[0-9]+)?\\b)"
                    + "|(?<name>\\$\\w+)|(?<word>[A-Za-z_]\\w*)"
                    + "|(?<sign>==|!=|<=|>=|&&|\\|\\||[<>!:(),\\[\\]+-]))");

    private static final Set<String> COMPARE = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> LITERAL_WORDS = Set.of("null", "true", "false");
    private static final Set<String> RESERVED =
            Set.of("this", "in", "not", "contains", "matches", "str", "after", "before", "coincides");

    /** Brackets within brackets: more has no sense, and must not become a stack that overflows. */
    private static final int DEEPEST = 20;

    private final String constraint;
    private final Set<String> fields;
    private final Set<String> functions;
    private final List<Token> tokens = new ArrayList<>();
    private int next;
    private int depth;

    private ConstraintGrammar(String constraint, Set<String> fields, Set<String> functions) {
        this.constraint = constraint;
        this.fields = fields;
        this.functions = functions;
    }

    private record Token(String kind, String text, int at) {}

    /**
     * Where a constraint leaves the grammar, and why.
     *
     * @param at index in the constraint
     */
    public record Fault(int at, String message) {}

    /** What is wrong with a constraint; null where nothing is. */
    public static @Nullable Fault check(String constraint, Set<String> fields, Set<String> functions) {
        try {
            new ConstraintGrammar(RuleText.withoutComments(constraint), fields, functions).constraint();
            return null;
        } catch (Refused refused) {
            return refused.fault;
        }
    }

    /** Leaves the recursion; never leaves this class. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        Refused(int at, String message) {
            super(message, null, false, false);
            this.fault = new Fault(at, message);
        }
    }

    private void constraint() {
        read();
        if (peek(0, "name") && is(1, ":")) {
            next += 2;
        }
        either();
        if (next < tokens.size()) {
            throw refused("a constraint ends before this; divide constraints by commas");
        }
    }

    private void read() {
        Matcher matcher = TOKEN.matcher(constraint);
        int at = 0;
        while (at < constraint.stripTrailing().length()) {
            matcher.region(at, constraint.length());
            if (!matcher.lookingAt()) {
                int bad = at;
                while (Character.isWhitespace(constraint.charAt(bad))) {
                    bad++;
                }
                throw new Refused(
                        bad,
                        "\"" + constraint.charAt(bad) + "\" has no place in a condition; compare fields with values");
            }
            for (String kind : List.of("text", "time", "number", "name", "word", "sign")) {
                if (matcher.group(kind) != null) {
                    tokens.add(new Token(kind, matcher.group(kind), matcher.start(kind)));
                }
            }
            at = matcher.end();
        }
    }

    private void either() {
        if (++depth > DEEPEST) {
            throw refused("brackets are too deep here; divide the rule");
        }
        both();
        while (take("||")) {
            both();
        }
        depth--;
    }

    private void both() {
        single();
        while (take("&&")) {
            single();
        }
    }

    private void single() {
        int not = next;
        while (take("!")) {
            if (next - not > DEEPEST) {
                throw refused("\"!\" stands too often here; once is enough");
            }
        }
        if (take("(")) {
            either();
            expect(")");
        } else if (take("this")) {
            time();
        } else {
            value();
            test();
        }
    }

    private void time() {
        take("not");
        if (!take("after") && !take("before") && !take("coincides")) {
            throw refused("after \"this\" comes after, before or coincides, as in this after[0s, 10m] $event");
        }
        if (take("[")) {
            do {
                expectKind("time", "a time is written as 0s, 10m or 1d");
            } while (take(","));
            expect("]");
        }
        expectKind("name", "name the event that it is compared with, as in this after[0s, 10m] $event");
    }

    private void test() {
        if (next < tokens.size() && COMPARE.contains(token().text())) {
            next++;
            value();
            return;
        }
        boolean not = take("not");
        if (take("in")) {
            expect("(");
            do {
                literal();
            } while (take(","));
            expect(")");
        } else if (take("contains")) {
            value();
        } else if (take("matches")) {
            Token regex = next < tokens.size() ? token() : null;
            expectKind("text", "matches takes a regular expression in double quotes");
            if (regex != null) {
                String fault =
                        RegexCheck.fault(regex.text().substring(1, regex.text().length() - 1));
                if (fault != null) {
                    throw new Refused(regex.at(), fault);
                }
            }
        } else if (take("str")) {
            expect("[");
            if (!take("startsWith") && !take("endsWith")) {
                throw refused("str knows startsWith and endsWith, as in user str[startsWith] \"svc-\"");
            }
            expect("]");
            expectKind("text", "str takes a text in double quotes");
        } else if (not) {
            throw refused("after \"not\" comes in, contains, matches or str");
        }
    }

    private void value() {
        operand();
        while (take("+") || take("-")) {
            operand();
        }
    }

    private void operand() {
        if (next >= tokens.size()) {
            throw refused("a field or a value is missing here");
        }
        take("-");
        Token token = token();
        if (token.kind().equals("number") && isTooLarge(token.text())) {
            throw refused("no number here is as large as " + token.text() + "; the largest is " + Integer.MAX_VALUE);
        }
        if (isLiteral(token) || token.kind().equals("name")) {
            next++;
            return;
        }
        if (COMPARE.contains(token.text())) {
            throw refused("write the field again before " + token.text() + ", as in count == 7 || count == 8");
        }
        if (!token.kind().equals("word") || RESERVED.contains(token.text())) {
            throw refused("a field or a value is missing here");
        }
        next++;
        if (take("(")) {
            if (!functions.contains(token.text())) {
                throw new Refused(
                        token.at(), "a condition may not call " + token.text() + "(); compare fields with values");
            }
            arguments();
        } else if (!fields.contains(token.text())) {
            throw new Refused(
                    token.at(), "there is no field " + token.text() + Suggestion.of(token.text(), fields, ""));
        }
    }

    private static boolean isTooLarge(String number) {
        return new BigDecimal(number).compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0;
    }

    private void arguments() {
        if (take(")")) {
            return;
        }
        do {
            if (!take("-") && peek(0, "name")) {
                next++;
            } else {
                literal();
            }
        } while (take(","));
        expect(")");
    }

    private void literal() {
        take("-");
        if (next >= tokens.size() || !isLiteral(token())) {
            throw refused("a text in double quotes or a number is missing here");
        }
        next++;
    }

    private static boolean isLiteral(Token token) {
        return token.kind().equals("text")
                || token.kind().equals("number")
                || (token.kind().equals("word") && LITERAL_WORDS.contains(token.text()));
    }

    private Token token() {
        return tokens.get(next);
    }

    private boolean peek(int ahead, String kind) {
        return next + ahead < tokens.size() && tokens.get(next + ahead).kind().equals(kind);
    }

    private boolean is(int ahead, String text) {
        return next + ahead < tokens.size() && tokens.get(next + ahead).text().equals(text);
    }

    private boolean take(String text) {
        boolean found = is(0, text);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String text) {
        if (!take(text)) {
            throw refused("\"" + text + "\" is missing here");
        }
    }

    private void expectKind(String kind, String otherwise) {
        if (!peek(0, kind)) {
            throw refused(otherwise);
        }
        next++;
    }

    private Refused refused(String message) {
        int at = next < tokens.size()
                ? tokens.get(next).at()
                : constraint.stripTrailing().length();
        return new Refused(at, message);
    }
}

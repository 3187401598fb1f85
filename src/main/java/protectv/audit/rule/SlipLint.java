package protectv.audit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows what people type who come from other languages, or from prose: {@code and} for a comma, {@code <>}, typographic
 * quotes. The rule language would stumble over it somewhere behind, or read it in its own way.
 */
final class SlipLint {

    private static final String CURLY = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u00ab\u00bb";

    private static final Pattern CURLY_QUOTE = Pattern.compile("[" + CURLY + "]");
    private static final Pattern HASH = Pattern.compile("(?m)^[ \\t]*(#)");
    private static final Pattern FOREIGN_LETTER = Pattern.compile("[^\\p{ASCII}]+");
    private static final Pattern SINGLE = Pattern.compile("'([^'\"\\n]*)'");
    private static final Pattern JOINED = Pattern.compile("(?i)(?<![\\w$.])(and|or)(?![\\w(])");
    private static final Pattern UNEQUAL = Pattern.compile("<>");
    private static final Pattern TURNED = Pattern.compile("=[<>]");
    private static final Pattern ROUND = Pattern.compile("\\b(after|before|coincides)\\s*\\(([^()]*)\\)");
    private static final Pattern TIMES = Pattern.compile("\\b(after|before|coincides)\\s*\\[([^\\]]*)]");
    private static final Pattern TIME = Pattern.compile("(?:\\d+(?:ms|s|m|h|d))+|\\*");
    private static final Pattern TWO_TIMES = Pattern.compile("(\\d+[smhd])\\s+(\\d+[smhd])");
    private static final Pattern IN = Pattern.compile("\\bin\\s*(?=[\\[\"{])");
    private static final Pattern MARK_NOT = Pattern.compile("(?<![\\w=)])!(?=\\s*[A-Z]\\w*\\s*\\()");
    private static final Pattern LOUD_NOT = Pattern.compile("\\b(NOT|Not|EXISTS|Exists)(?=\\s+[A-Z]\\w*\\s*\\()");
    private static final Pattern BETWEEN = Pattern.compile(
            "\\)\\s*(,|\\|\\|?|&&?)\\s*(?=(?:\\$\\w+\\s*:\\s*)?(?:not\\s+|exists\\s+)?[A-Z]\\w*\\s*\\()");
    private static final Pattern NO_COLON =
            Pattern.compile("(?<!from)(?<![\\w$:])[ \\t]+(\\$\\w+)([ \\t]+)(?=[A-Z]\\w*\\s*\\()");
    private static final Pattern NAMED_BY_EQUALS = Pattern.compile("(\\$\\w+)\\s*(=)(?!=)\\s*(?=[A-Za-z])");
    private static final Pattern UNQUOTED = Pattern.compile(
            "(\\w+)\\s*(?:==|!=|\\bcontains\\b|\\bmatches\\b|\\bstr\\[\\w+])\\s*([A-Za-z][\\w.-]*(?:[ \\t]+[A-Za-z][\\w.-]*)*)");
    private static final Pattern FOREIGN =
            Pattern.compile("(?<=\\w\\s)(like|LIKE|is|IS|equals|regex|startsWith|endsWith|~=|=~|~)(?=\\s*[\"\\w$])");
    private static final Pattern CALL = Pattern.compile("(?<![\\w$.@])([A-Za-z]\\w*)\\s*\\(");
    private static final Pattern GROUPBY = Pattern.compile("\\bgroupby\\s*\\(");

    private static final Set<String> NOTHING = Set.of("none", "nil", "NULL", "Null", "empty", "undefined", "missing");
    /** The function that gathers, beside the fact of that name. */
    private static final String TIMELINE = "timeline";

    private static final Set<String> KNOWN = Set.of("null", "true", "false", "this");

    private final RuleText file;
    private final Vocabulary vocabulary;
    private final List<RuleProblem> problems;

    private SlipLint(RuleText file, Vocabulary vocabulary, List<RuleProblem> problems) {
        this.file = file;
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /** Slips that keep the file from being taken apart; to be looked for before anything else. */
    static boolean letters(RuleText file, List<RuleProblem> problems) {
        SlipLint lint = new SlipLint(file, new Vocabulary(Set.of(), Set.of(), Map.of(), Map.of()), problems);
        int before = problems.size();
        String bare = RuleText.withoutStrings(file.code());
        all(CURLY_QUOTE, bare)
                .forEach(found -> lint.slip(
                        found.start(),
                        "this is a quote of a word processor (" + found.group() + "); type a plain \"",
                        found.start(),
                        found.end(),
                        "\""));
        all(HASH, bare)
                .forEach(found -> lint.slip(
                        found.start(1), "a comment begins with //, not with #", found.start(1), found.end(1), "//"));
        all(FOREIGN_LETTER, bare)
                .filter(found -> CURLY.indexOf(found.group().charAt(0)) < 0)
                .filter(found -> Character.getType(found.group().codePointAt(0)) != Character.FORMAT)
                .findFirst()
                .ifPresent(found -> lint.slip(
                        found.start(),
                        String.format(
                                Locale.ROOT,
                                "\"%s\" (U+%04X) is no letter of the rule language, whatever it looks like; type the"
                                        + " word anew",
                                Character.toString(found.group().codePointAt(0)),
                                found.group().codePointAt(0)),
                        found.start(),
                        found.end(),
                        null));
        return problems.size() > before;
    }

    /**
     * Slips within a condition; true where there is one, and all that comes after it would be about the same.
     *
     * @param offset where the condition begins in the file
     */
    static boolean condition(
            RuleText file, String condition, int offset, Vocabulary vocabulary, List<RuleProblem> problems) {
        int before = problems.size();
        SlipLint lint = new SlipLint(file, vocabulary, problems);
        // The quotes stay, so that a text can be told from nothing.
        String masked = masked(condition);
        all(SINGLE, condition)
                .filter(found -> masked.charAt(found.start()) == '\'')
                .forEach(found -> lint.slip(
                        offset + found.start(),
                        "a text stands in double quotes: \"" + found.group(1) + "\"",
                        offset + found.start(),
                        offset + found.end(),
                        "\"" + found.group(1) + "\""));
        lint.operators(masked, offset);
        lint.times(masked, offset);
        lint.facts(masked, offset);
        lint.groups(masked, offset);
        return problems.size() > before;
    }

    private void operators(String masked, int offset) {
        all(JOINED, masked).filter(found -> fact(masked, found.start()) != null).forEach(found -> {
            boolean and = found.group().equalsIgnoreCase("and");
            replace(
                    found,
                    offset,
                    "within a fact, constraints are joined by " + (and ? "a comma" : "||") + ", not by \""
                            + found.group() + "\"",
                    and ? "," : "||");
        });
        all(UNEQUAL, masked).forEach(found -> replace(found, offset, "\"not equal\" is written !=", "!="));
        all(TURNED, masked)
                .forEach(found -> replace(
                        found,
                        offset,
                        "this is written " + found.group().charAt(1) + "=",
                        found.group().charAt(1) + "="));
        all(IN, masked)
                .forEach(found -> slip(
                        offset + found.start(),
                        "values stand in round brackets: in ( \"one\", \"another\" )",
                        0,
                        0,
                        null));
        all(FOREIGN, masked)
                .filter(found -> fact(masked, found.start()) != null)
                .filter(found ->
                        !masked.substring(0, found.start()).stripTrailing().endsWith(","))
                .forEach(found -> slip(
                        offset + found.start(),
                        "there is no " + found.group() + "; write " + instead(found.group()),
                        0,
                        0,
                        null));
        all(UNQUOTED, masked).forEach(found -> unquoted(found, fact(masked, found.start()), offset));
    }

    private static String instead(String operator) {
        return switch (operator.toLowerCase(Locale.ROOT)) {
            case "is", "equals" -> "==";
            case "startswith", "endswith" -> "str[" + operator + "] \"text\"";
            case "like" -> "contains \"text\", or str[startsWith] \"text\"";
            default -> "matches \"regular expression\"";
        };
    }

    private void unquoted(MatchResult found, @Nullable String fact, int offset) {
        String value = found.group(2).strip();
        String first = value.split("[ \\t]", 2)[0];
        Map<String, Vocabulary.FieldType> fields =
                fact == null ? null : vocabulary.fieldsByFact().get(fact);
        if (fields == null || fields.containsKey(first) || KNOWN.contains(first) || value.contains(".")) {
            return;
        }
        int at = offset + found.start(2);
        if (fields.get(found.group(1)) == Vocabulary.FieldType.TRUTH) {
            slip(at, "write true or false, in small letters and without quotes", 0, 0, null);
        } else if (NOTHING.contains(value)) {
            slip(at, "what the line does not give is null; write null", at, at + value.length(), "null");
        } else {
            slip(at, "a text stands in double quotes: \"" + value + "\"", at, at + value.length(), "\"" + value + "\"");
        }
    }

    private void times(String masked, int offset) {
        all(ROUND, masked)
                .forEach(found -> slip(
                        offset + found.start(2) - 1,
                        "times stand in square brackets: " + found.group(1) + "["
                                + found.group(2).strip() + "]",
                        offset + found.start(2) - 1,
                        offset + found.end(),
                        "[" + found.group(2).strip() + "]"));
        all(TIMES, masked).forEach(found -> {
            int at = found.start(2);
            for (String time : found.group(2).split(",", -1)) {
                int begin = at + time.length() - time.stripLeading().length();
                Matcher two = TWO_TIMES.matcher(time.strip());
                if (two.matches()) {
                    slip(
                            offset + begin,
                            "a comma is missing between " + two.group(1) + " and " + two.group(2),
                            offset + begin,
                            offset + begin + time.strip().length(),
                            two.group(1) + ", " + two.group(2));
                } else if (!TIME.matcher(time.strip()).matches()) {
                    slip(
                            offset + begin,
                            "\"" + time.strip()
                                    + "\" is no span of time; write it as 90s, 10m, 4h or 30d, without quotes",
                            0,
                            0,
                            null);
                }
                at += time.length() + 1;
            }
        });
    }

    private void facts(String masked, int offset) {
        all(MARK_NOT, masked).forEach(found -> replace(found, offset, "before a fact write not, in place of !", "not"));
        all(LOUD_NOT, masked).forEach(found -> {
            String word = found.group().toLowerCase(Locale.ROOT);
            replace(found, offset, "write " + word + ", in small letters", word);
        });
        all(BETWEEN, masked)
                .filter(found -> fact(masked, found.start(1)) == null)
                .forEach(found -> {
                    if (found.group(1).startsWith("|")) {
                        slip(
                                offset + found.start(1),
                                found.group(1)
                                        + " joins constraints within a fact; for one fact or another write two rules",
                                0,
                                0,
                                null);
                    } else if (depth(masked, found.start(1)) == 0) {
                        slip(
                                offset + found.start(1),
                                "facts stand below each other with nothing between them; take the " + found.group(1)
                                        + " out",
                                offset + found.start(1),
                                offset + found.end(1),
                                "");
                    }
                });
        all(NO_COLON, masked)
                .filter(found ->
                        !masked.substring(0, found.start(1)).stripTrailing().endsWith("from"))
                .forEach(found -> slip(
                        offset + found.start(1),
                        "a colon is missing behind " + found.group(1) + "; write " + found.group(1) + " :",
                        offset + found.end(1),
                        offset + found.end(1),
                        " :"));
        all(NAMED_BY_EQUALS, masked)
                .forEach(found -> slip(
                        offset + found.start(2),
                        "a name is given with a colon: " + found.group(1) + " :",
                        offset + found.start(2),
                        offset + found.end(2),
                        ":"));
        Set<String> names = vocabulary.fieldsByFact().keySet();
        all(CALL, masked)
                .filter(found -> !names.contains(found.group(1)) && !TIMELINE.equals(found.group(1)))
                .filter(found -> fact(masked, found.start()) == null)
                .forEach(found -> names.stream()
                        .filter(name -> name.equalsIgnoreCase(found.group(1)))
                        .forEach(name -> slip(
                                offset + found.start(1),
                                "the fact is written " + name,
                                offset + found.start(1),
                                offset + found.end(1),
                                name)));
    }

    private void groups(String masked, int offset) {
        all(GROUPBY, masked).forEach(found -> {
            int end = closing(masked, found.end());
            int open = masked.indexOf('(', found.end());
            if (open < 0 || open > end) {
                return;
            }
            int behind = closing(masked, open + 1) + 1;
            int first = skipBlanks(masked, behind);
            int second = masked.indexOf(';', first + 1);
            if (end >= masked.length() || first >= end) {
                return;
            }
            String parts = "groupby has three parts with a semicolon behind the first and the second:"
                    + " the events; by what; the timeline";
            if (masked.charAt(first) != ';') {
                boolean comma = masked.charAt(first) == ',';
                slip(offset + behind, parts, offset + behind, offset + (comma ? first + 1 : behind), ";");
            } else if (second < 0 || second > end) {
                slip(offset + skipBlanks(masked, first + 1), parts, 0, 0, null);
            }
        });
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        List<MatchResult> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.toMatchResult());
        }
        return found.stream();
    }

    private void replace(MatchResult found, int offset, String message, String replacement) {
        slip(offset + found.start(), message, offset + found.start(), offset + found.end(), replacement);
    }

    private void slip(int at, String message, int from, int to, @Nullable String replacement) {
        RuleProblem problem = file.problem(at, message).in(LintCategory.SYNTAX);
        problems.add(replacement == null ? problem : problem.fixedBy(from, to - from, replacement));
    }

    /** The fact in whose brackets a place lies; null where it lies in none. */
    private static @Nullable String fact(String masked, int at) {
        int depth = 0;
        for (int i = at - 1; i >= 0; i--) {
            char c = masked.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth < 0) {
                Matcher name = Pattern.compile("([A-Za-z]\\w*)\\s*$").matcher(masked.substring(0, i));
                if (name.find() && Character.isUpperCase(name.group(1).charAt(0))) {
                    return name.group(1);
                }
                depth = 0;
            }
        }
        return null;
    }

    private static int depth(String masked, int at) {
        int depth = 0;
        for (int i = 0; i < at; i++) {
            depth += masked.charAt(i) == '(' ? 1 : masked.charAt(i) == ')' ? -1 : 0;
        }
        return depth;
    }

    private static int closing(String masked, int behindOpen) {
        return EventInterest.closing(masked, behindOpen);
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The text with the inner letters of quoted texts made harmless, and the quotes kept. */
    private static String masked(String code) {
        char[] masked = code.toCharArray();
        char open = 0;
        for (int i = 0; i < masked.length; i++) {
            boolean quote = masked[i] == '"' || masked[i] == '\'';
            if (open == 0 && quote) {
                open = masked[i];
            } else if (masked[i] == open || masked[i] == '\n') {
                open = 0;
            } else if (open != 0) {
                masked[i] = '\u00b7';
            }
        }
        return new String(masked);
    }
}

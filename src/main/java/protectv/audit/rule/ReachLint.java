package protectv.audit.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.FactPattern.Part;

/**
 * Checks that a rule says how far apart the events are that it relates. A condition that could see further than its spans
 * would find one thing in a long window and another in a short one.
 */
final class ReachLint {

    private static final Pattern SILENCES = Pattern.compile("\\bsilences\\s*\\(\\s*\"([^\"]*)\"");

    private static final Pattern TIMELINE = Pattern.compile("(\\$\\w+)\\s*:\\s*timeline\\s*\\(");

    private static final Pattern TIE = Pattern.compile("\\bthis\\s+(?:after|before|coincides)\\b");

    private static final Pattern RANGE =
            Pattern.compile("\\bthis\\s+(?:not\\s+)?(?:after|before)\\s*\\[\\s*(\\w+)\\s*,\\s*(\\w+)\\s*]");

    private static final Pattern FROM = Pattern.compile("\\s*from\\b");

    /** Lines a minute apart count as one stretch of being heard. */
    private static final Duration SHORTEST_SILENCE = Duration.ofMinutes(1);

    private final RuleText file;
    private final int offset;
    private final RuleMetadata metadata;
    private final List<RuleProblem> problems;

    private ReachLint(RuleText file, int offset, RuleMetadata metadata, List<RuleProblem> problems) {
        this.file = file;
        this.offset = offset;
        this.metadata = metadata;
        this.problems = problems;
    }

    /**
     * Adds what is wrong with the spans of a rule.
     *
     * @param offset where the condition begins in the file
     * @return what a window must remember for the rule
     */
    static List<Rule.Memory> check(
            RuleText file,
            String condition,
            int offset,
            Set<String> events,
            Set<String> facts,
            RuleMetadata metadata,
            List<RuleProblem> problems) {
        List<FactPattern> timed = FactPattern.of(condition, facts).stream()
                .filter(pattern -> events.contains(pattern.fact()) || TimeReach.isMoment(pattern.fact()))
                .toList();
        ReachLint lint = new ReachLint(file, offset, metadata, problems);
        lint.checkMatch(condition, timed);
        lint.checkAlternatives(condition);
        lint.checkTimelines(condition);
        List<TimeReach.Reach> reaches = TimeReach.of(condition, timed, metadata);
        reaches.forEach(lint::checkReach);
        List<Rule.Memory> memories = new ArrayList<>();
        for (TimeReach.Reach reach : reaches) {
            Duration before = reach.before();
            Duration lookBack = before == null ? Duration.ZERO : before.plus(metadata.grace());
            if (events.contains(reach.pattern().fact()) && !lookBack.isZero()) {
                memories.add(new Rule.Memory(EventInterest.of(List.of(reach.pattern())), lookBack));
            }
        }
        return memories;
    }

    /** The silences that a condition asks for; a span that is none is no silence. */
    static Set<Duration> silences(String condition) {
        return SILENCES.matcher(condition)
                .results()
                .map(result -> result.group(1))
                .filter(Span::isSpan)
                .map(Span::parse)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkMatch(String condition, List<FactPattern> timed) {
        List<FactPattern> matched =
                timed.stream().filter(pattern -> pattern.part() == Part.MATCHED).toList();
        String anchor = metadata.anchor();
        if (anchor != null && matched.stream().noneMatch(pattern -> anchor.equals(pattern.name()))) {
            problems.add(file.problem(
                    Math.max(0, file.code().indexOf("@anchor")),
                    "@anchor names " + anchor + ", but no event of the match is bound to it; write " + anchor
                            + " : before its pattern"));
        }
        if (together(condition, matched) > 1
                && metadata.span().isZero()
                && metadata.grace().isZero()) {
            Duration needed = TimeReach.longestWithinMatch(condition, timed);
            problems.add(file.problem(
                    offset + matched.get(1).at(),
                    "the rule relates several events and does not say how far apart they may be; add @span(\""
                            + (needed.isZero() ? "15m" : Span.print(needed)) + "\")"));
            return;
        }
        checkTies(condition, matched);
        checkRanges(condition);
        Matcher silences = SILENCES.matcher(condition);
        while (silences.find()) {
            checkSilence(silences.group(1), offset + silences.start(1));
        }
        Duration longest = TimeReach.longestWithinMatch(condition, timed);
        if (longest.compareTo(metadata.span().plus(metadata.grace())) > 0) {
            tooShort(
                    offset + matched.get(matched.size() - 1).at(),
                    "the events may be " + Span.print(longest) + " apart, but the rule remembers less",
                    "span",
                    longest);
        }
    }

    /** Each further event must be tied in time to one before it: else each is combined with each, and kept in memory. */
    private void checkTies(String condition, List<FactPattern> matched) {
        for (int i = 1; i < matched.size(); i++) {
            FactPattern pattern = matched.get(i);
            boolean alternative = together(condition, matched.subList(i - 1, i + 1)) == 1;
            boolean from = FROM.matcher(condition.substring(behind(condition, pattern)))
                    .lookingAt();
            boolean tied = pattern.bareConstraints().stream()
                    .anyMatch(text -> TIE.matcher(text).find());
            if (!from && !alternative && !tied) {
                problems.add(file.problem(
                        offset + pattern.at(),
                        "nothing says when this comes; tie it to an event before it, as in this after[0s, 15m] "
                                + (matched.get(0).name() == null
                                        ? "$event"
                                        : matched.get(0).name())));
            }
        }
    }

    /** From late to early: nothing is in between. */
    private void checkRanges(String condition) {
        Matcher range = RANGE.matcher(condition);
        while (range.find()) {
            boolean turned =
                    isTime(range.group(1)) && isTime(range.group(2)) && millis(range.group(1)) > millis(range.group(2));
            if (turned) {
                problems.add(file.problem(
                        offset + range.start(1),
                        "nothing is between " + range.group(1) + " and " + range.group(2) + "; write [" + range.group(2)
                                + ", " + range.group(1) + "]"));
            }
        }
    }

    private static boolean isTime(String text) {
        return Span.isSpan(text) || text.matches("0[smhd]");
    }

    private static long millis(String span) {
        return Span.isSpan(span) ? Span.parse(span).toMillis() : 0;
    }

    private static int behind(String condition, FactPattern pattern) {
        int open = condition.indexOf('(', pattern.at());
        return Math.min(condition.length(), open + 1 + pattern.constraints().length() + 1);
    }

    /** How many facts a match holds: those that "or" joins are alternatives. */
    private static int together(String condition, List<FactPattern> matched) {
        String bare = RuleText.withoutStrings(condition);
        int together = matched.size();
        for (int i = 1; i < matched.size(); i++) {
            int or = RuleText.word(bare, "or", matched.get(i - 1).at());
            together -= or >= 0 && or < matched.get(i).at() ? 1 : 0;
        }
        return together;
    }

    private void checkSilence(String span, int at) {
        try {
            Duration silence = Span.parse(span);
            if (silence.compareTo(SHORTEST_SILENCE) < 0) {
                problems.add(file.problem(at, "silences are told from a minute on; say at least \"1m\""));
            } else if (silence.compareTo(metadata.span()) > 0) {
                tooShort(at, "the rule remembers less than this", "span", silence);
            }
        } catch (IllegalArgumentException e) {
            problems.add(file.problem(at, String.valueOf(e.getMessage())));
        }
    }

    /** In a pattern of the other side of an "or" nothing is said of the times of this side. */
    private void checkAlternatives(String condition) {
        int or = RuleText.word(RuleText.withoutStrings(condition), "or", 0);
        boolean relates = !metadata.span().isZero() || !metadata.grace().isZero();
        if (or >= 0 && relates) {
            problems.add(file.problem(
                    offset + or, "\"or\" has no place in a rule that relates events in time; write two rules"));
        }
    }

    /** A timeline that is not asked for a span holds whatever the window happens to hold. */
    private void checkTimelines(String condition) {
        Matcher timeline = TIMELINE.matcher(condition);
        while (timeline.find()) {
            Pattern asked = Pattern.compile(
                    "\\bTimeline\\s*\\([^;]*?(?:bursts|burstsOf|atLeast|balance)\\b[^;]*?\\)\\s*from\\s+"
                            + Pattern.quote(timeline.group(1)) + "\\b");
            if (!asked.matcher(condition).find()) {
                problems.add(
                        file.problem(
                                offset + timeline.start(1),
                                "nothing says how far apart the events of " + timeline.group(1)
                                        + " may be; ask the timeline for bursts( 5, \"10m\" ) or atLeast( 5, \"10m\", $event )"));
            }
        }
    }

    private void checkReach(TimeReach.Reach reach) {
        Part part = reach.pattern().part();
        int at = offset + reach.pattern().at();
        if (part != Part.MATCHED && TimeReach.isMoment(reach.pattern().fact())) {
            problems.add(file.problem(
                    at, "a " + reach.pattern().fact() + " can be matched, and not asked behind not or exists"));
        }
        if (part == Part.MATCHED || TimeReach.isMoment(reach.pattern().fact())) {
            return;
        }
        Duration before = reach.before();
        Duration after = reach.after();
        if (before == null || after == null) {
            problems.add(file.problem(at, unbound(part, before)));
        } else if (before.compareTo(metadata.span()) > 0) {
            tooShort(
                    at,
                    "the condition looks back " + Span.print(before) + " here, but the rule remembers less",
                    "span",
                    before);
        } else if (after.compareTo(metadata.grace()) > 0) {
            tooShort(at, "the condition waits " + Span.print(after) + " here, but the rule does not", "grace", after);
        }
    }

    /** A longer span finds the same and more: it is what the condition says. */
    private void tooShort(int at, String what, String key, Duration needed) {
        RuleProblem problem = file.problem(at, what + "; say @" + key + "(\"" + Span.print(needed) + "\")");
        Matcher said = Pattern.compile("@" + key + "\\s*\\(\\s*\"([^\"]*)\"").matcher(file.code());
        problems.add(
                said.find() ? problem.fixedBy(said.start(1), said.group(1).length(), Span.print(needed)) : problem);
    }

    private static String unbound(Part part, @Nullable Duration before) {
        if (part == Part.GATHERED) {
            return "nothing says how far apart the gathered events may be; ask the timeline for bursts( 5, \"10m\" )"
                    + " or atLeast( 5, \"10m\", $event )";
        }
        return before == null
                ? "nothing says how far back this looks; tie it to an event, as in this before[0s, 15m] $event"
                : "nothing says how long this waits; tie it to an event, as in this after[0s, 15m] $event";
    }
}

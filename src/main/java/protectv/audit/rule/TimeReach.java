package protectv.audit.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.FactPattern.Part;

/**
 * How far from a finding's moment each pattern of a condition can look, worked out from {@code after}, {@code before} and
 * the spans of bursts: the longest ways through the differences of time that the condition allows. So it is known what a
 * window must remember of those before it, and that nothing else decides.
 *
 * <p>Source: R. Dechter, I. Meiri, J. Pearl, Temporal constraint networks, 1991.
 */
final class TimeReach {

    /** No bound: more than any span, and two of them can be added. */
    private static final long FAR = Long.MAX_VALUE / 4;

    private static final long NOT_ASKED = -1;

    private static final Pattern ORDER =
            Pattern.compile("\\bthis\\s+(not\\s+)?(after|before|coincides)\\s*(?:\\[([^\\]]*)])?\\s*(\\$\\w+)");
    private static final Pattern UNIT = Pattern.compile("\\s*(-?[0-9]+)\\s*(ms|s|m|h|d)?");
    private static final Pattern SPAN_OF_BURST = Pattern.compile("\\b(?:bursts|burstsOf)\\s*\\([^()]*\"([^\"()]*)\"");
    private static final Pattern SPAN_UP_TO =
            Pattern.compile("\\b(?:atLeast|balance)\\s*\\([^()]*\"([^\"()]*)\"\\s*,\\s*(\\$\\w+)\\s*\\)");

    /** Alternatives, and brackets whose truth is denied or compared. */
    private static final Pattern UNSURE = Pattern.compile("[|^?]|!\\s*\\(|\\)\\s*[!=]=|[!=]=\\s*\\(");

    /** What stands at a moment of its own: events, and what the timelines tell. */
    private static final Set<String> MOMENTS = Set.of("Burst", "Silence", "InputFile");

    private final List<FactPattern> patterns;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final long[][] most;
    /** Patterns behind the same {@code not}: one of them is compared with the other. */
    private final boolean[][] together;

    private final int anchor;
    private final String condition;

    private TimeReach(String condition, List<FactPattern> patterns) {
        this.condition = condition;
        this.patterns = patterns;
        this.anchor = patterns.size();
        this.most = new long[anchor + 1][anchor + 1];
        this.together = new boolean[anchor + 1][anchor + 1];
        for (int i = 0; i <= anchor; i++) {
            Arrays.fill(most[i], FAR);
            most[i][i] = 0;
        }
        for (int i = 0; i < anchor; i++) {
            String name = patterns.get(i).name();
            if (name != null) {
                indexes.put(name, i);
            }
        }
    }

    /**
     * One pattern's reach.
     *
     * @param before how long before the finding's moment (less its grace) the pattern can look; null for any time
     * @param after how long behind it
     */
    record Reach(
            FactPattern pattern,
            @Nullable Duration before,
            @Nullable Duration after) {}

    /** The patterns with a time in a condition, each with its reach. */
    static List<Reach> of(String condition, List<FactPattern> timed, RuleMetadata metadata) {
        TimeReach reach = new TimeReach(condition, timed);
        reach.readOrders();
        reach.close();
        reach.tieToAnchor(metadata);
        reach.close();
        reach.reachOfGathered();
        List<Reach> reaches = new ArrayList<>();
        for (int i = 0; i < timed.size(); i++) {
            reaches.add(new Reach(
                    timed.get(i), duration(reach.most[i][reach.anchor]), duration(reach.most[reach.anchor][i])));
        }
        return reaches;
    }

    /** The longest time that the condition lets pass between two facts of a match; zero where it says nothing. */
    static Duration longestWithinMatch(String condition, List<FactPattern> timed) {
        TimeReach reach = new TimeReach(condition, timed);
        reach.readOrders();
        reach.close();
        long longest = 0;
        for (int i = 0; i < timed.size(); i++) {
            for (int j = 0; j < timed.size(); j++) {
                boolean matched =
                        timed.get(i).part() == Part.MATCHED && timed.get(j).part() == Part.MATCHED;
                if (matched && reach.most[i][j] < FAR / 2) {
                    longest = Math.max(longest, reach.most[i][j]);
                }
            }
        }
        return Duration.ofMillis(longest);
    }

    static boolean isMoment(String fact) {
        return MOMENTS.contains(fact);
    }

    private static @Nullable Duration duration(long millis) {
        return millis >= FAR / 2 ? null : Duration.ofMillis(Math.max(0, millis));
    }

    private void readOrders() {
        for (int i = 0; i < patterns.size(); i++) {
            for (String constraint : patterns.get(i).bareConstraints()) {
                // What need not hold, or may be turned around, bounds nothing.
                if (!UNSURE.matcher(constraint).find()) {
                    readOrders(i, constraint);
                }
            }
        }
    }

    private void readOrders(int pattern, String constraint) {
        Matcher order = ORDER.matcher(constraint);
        while (order.find()) {
            Integer other = indexes.get(order.group(4));
            long[] range = order.group(2).equals("coincides") ? around(order.group(3)) : range(order.group(3));
            if (order.group(1) != null || other == null || range == null) {
                continue;
            }
            boolean after = !order.group(2).equals("before");
            int later = after ? pattern : other;
            int earlier = after ? other : pattern;
            bound(earlier, later, range[1]);
            bound(later, earlier, -range[0]);
            if (!isMatched(pattern) && !isMatched(other)) {
                together[pattern][other] = true;
                together[other][pattern] = true;
            }
        }
    }

    /** {@code [0s, 10m]} in milliseconds; without brackets anything from 1 ms on, as Drools has it. */
    private static long @Nullable [] range(@Nullable String text) {
        if (text == null) {
            return new long[] {1, FAR};
        }
        String[] parts = text.split(",", -1);
        Long low = millis(parts[0]);
        Long high = parts.length == 2 ? millis(parts[1]) : Long.valueOf(FAR);
        return low == null || high == null || parts.length > 2 ? null : new long[] {low, high};
    }

    /** {@code coincides[5m]}: so much earlier or later; without brackets at the same time. */
    private static long @Nullable [] around(@Nullable String text) {
        Long most = text == null ? Long.valueOf(0) : millis(text);
        return most == null ? null : new long[] {-most, most};
    }

    private static @Nullable Long millis(String text) {
        Matcher unit = UNIT.matcher(text);
        long sum = 0;
        int end = 0;
        while (end < text.stripTrailing().length()) {
            if (!unit.find(end) || unit.start() != end) {
                return null;
            }
            long factor = unit.group(2) == null
                    ? 1
                    : switch (unit.group(2)) {
                        case "s" -> 1_000L;
                        case "m" -> 60_000L;
                        case "h" -> 3_600_000L;
                        case "d" -> 86_400_000L;
                        default -> 1L;
                    };
            sum += Long.parseLong(unit.group(1)) * factor;
            end = unit.end();
        }
        return end == 0 ? null : sum;
    }

    /** The anchor is the event that the rule names, else the last one; none of the match is further from it than the span. */
    private void tieToAnchor(RuleMetadata metadata) {
        long span = metadata.span().toMillis();
        Integer named = metadata.anchor() == null ? null : indexes.get(metadata.anchor());
        Integer last = named != null ? named : lastOfMatch();
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).part() == Part.MATCHED) {
                bound(anchor, i, named == null ? 0 : metadata.grace().toMillis());
                bound(i, anchor, span);
            }
        }
        if (last != null) {
            bound(anchor, last, 0);
            bound(last, anchor, 0);
        }
    }

    /** The pattern that no other of the match can come behind; null where that is not sure. */
    private @Nullable Integer lastOfMatch() {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).part() == Part.MATCHED && isLast(i)) {
                return i;
            }
        }
        return null;
    }

    private boolean isLast(int candidate) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).part() == Part.MATCHED && most[candidate][i] > 0) {
                return false;
            }
        }
        return true;
    }

    /** What a timeline gathers reaches as far before its bursts, or the event that is asked for, as these ask. */
    private void reachOfGathered() {
        long before = NOT_ASKED;
        Matcher burst = SPAN_OF_BURST.matcher(condition);
        while (burst.find()) {
            for (int i = 0; i < patterns.size(); i++) {
                if (patterns.get(i).fact().equals("Burst")) {
                    before = longer(before, most[i][anchor], burst.group(1));
                }
            }
        }
        Matcher upTo = SPAN_UP_TO.matcher(condition);
        while (upTo.find()) {
            Integer event = indexes.get(upTo.group(2));
            before = longer(before, event == null ? FAR : most[event][anchor], upTo.group(1));
        }
        for (int i = 0; i < patterns.size(); i++) {
            boolean timeline = patterns.get(i).part() == Part.GATHERED && before != NOT_ASKED;
            if (timeline) {
                bound(i, anchor, before);
                bound(anchor, i, 0);
            }
        }
    }

    private static long longer(long known, long more, String span) {
        long reach;
        try {
            reach = more >= FAR ? FAR : more + Span.parse(span).toMillis();
        } catch (IllegalArgumentException e) {
            return known;
        }
        return Math.max(known, reach);
    }

    /** Says that {@code to} is at most so long behind {@code from}. */
    private void bound(int from, int to, long millis) {
        most[from][to] = Math.min(most[from][to], millis);
    }

    /**
     * Whether a way may go over a pattern. What is behind {@code not} need not be there, so it ties nothing together but
     * itself and what stands in the same brackets.
     */
    private boolean leads(int from, int over, int to) {
        return isMatched(over) || together[over][from] || together[over][to];
    }

    private boolean isMatched(int index) {
        return index == anchor || patterns.get(index).part() == Part.MATCHED;
    }

    private void close() {
        int n = most.length;
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (most[i][k] < FAR && most[k][j] < FAR && leads(i, k, j)) {
                        most[i][j] = Math.min(most[i][j], most[i][k] + most[k][j]);
                    }
                }
            }
        }
    }
}

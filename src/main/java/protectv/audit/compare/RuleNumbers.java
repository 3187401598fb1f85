package protectv.audit.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.Rule;
import protectv.audit.rule.Span;

/** Finds the numbers of a rule that can be tuned: thresholds, and spans of time. Comments have none. */
public final class RuleNumbers {

    private static final String SPAN = "([1-9][0-9]{0,8}[smhd])";

    private static final Pattern ASKED = Pattern.compile(
            "\\b(bursts|burstsOf|atLeast)\\s*\\(\\s*(?:\"[^\"\\n]*\"\\s*,\\s*)?([0-9]{1,9})\\s*,\\s*\"" + SPAN + "\"");
    private static final Pattern BALANCE =
            Pattern.compile("\\bbalance\\s*\\(\\s*\"[^\"\\n]*\"\\s*,\\s*\"[^\"\\n]*\"\\s*,\\s*\"" + SPAN + "\"");
    private static final Pattern SILENCES = Pattern.compile("\\bsilences\\s*\\(\\s*\"" + SPAN + "\"");
    private static final Pattern ORDER =
            Pattern.compile("\\bthis\\s+(?:after|before)\\s*\\[\\s*[0-9]+[a-z]*\\s*,\\s*" + SPAN + "\\s*]");
    private static final Pattern COINCIDES = Pattern.compile("\\bthis\\s+coincides\\s*\\[\\s*" + SPAN + "\\s*]");
    private static final Pattern REMEMBERED = Pattern.compile("@span\\s*\\(\\s*\"" + SPAN + "\"");
    private static final Pattern GRACE = Pattern.compile("@grace\\s*\\(\\s*\"" + SPAN + "\"");

    private RuleNumbers() {}

    /**
     * A part of a text.
     *
     * @param start index of its first character
     */
    record Part(int start, int end) {}

    /**
     * A place with one number or two.
     *
     * @param line of the rule's file, counted from 1
     * @param shown the place as it is written: {@code bursts( 5, "10m"}
     * @param threshold the number; null where the place has none
     */
    public record Place(
            int line,
            String shown,
            @Nullable Long threshold,
            Duration span,
            @Nullable Part thresholdAt,
            Part spanAt) {

        boolean isGrace() {
            return shown.startsWith("@grace");
        }
    }

    /** All places of a rule, in the order of its text; those with a threshold first. */
    public static List<Place> of(Rule rule) {
        String code = rule.code();
        List<Place> places = ofCondition(code);
        Matcher grace = GRACE.matcher(code);
        // A wait that is as long as what the condition looks ahead goes with that.
        if (grace.find() && places.stream().noneMatch(place -> place.span().equals(Span.parse(grace.group(1))))) {
            places.add(place(code, grace, null, null, 1));
        }
        places.sort(Comparator.comparing((Place place) -> place.threshold() == null)
                .thenComparing(place -> place.spanAt().start()));
        return places;
    }

    /** The same with what the rule remembers and waits for, in the order of its text. */
    static List<Place> all(Rule rule) {
        String code = rule.code();
        List<Place> places = ofCondition(code);
        for (Pattern pattern : List.of(REMEMBERED, GRACE)) {
            Matcher waits = pattern.matcher(code);
            while (waits.find()) {
                places.add(place(code, waits, null, null, 1));
            }
        }
        places.sort(Comparator.comparing(place -> place.spanAt().start()));
        return places;
    }

    private static List<Place> ofCondition(String code) {
        List<Place> places = new ArrayList<>();
        Matcher asked = ASKED.matcher(code);
        while (asked.find()) {
            long threshold = Long.parseLong(asked.group(2));
            places.add(place(code, asked, threshold, new Part(asked.start(2), asked.end(2)), 3));
        }
        for (Pattern pattern : List.of(BALANCE, SILENCES, ORDER, COINCIDES)) {
            Matcher spans = pattern.matcher(code);
            while (spans.find()) {
                places.add(place(code, spans, null, null, 1));
            }
        }
        return places;
    }

    private static Place place(
            String code, Matcher matcher, @Nullable Long threshold, @Nullable Part thresholdAt, int group) {
        int line = (int) code.substring(0, matcher.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        return new Place(
                line,
                matcher.group().replaceAll("\\s+", " "),
                threshold,
                Span.parse(matcher.group(group)),
                thresholdAt,
                new Part(matcher.start(group), matcher.end(group)));
    }
}

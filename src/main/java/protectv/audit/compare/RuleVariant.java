package protectv.audit.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RuleNumbers.Part;
import protectv.audit.compare.RuleNumbers.Place;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Span;
import protectv.audit.rule.Vocabulary;

/**
 * A rule with another number, under an id of its own, so that many can be judged at once.
 *
 * @param rule the text with the numbers replaced, and with what the rule remembers and waits for made to fit
 */
public record RuleVariant(Setting setting, Rule rule) {

    private static final Pattern SPAN = Pattern.compile("@span\\s*\\(\\s*\"([^\"]*)\"");
    private static final Pattern GRACE = Pattern.compile("@grace\\s*\\(\\s*\"([^\"]*)\"");

    /**
     * The numbers of a variant.
     *
     * @param threshold null where the place has none
     */
    public record Setting(@Nullable Long threshold, Duration span) implements Comparable<Setting> {

        @Override
        public int compareTo(Setting other) {
            int bySpan = span.compareTo(other.span);
            return bySpan != 0 ? bySpan : Long.compare(number(), other.number());
        }

        private long number() {
            return threshold == null ? 0 : threshold;
        }
    }

    private record Waits(@Nullable Duration span, @Nullable Duration grace) {}

    /**
     * Makes a variant.
     *
     * @param number makes its id: {@code PV-TUNE-007}
     * @throws RulesException where no rule can have these numbers
     */
    static RuleVariant of(Rule rule, Place place, Setting setting, int number, Vocabulary vocabulary)
            throws RulesException {
        int slash = rule.file().lastIndexOf('/');
        String file = rule.file().substring(0, slash + 1) + String.format(Locale.ROOT, "variant-%03d.drl", number);
        RulesException first = null;
        for (Waits waits : waits(rule, place, setting.span())) {
            try {
                String text = text(rule, place, setting, waits, String.format(Locale.ROOT, "PV-TUNE-%03d", number));
                return new RuleVariant(setting, RuleCatalog.check(file, text, vocabulary));
            } catch (RulesException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new RulesException(rule.id() + " cannot be varied") : first;
    }

    /** What the rule may have to remember and to wait for, the least first; which one is enough, the lint says. */
    private static Set<Waits> waits(Rule rule, Place place, Duration span) {
        Duration remembered = none(rule.metadata().span());
        Duration waited = none(rule.metadata().grace());
        Duration more = span.minus(place.span());
        Duration exactSpan = place.span().equals(remembered) ? span : remembered;
        Duration exactGrace = place.isGrace() || place.span().equals(waited) ? span : waited;
        Set<Waits> waits = new LinkedHashSet<>();
        waits.add(new Waits(exactSpan, exactGrace));
        waits.add(new Waits(longer(remembered, more), exactGrace));
        waits.add(new Waits(longer(remembered, more), longer(waited, more)));
        return waits;
    }

    private static @Nullable Duration none(Duration length) {
        return length.isZero() ? null : length;
    }

    private static @Nullable Duration longer(@Nullable Duration length, Duration more) {
        return length == null || more.isNegative() ? length : length.plus(more);
    }

    private static String text(Rule rule, Place place, Setting setting, Waits waits, String id) throws RulesException {
        Map<Integer, Part> parts = new TreeMap<>();
        Map<Integer, String> texts = new TreeMap<>();
        String code = rule.code();
        Matcher name = Pattern.compile(
                        "\\brule\\s+\"(" + Pattern.quote(rule.id().value()) + ")\"")
                .matcher(code);
        if (!name.find()) {
            throw new RulesException(rule.file() + ": the name of the rule is not found in its text");
        }
        replace(parts, texts, new Part(name.start(1), name.end(1)), id);
        annotation(parts, texts, SPAN.matcher(code), waits.span());
        annotation(parts, texts, GRACE.matcher(code), waits.grace());
        if (!place.isGrace() && !setting.span().equals(place.span())) {
            replace(parts, texts, place.spanAt(), Span.print(setting.span()));
        }
        if (place.thresholdAt() != null && setting.threshold() != null) {
            replace(parts, texts, place.thresholdAt(), setting.threshold().toString());
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Map.Entry<Integer, Part> part : parts.entrySet()) {
            text.append(rule.text(), at, part.getKey()).append(texts.get(part.getKey()));
            at = part.getValue().end();
        }
        return text.append(rule.text(), at, rule.text().length()).toString();
    }

    private static void annotation(
            Map<Integer, Part> parts, Map<Integer, String> texts, Matcher matcher, @Nullable Duration length) {
        if (length != null && matcher.find() && !Span.parse(matcher.group(1)).equals(length)) {
            replace(parts, texts, new Part(matcher.start(1), matcher.end(1)), Span.print(length));
        }
    }

    private static void replace(Map<Integer, Part> parts, Map<Integer, String> texts, Part part, String text) {
        parts.put(part.start(), part);
        texts.put(part.start(), text);
    }

    /** From half of the present number to its double, with its neighbours. */
    static List<Long> ladder(long present) {
        return Stream.of(
                        Math.max(1, (present + 1) / 2),
                        Math.max(1, present - 1),
                        present,
                        present + 1,
                        present + (present + 1) / 2,
                        present * 2)
                .distinct()
                .sorted()
                .toList();
    }

    /** Half of it, itself, and its double. */
    static List<Duration> ladder(Duration present) {
        List<Duration> spans = new ArrayList<>();
        long half = present.toSeconds() / 2;
        if (half > 0) {
            spans.add(Duration.ofSeconds(half));
        }
        spans.add(present);
        spans.add(present.multipliedBy(2));
        return spans;
    }
}

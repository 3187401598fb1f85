package protectv.audit.compare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RuleNumbers.Place;
import protectv.audit.compare.RuleVariant.Setting;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.Vocabulary;

/**
 * Which variants of a rule are judged.
 *
 * @param shown those whose numbers were asked for; the others are the present one and its neighbours
 * @param fewer the present setting one step easier to reach: its findings are the near misses; null where there is none
 * @param more the present setting one step harder to reach
 */
public record TuningPlan(
        Rule rule,
        Place place,
        Setting present,
        @Nullable Setting fewer,
        @Nullable Setting more,
        SortedSet<Setting> shown,
        List<RuleVariant> variants) {

    /** More would take long to compile, and nobody would read the table. */
    private static final int MOST_VARIANTS = 200;

    private static final long MOST_THRESHOLD = 999_999_999;

    public TuningPlan {
        shown = new TreeSet<>(shown);
        variants = List.copyOf(variants);
    }

    /**
     * Plans.
     *
     * @param thresholds empty for a ladder around the present one
     * @param spans likewise
     * @throws ComparisonException where they cannot be tuned
     * @throws RulesException where no rule can have one of the numbers that were asked for
     */
    public static TuningPlan of(
            Rule rule, Place place, List<Long> thresholds, List<Duration> spans, Vocabulary vocabulary)
            throws ComparisonException, RulesException {
        Long now = place.threshold();
        if (now == null && !thresholds.isEmpty()) {
            throw new ComparisonException("that place of " + rule.id() + " has no threshold, only a span; give --span");
        }
        Setting present = new Setting(now, place.span());
        SortedSet<Setting> shown = new TreeSet<>();
        List<Duration> widths = spans.isEmpty() ? RuleVariant.ladder(place.span()) : spans;
        for (Duration span : widths) {
            if (now == null) {
                shown.add(new Setting(null, span));
            } else {
                for (long threshold : thresholds.isEmpty() ? RuleVariant.ladder(now) : thresholds) {
                    if (threshold < 1 || threshold > MOST_THRESHOLD) {
                        throw new ComparisonException("a threshold is a number from 1 to " + MOST_THRESHOLD);
                    }
                    shown.add(new Setting(threshold, span));
                }
            }
        }
        if (shown.size() > MOST_VARIANTS) {
            throw new ComparisonException(
                    shown.size() + " variants are too many; at most " + MOST_VARIANTS + " are judged at once");
        }
        Setting fewer = now == null
                ? shown.stream()
                        .filter(s -> s.compareTo(present) > 0)
                        .findFirst()
                        .orElse(null)
                : now > 1 ? new Setting(now - 1, place.span()) : null;
        Setting more = now == null
                ? shown.headSet(present).isEmpty()
                        ? null
                        : shown.headSet(present).last()
                : new Setting(now + 1, place.span());
        SortedSet<Setting> all = new TreeSet<>(shown);
        all.add(present);
        if (fewer != null) {
            all.add(fewer);
        }
        if (more != null) {
            all.add(more);
        }
        List<RuleVariant> variants = new ArrayList<>();
        for (Setting setting : all) {
            try {
                variants.add(RuleVariant.of(rule, place, setting, variants.size() + 1, vocabulary));
            } catch (RulesException e) {
                boolean onlyOfLadder = !setting.equals(present) && spans.isEmpty();
                if (!onlyOfLadder) {
                    throw e;
                }
                shown.remove(setting);
            }
        }
        return new TuningPlan(rule, place, present, kept(fewer, variants), kept(more, variants), shown, variants);
    }

    private static @Nullable Setting kept(@Nullable Setting setting, List<RuleVariant> variants) {
        return variants.stream().anyMatch(variant -> variant.setting().equals(setting)) ? setting : null;
    }
}

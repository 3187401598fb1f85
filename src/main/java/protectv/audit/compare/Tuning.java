package protectv.audit.compare;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import protectv.audit.compare.RuleVariant.Setting;
import protectv.audit.finding.Finding;
import protectv.audit.report.AuditReport;

/**
 * What the variants of a rule find, night by night.
 *
 * @param nights their starts, those without any finding included
 * @param rows by span and threshold, those that were asked for
 * @param added what one step easier would find in addition to the present numbers
 * @param dropped what the present numbers find and one step harder would not
 */
public record Tuning(
        TuningPlan plan, List<Instant> nights, List<Row> rows, List<Finding> added, List<Finding> dropped) {

    public Tuning {
        nights = List.copyOf(nights);
        rows = List.copyOf(rows);
        added = List.copyOf(added);
        dropped = List.copyOf(dropped);
    }

    /**
     * One setting.
     *
     * @param perNight findings of each night, in the order of the nights
     */
    public record Row(Setting setting, List<Long> perNight) {

        public Row {
            perNight = List.copyOf(perNight);
        }

        public long total() {
            return perNight.stream().mapToLong(Long::longValue).sum();
        }

        public long max() {
            return perNight.stream().mapToLong(Long::longValue).max().orElse(0);
        }

        public double mean() {
            return perNight.isEmpty() ? 0 : (double) total() / perNight.size();
        }

        /** The middle one; of an even number of nights the mean of the two in the middle. */
        public double median() {
            List<Long> sorted = perNight.stream().sorted().toList();
            int n = sorted.size();
            return n == 0 ? 0 : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
        }
    }

    private record Key(Instant night, String subject) {

        static Key of(Finding finding) {
            return new Key(finding.window().start(), finding.subject());
        }
    }

    /**
     * Counts.
     *
     * @param report of an audit by the plan's variants, in windows of a night
     * @param nights starts of all windows of its period
     */
    public static Tuning of(TuningPlan plan, AuditReport report, List<Instant> nights) {
        Map<String, Setting> settings = new HashMap<>();
        plan.variants().forEach(variant -> settings.put(variant.rule().id().value(), variant.setting()));
        Map<Setting, List<Finding>> found = new TreeMap<>();
        plan.variants().forEach(variant -> found.put(variant.setting(), new ArrayList<>()));
        for (AuditReport.WindowResult window : report.windows()) {
            for (Finding finding : window.findings()) {
                Setting setting = settings.get(finding.rule().id().value());
                if (setting != null) {
                    found.computeIfAbsent(setting, key -> new ArrayList<>()).add(finding);
                }
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Setting setting : plan.shown()) {
            Map<Instant, Long> counts = new HashMap<>();
            of(found, setting).forEach(f -> counts.merge(f.window().start(), 1L, Long::sum));
            rows.add(new Row(
                    setting,
                    nights.stream().map(night -> counts.getOrDefault(night, 0L)).toList()));
        }
        List<Finding> present = of(found, plan.present());
        return new Tuning(
                plan,
                nights,
                rows,
                plan.fewer() == null ? List.of() : without(of(found, plan.fewer()), present),
                plan.more() == null ? List.of() : without(present, of(found, plan.more())));
    }

    private static List<Finding> of(Map<Setting, List<Finding>> found, @Nullable Setting setting) {
        List<Finding> findings = setting == null ? null : found.get(setting);
        return findings == null ? List.of() : findings;
    }

    private static List<Finding> without(List<Finding> findings, List<Finding> others) {
        Set<Key> known = new HashSet<>();
        others.forEach(finding -> known.add(Key.of(finding)));
        return findings.stream()
                .filter(finding -> !known.contains(Key.of(finding)))
                .toList();
    }
}

package protectv.audit.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Finding;
import protectv.audit.rule.Severity;

/**
 * What this run and the ones before it found, as bars side by side: a rule and a subject count once in each.
 *
 * @param nights by time, this one last
 * @param width of the drawing, in its own units
 */
public record Trend(List<Night> nights, int width) {

    public static final int HEIGHT = 96;

    private static final int STEP = 22;
    private static final int BAR = 16;

    /**
     * One run.
     *
     * @param period for people
     * @param total of all severities
     * @param parts of its bar, from below: the mildest first
     */
    public record Night(String period, boolean isThis, Map<Severity, Long> findings, long total, List<Part> parts) {

        public Night {
            parts = List.copyOf(parts);
        }

        public long count(Severity severity) {
            return findings.getOrDefault(severity, 0L);
        }
    }

    /** @param path in the drawing */
    public record Part(Severity severity, String path) {}

    public Trend {
        nights = List.copyOf(nights);
    }

    /** Null where nothing is known of more runs than this one and the one before. */
    static @Nullable Trend of(AuditReport report, Wording wording) {
        Changes changes = report.changes();
        if (changes == null || changes.trend().isEmpty()) {
            return null;
        }
        List<Map<Severity, Long>> counts = new ArrayList<>();
        List<String> periods = new ArrayList<>();
        for (Changes.Night night : changes.trend()) {
            counts.add(night.findings());
            periods.add(wording.range(night.from(), night.to()));
        }
        counts.add(now(report));
        periods.add(wording.period(report.period()));
        long most = Math.max(1, counts.stream().mapToLong(Trend::sum).max().orElse(1));
        List<Night> nights = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            Map<Severity, Long> of = counts.get(i);
            nights.add(new Night(periods.get(i), i == counts.size() - 1, of, sum(of), parts(of, i * STEP, most)));
        }
        return new Trend(nights, counts.size() * STEP);
    }

    private static Map<Severity, Long> now(AuditReport report) {
        Map<String, Severity> worst = new HashMap<>();
        for (Finding finding : report.findings()) {
            worst.put(finding.fingerprint(), finding.rule().severity());
        }
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        worst.values().forEach(severity -> counts.merge(severity, 1L, Long::sum));
        return counts;
    }

    private static long sum(Map<Severity, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<Part> parts(Map<Severity, Long> counts, int left, long most) {
        List<Part> parts = new ArrayList<>();
        long below = 0;
        for (Severity severity : Severity.values()) {
            long count = counts.getOrDefault(severity, 0L);
            if (count > 0) {
                long bottom = HEIGHT - below * HEIGHT / most;
                // What is there is seen, be it one among thousands.
                long top = Math.min(bottom - 1, HEIGHT - (below + count) * HEIGHT / most);
                parts.add(new Part(severity, "M" + left + " " + top + "h" + BAR + "V" + bottom + "h-" + BAR + "z"));
                below += count;
            }
        }
        return parts;
    }
}

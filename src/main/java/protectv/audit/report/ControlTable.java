package protectv.audit.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;

/**
 * The verdicts as the page lays them out.
 *
 * @param counts how many controls have which outcome, zeros included: pass, fail, not evaluable
 * @param catalogues in the order of the report
 */
public record ControlTable(Map<Outcome, Long> counts, List<Catalogue> catalogues) {

    /** More than this is no list that anybody reads; the strip shows all. */
    static final int MOST_STRETCHES = 10;

    private static final int MOST_REASONS = 5;

    public record Catalogue(String name, List<Row> rows) {

        public Catalogue {
            rows = List.copyOf(rows);
        }

        /** Those that failed, in the order of the report. */
        public List<Row> failing() {
            return rows.stream()
                    .filter(r -> r.verdict().outcome() == Outcome.FAIL)
                    .toList();
        }
    }

    /**
     * One control.
     *
     * @param number its place in the report, from 1, for links to it
     * @param stretches those that the page has room for: where there are too many, the first that did not pass
     */
    public record Row(int number, ControlVerdict verdict, Strip strip, List<ControlVerdict.Stretch> stretches) {

        public Row {
            stretches = List.copyOf(stretches);
        }

        public List<String> reasons() {
            return first(verdict.reasons());
        }

        public List<String> limits() {
            return first(verdict.limits());
        }

        private static List<String> first(List<String> all) {
            return all.subList(0, Math.min(MOST_REASONS, all.size()));
        }
    }

    public ControlTable {
        catalogues = List.copyOf(catalogues);
    }

    static ControlTable of(AuditReport report) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        int number = 0;
        for (ControlVerdict verdict : report.controls()) {
            number++;
            rows.computeIfAbsent(verdict.control().catalogue(), c -> new ArrayList<>())
                    .add(new Row(
                            number,
                            verdict,
                            Strip.of(report.period(), verdict.stretches()),
                            shown(verdict.stretches())));
        }
        return new ControlTable(
                counts(report),
                rows.entrySet().stream()
                        .map(e -> new Catalogue(e.getKey(), e.getValue()))
                        .toList());
    }

    static Map<Outcome, Long> counts(AuditReport report) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0L);
        }
        report.controls().forEach(c -> counts.merge(c.outcome(), 1L, Long::sum));
        return Collections.unmodifiableMap(counts);
    }

    /** A mark that tells outcomes apart without colour. */
    public String mark(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "\u2713";
            case FAIL -> "\u2717";
            case NOT_EVALUABLE -> "?";
        };
    }

    private static List<ControlVerdict.Stretch> shown(List<ControlVerdict.Stretch> stretches) {
        return stretches.size() <= MOST_STRETCHES
                ? stretches
                : stretches.stream()
                        .filter(s -> s.outcome() != Outcome.PASS)
                        .limit(MOST_STRETCHES)
                        .toList();
    }
}

package protectv.audit.report;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Changes;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Life;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.WaiverUse;
import protectv.audit.finding.Window;
import protectv.audit.rule.Severity;

/**
 * What the HTML template shows.
 *
 * @param policy the content security policy
 * @param tallies one for each severity, worst first, zeros included
 */
public record ReportPage(
        String policy,
        String style,
        String script,
        AuditReport report,
        Verdict verdict,
        Wording wording,
        Timeline timeline,
        List<Tally> tallies,
        List<RuleGroup> groups,
        List<WaivedGroup> waived,
        ControlTable controls,
        KindTable kinds) {

    /** Beyond it a table is read by nobody; report.json has the rest. */
    private static final int MOST_ROWS = 100;

    /** How many findings of a severity. */
    private static final int FEW = 100;

    private static final int LINES_OF_MANY = 3;

    public record Tally(Severity severity, long findings) {}

    public ReportPage {
        tallies = List.copyOf(tallies);
        groups = List.copyOf(groups);
        waived = List.copyOf(waived);
    }

    static ReportPage of(AuditReport report, String policy, String style, String script) {
        Wording wording = new Wording(report.period().zone());
        List<Tally> tallies = new ArrayList<>();
        for (Severity severity : Verdict.WORST_FIRST) {
            tallies.add(new Tally(severity, Verdict.findings(report, severity)));
        }
        return new ReportPage(
                policy,
                style,
                script,
                report,
                Verdict.of(report),
                wording,
                Timeline.of(report, wording),
                tallies,
                RuleGroup.of(report),
                WaivedGroup.of(report),
                ControlTable.of(report),
                KindTable.of(report, wording));
    }

    /** Text from a log or a path, with what would be obeyed or hidden written out. */
    public Content text(String hostile) {
        return VisibleText.html(hostile);
    }

    /** {@code 12,345}. */
    public String number(long value) {
        return Wording.number(value);
    }

    /** {@code 1 finding}, {@code 2 findings}. */
    public String count(long value, String noun) {
        return Wording.count(value, noun);
    }

    /** {@code 1.4 MiB}. */
    public String size(long bytes) {
        return Wording.size(bytes);
    }

    /** {@code 2017-10-12 to 2017-10-13}. */
    public String range(Window window) {
        return wording.range(window.start(), window.end());
    }

    /** Null where nothing was compared. */
    public @Nullable ChangeCounts changeCounts() {
        Changes changes = report.changes();
        return changes == null ? null : ChangeCounts.of(changes);
    }

    /** Null where nothing was compared. */
    public @Nullable LifeState state(Finding finding) {
        return report.state(finding);
    }

    /** The log lines that the page has room for: all of few findings, the first of many. */
    public List<Evidence> evidence(Finding finding) {
        List<Evidence> all = finding.evidence();
        return Verdict.findings(report) <= FEW ? all : all.subList(0, Math.min(LINES_OF_MANY, all.size()));
    }

    /** The same, with the lines around the first of them where they are known. */
    public List<Excerpt> excerpt(Finding finding) {
        List<Evidence> shown = evidence(finding);
        return Excerpt.of(
                finding, shown, shown.isEmpty() ? null : report.surroundings().get(shown.get(0)));
    }

    /** Null where it was not met before, or nobody knows. */
    public @Nullable Life life(Finding finding) {
        return report.life(finding);
    }

    public LifeStrip strip(Life life) {
        return LifeStrip.of(life);
    }

    /** What any of the findings is, in the order of {@link LifeState}; empty where nothing was compared. */
    public List<LifeState> statesShown() {
        Changes changes = report.changes();
        return changes == null
                ? List.of()
                : changes.states().values().stream().distinct().sorted().toList();
    }

    /** How many there are, not counting the waived ones, be they on the page or not. */
    public long findings() {
        return Verdict.findings(report);
    }

    public List<Severity> worstFirst() {
        return Verdict.WORST_FIRST;
    }

    /** What nights before found; null where no history tells. */
    public @Nullable Trend trend() {
        return Trend.of(report, wording);
    }

    /** What is in one of two states and nobody waived, each once, worst first. */
    public List<Finding> in(LifeState one, LifeState other) {
        Map<String, Finding> first = new HashMap<>();
        for (Finding finding : report.findings()) {
            LifeState state = report.state(finding);
            if (finding.waiver() == null && (state == one || state == other)) {
                first.merge(finding.fingerprint(), finding, BinaryOperator.minBy(Gathered.ORDER));
            }
        }
        return first.values().stream().sorted(Gathered.ORDER).toList();
    }

    /** Those that need attention first, else in the order of the report. */
    public List<WaiverUse> waivers() {
        return report.waivers().stream()
                .sorted(Comparator.comparing(use -> use.concerns().isEmpty()))
                .toList();
    }

    /** Those that were expected and not heard first, then others that were expected, else in the order of the report. */
    public List<AuditReport.Source> sources() {
        return report.sources().stream()
                .sorted(Comparator.comparing(s -> s.expected() ? (s.lines() == 0 ? 0 : 1) : 2))
                .toList();
    }

    public boolean hasUnheard() {
        return !Verdict.unheard(report).isEmpty();
    }

    /** What a table has room for. */
    public <T> List<T> top(List<T> rows) {
        return rows.subList(0, Math.min(MOST_ROWS, rows.size()));
    }

    /** {@code not-evaluable}. */
    public String name(Enum<?> constant) {
        return Wording.name(constant);
    }
}

package protectv.audit.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import protectv.audit.finding.Changes;
import protectv.audit.rule.Severity;

/**
 * The summary as HTML for a mail: what readers of mail show, without style sheets and scripts. It names subjects and no log
 * lines.
 */
public final class SummaryHtml {

    /** More is read in the report. */
    private static final int MOST = 15;

    private static final Map<Severity, String> COLORS = Map.of(
            Severity.CRITICAL, "#a3123a",
            Severity.HIGH, "#c43c0a",
            Severity.MEDIUM, "#8a5300",
            Severity.LOW, "#2068ad",
            Severity.INFORMATIONAL, "#5b6472");

    private final AuditReport report;
    private final Wording wording;

    private SummaryHtml(AuditReport report) {
        this.report = report;
        this.wording = new Wording(report.period().zone());
    }

    /** A whole document. */
    public static String of(AuditReport report) {
        TemplateEngine engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, SummaryHtml.class.getClassLoader(), "protectv.audit.report.html.template");
        engine.setTrimControlStructures(true);
        StringOutput page = new StringOutput();
        engine.render("mail.jte", new SummaryHtml(report), page);
        return page.toString();
    }

    public AuditReport report() {
        return report;
    }

    public Verdict verdict() {
        return Verdict.of(report);
    }

    public String period() {
        return wording.periodInFull(report.period());
    }

    public List<Severity> severities() {
        return Verdict.WORST_FIRST;
    }

    public String count(Severity severity) {
        return Wording.number(Verdict.findings(report, severity));
    }

    public String color(Severity severity) {
        return COLORS.getOrDefault(severity, "#000000");
    }

    /** {@code 3 new, 1 reopened ...} since the run before; empty where there is none. */
    public String changes() {
        Changes changes = report.changes();
        return changes == null ? "" : ChangeCounts.of(changes).sentence();
    }

    public String since() {
        Changes changes = report.changes();
        return changes == null ? "" : changes.since();
    }

    /** Worst first. */
    public List<RuleGroup> groups() {
        List<RuleGroup> groups = RuleGroup.of(report);
        return groups.subList(0, Math.min(MOST, groups.size()));
    }

    public int more() {
        return RuleGroup.of(report).size() - groups().size();
    }

    /** Up to three subjects, and how many more there are. */
    public String subjects(RuleGroup group) {
        String first = String.join(", ", group.firstSubjects());
        long more = group.subjects() - group.firstSubjects().size();
        return more == 0 ? first : first + " and " + Wording.number(more) + " more";
    }

    public String last(RuleGroup group) {
        return wording.localWithOffset(group.lastSeen());
    }
}

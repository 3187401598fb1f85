package protectv.audit.report;

import java.util.Comparator;
import java.util.List;
import protectv.audit.control.ControlVerdict;
import protectv.audit.control.Outcome;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.WaiverUse;
import protectv.audit.rule.Waiver;

/** Controls, waivers, sources and rules that did not run, in full, for {@code report.txt}. */
final class TextVerdicts {

    /** Longer lists are for report.json: one line a window makes a text that nobody reads. */
    private static final int MOST = 5;

    private final AuditReport report;
    private final Wording wording;
    private final TextLines lines;

    TextVerdicts(AuditReport report, Wording wording, TextLines lines) {
        this.report = report;
        this.wording = wording;
        this.lines = lines;
    }

    void controls() {
        if (report.controls().isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Controls");
        for (ControlVerdict control : report.controls()) {
            lines.line("  " + TextLines.pad(control.outcome().label(), 15)
                    + VisibleText.escape(control.control() + "  " + control.title()));
            lines.line("                 windows: " + Wording.number(control.passed()) + " pass, "
                    + Wording.number(control.failed()) + " fail, " + Wording.number(control.notEvaluable())
                    + " not evaluable");
            first("", control.reasons());
            first("limit: ", control.limits());
            List<ControlVerdict.Stretch> notPassed = control.stretches().stream()
                    .filter(s -> s.outcome() != Outcome.PASS)
                    .sorted(Comparator.comparing(s -> s.outcome() != Outcome.FAIL))
                    .toList();
            notPassed.stream()
                    .limit(MOST)
                    .forEach(s -> lines.line("                 - " + wording.range(s.from(), s.to()) + " "
                            + s.outcome().label() + ": " + VisibleText.escape(s.reason())));
            int more = notPassed.size() - MOST;
            more(more);
        }
    }

    private void first(String label, List<String> texts) {
        texts.stream().limit(MOST).forEach(text -> lines.line("                 " + label + VisibleText.escape(text)));
        more(texts.size() - MOST);
    }

    private void more(int count) {
        if (count > 0) {
            lines.line("                 and " + Wording.number(count) + " more in report.json");
        }
    }

    void waivers() {
        if (report.waivers().isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Waivers");
        for (WaiverUse use : report.waivers()) {
            Waiver waiver = use.waiver();
            lines.line("  " + waiver.rule() + "  " + VisibleText.escape(waiver.subject()) + "  ("
                    + Wording.count(use.findings(), "finding") + " about "
                    + Wording.count(use.subjects(), "subject") + ", expires " + waiver.expires()
                    + (waiver.ceiling() == null
                            ? ""
                            : ", up to " + waiver.ceiling().label())
                    + ")");
            lines.line("    " + VisibleText.escape(waiver.owner()) + ": " + VisibleText.escape(waiver.reason()));
            use.concerns()
                    .forEach(concern ->
                            lines.line("    ! " + Wording.concern(concern) + ": " + Wording.advice(concern)));
        }
    }

    void sources() {
        if (report.sources().isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Sources");
        for (AuditReport.Source source : report.sources()) {
            lines.line("  " + TextLines.pad(source.source().role().label(), 9)
                    + VisibleText.escape(source.source().name())
                    + (source.expected() ? " (expected): " : ": ") + heard(source));
        }
    }

    private String heard(AuditReport.Source source) {
        if (source.lines() == 0) {
            return source.expected() ? "never heard" : "no lines within the period";
        }
        return Wording.count(source.lines(), "line")
                + (source.first() == null || source.last() == null
                        ? ""
                        : ", " + wording.localWithOffset(source.first()) + " to "
                                + wording.localWithOffset(source.last()))
                + (source.longestGap() == null ? "" : ", longest gap " + Wording.span(source.longestGap()));
    }

    void notRun() {
        if (report.rules().notRun().isEmpty()) {
            return;
        }
        lines.blank();
        lines.line("Rules that did not run");
        report.rules().notRun().forEach((rule, reason) -> lines.field(VisibleText.escape(rule), reason));
    }
}

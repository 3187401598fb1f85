package protectv.audit.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import protectv.audit.compare.FindingChange.Kind;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Evidence;
import protectv.audit.finding.Finding;
import protectv.audit.report.Wording;
import protectv.audit.rule.Span;

/**
 * A backtest for people, as plain text or as Markdown. Text from logs is made visible, and stands in code blocks of the
 * Markdown, where nothing in it is obeyed.
 *
 * @param maxEvidence lines shown of each finding and direction
 * @param maxFindings findings shown of each rule
 */
public record BacktestText(int maxEvidence, int maxFindings) {

    /** Lines of text, each ended by LF. */
    public String text(Backtest test) {
        StringBuilder text = new StringBuilder();
        head(test).forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        rulesAndFiles(test).forEach(line -> text.append(line).append('\n'));
        text.append(sums(test)).append('\n');
        byRule(test).forEach((rule, changes) -> {
            text.append('\n').append(title(rule, changes)).append('\n');
            lines(changes).forEach(line -> text.append(line).append('\n'));
        });
        return text.toString();
    }

    /** GitHub's Markdown. */
    public String markdown(Backtest test) {
        StringBuilder text = new StringBuilder("# Backtest of rules\n\n");
        head(test).forEach(line -> text.append("    ").append(line).append('\n'));
        text.append('\n').append(sums(test)).append("\n\n");
        List<String> differing = rulesAndFiles(test);
        if (!differing.isEmpty()) {
            text.append("## What differs in the rules\n\n");
            differing.forEach(line -> text.append("    ").append(line).append('\n'));
            text.append('\n');
        }
        Map<String, List<FindingChange>> byRule = byRule(test);
        if (!byRule.isEmpty()) {
            text.append(
                    "## What differs in the findings\n\n| rule | gained | lost | changed |\n|---|---:|---:|---:|\n");
            byRule.forEach((rule, changes) -> text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d |\n",
                    rule,
                    of(changes, Kind.GAINED),
                    of(changes, Kind.LOST),
                    of(changes, Kind.CHANGED))));
        }
        byRule.forEach((rule, changes) -> {
            text.append("\n### ")
                    .append(rule)
                    .append("\n\n    ")
                    .append(title(rule, changes))
                    .append('\n');
            lines(changes).forEach(line -> text.append("    ").append(line).append('\n'));
        });
        return text.toString();
    }

    private static List<String> head(Backtest test) {
        List<String> lines = new ArrayList<>();
        var period = test.now().report().period();
        lines.add("Backtest over " + Wording.count(test.now().report().inputs().size(), "input") + ", "
                + Wording.count(test.now().report().summary().lines(), "line")
                + (period.isKnown() ? ", " + period.from() + " to " + period.to() : "") + ", windows of "
                + Span.print(period.window()));
        lines.add("  rules    " + side(test.now()));
        lines.add("  against  " + side(test.before()));
        return lines;
    }

    private static String side(Backtest.Side side) {
        return VisibleText.escape(side.name()) + ": "
                + Wording.count(side.rules().size(), "rule");
    }

    private static List<String> rulesAndFiles(Backtest test) {
        List<String> lines = new ArrayList<>();
        for (RuleChange change : test.rules()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "rule %-7s  %s  %s%s",
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.id(),
                    VisibleText.escape(change.file()),
                    change.what().isEmpty() ? "" : ": " + VisibleText.escape(String.join(", ", change.what()))));
        }
        test.beside()
                .forEach((name, what) ->
                        lines.add("file " + String.format("%-7s", what) + "  " + VisibleText.escape(name)));
        test.notRun().forEach((id, what) -> lines.add(id + " " + VisibleText.escape(what)));
        if (lines.isEmpty()) {
            lines.add("The rules and the files beside them are the same.");
        }
        return lines;
    }

    private static String sums(Backtest test) {
        return "Findings: " + test.count(Kind.GAINED) + " gained, " + test.count(Kind.LOST) + " lost, "
                + test.count(Kind.CHANGED) + " changed, " + test.same() + " the same";
    }

    private static Map<String, List<FindingChange>> byRule(Backtest test) {
        Map<String, List<FindingChange>> byRule = new LinkedHashMap<>();
        test.findings()
                .forEach(change -> byRule.computeIfAbsent(
                                change.latest().rule().id().value(), id -> new ArrayList<>())
                        .add(change));
        return byRule;
    }

    private static String title(String rule, List<FindingChange> changes) {
        return rule + " " + VisibleText.escape(changes.get(0).latest().rule().title()) + ": "
                + of(changes, Kind.GAINED) + " gained, " + of(changes, Kind.LOST) + " lost, "
                + of(changes, Kind.CHANGED) + " changed";
    }

    private static long of(List<FindingChange> changes, Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    private List<String> lines(List<FindingChange> changes) {
        List<String> lines = new ArrayList<>();
        changes.stream().limit(maxFindings).forEach(change -> {
            lines.add(headOf(change));
            Finding old = change.before();
            Finding young = change.now();
            if (old != null && young != null && !Objects.equals(old.message(), young.message())) {
                lines.add("      was: " + VisibleText.escape(Objects.requireNonNullElse(old.message(), "(none)")));
                lines.add("      now: " + VisibleText.escape(Objects.requireNonNullElse(young.message(), "(none)")));
            } else if (change.latest().message() != null) {
                lines.add("      "
                        + VisibleText.escape(
                                Objects.requireNonNullElse(change.latest().message(), "")));
            }
            evidence(lines, "+", change.linesGained());
            evidence(lines, "-", change.linesLost());
        });
        if (changes.size() > maxFindings) {
            lines.add("  ... and " + (changes.size() - maxFindings) + " more (--max-findings)");
        }
        return lines;
    }

    private static String headOf(FindingChange change) {
        Finding finding = change.latest();
        String sign = switch (change.kind()) {
            case GAINED -> "+";
            case LOST -> "-";
            case CHANGED -> "~";
        };
        String what = change.differences().isEmpty()
                ? finding.rule().severity().label() + ", count " + finding.count()
                        + (finding.waiver() == null ? "" : ", waived")
                : String.join(", ", change.differences());
        return "  " + sign + " " + finding.window().start() + "  " + VisibleText.escape(finding.subject()) + "  "
                + what;
    }

    private void evidence(List<String> lines, String sign, List<Evidence> evidence) {
        evidence.stream()
                .limit(maxEvidence)
                .forEach(line -> lines.add("      " + sign + " " + VisibleText.escape(line.file()) + ":" + line.line()
                        + "  " + VisibleText.escape(line.text())));
        if (evidence.size() > maxEvidence) {
            lines.add("      " + sign + " ... and " + (evidence.size() - maxEvidence) + " more lines (--max-evidence)");
        }
    }
}

package protectv.audit.catalogue;

import java.util.List;
import java.util.Locale;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.Rule;

/** Rules as rows of at most 100 columns; a longer title is cut, and the cut is seen. */
public final class RuleTable {

    private static final int COLUMNS = 100;

    private RuleTable() {}

    /** The heading and a row for each rule. */
    public static String of(List<Rule> rules) {
        StringBuilder table = new StringBuilder(row("RULE", "SEVERITY", "STATUS", "SOURCE", "TITLE"));
        for (Rule rule : rules) {
            table.append(row(
                    rule.id().value(),
                    rule.metadata().severity().label(),
                    rule.metadata().status().label(),
                    VisibleText.fit(RuleFilter.source(rule), 8),
                    rule.metadata().title()));
        }
        return table.toString();
    }

    private static String row(String id, String severity, String status, String source, String title) {
        String start = String.format(Locale.ROOT, "%-11s  %-13s  %-12s  %-8s  ", id, severity, status, source);
        return start + VisibleText.fit(title, COLUMNS - start.length()) + "\n";
    }
}

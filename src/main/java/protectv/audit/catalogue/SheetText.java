package protectv.audit.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.RuleMetadata;

/** One rule for people at a terminal, at most 100 columns wide but for words that are longer. */
public final class SheetText {

    private static final int LABEL = 16;
    private static final int COLUMNS = 100;

    private final StringBuilder out = new StringBuilder();

    private SheetText() {}

    /** The sheet as lines, the last one with its end. */
    public static String of(RuleSheet sheet) {
        SheetText text = new SheetText();
        text.write(sheet);
        return text.out.toString();
    }

    private void write(RuleSheet sheet) {
        RuleMetadata metadata = sheet.rule().metadata();
        row(metadata.id().value(), metadata.title());
        row("", metadata.severity().label() + ", " + metadata.status().label() + ", since " + metadata.since());
        row("file", sheet.rule().file());
        row("about", metadata.subject());
        row("message", metadata.message());
        row("cause", metadata.cause());
        row("first step", metadata.remedy());
        row("false positives", metadata.falsePositives());
        row("source", metadata.source());
        rows(
                "controls",
                sheet.controls().stream()
                        .map(control -> control.ref() + "  " + control.title())
                        .toList());
        rows("time", sheet.timing());
        rows(
                "remembers",
                sheet.remembers().isEmpty()
                        ? List.of("nothing from before a window")
                        : sheet.remembers().stream()
                                .map(RuleSheet.Remembered::inWords)
                                .toList());
        row(
                "lists",
                sheet.rule().lists().stream()
                        .sorted()
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(null));
        out.append("\ncondition\n");
        sheet.rule()
                .shownCondition()
                .lines()
                .forEach(line ->
                        out.append("    ").append(VisibleText.escape(line)).append('\n'));
        out.append("\ntest  ").append(VisibleText.escape(sheet.test().file())).append('\n');
        for (TestCases.Case each : sheet.test().cases()) {
            out.append(each.findings() == 0 ? "    none   " : "    finds  ")
                    .append(VisibleText.fit(each.name(), COLUMNS - 11))
                    .append('\n');
        }
        if (!sheet.test().problem().isEmpty()) {
            out.append("    ")
                    .append(VisibleText.escape(sheet.test().problem()))
                    .append('\n');
        }
    }

    private void rows(String label, List<String> values) {
        String left = label;
        for (String value : values) {
            row(left, value);
            left = "";
        }
    }

    private void row(String label, @Nullable String value) {
        if (value == null) {
            return;
        }
        StringBuilder line = new StringBuilder(label);
        pad(line);
        boolean first = true;
        for (String word : VisibleText.escape(value).split(" ", -1)) {
            if (!first && line.length() + 1 + word.length() > COLUMNS) {
                out.append(line).append('\n');
                line.setLength(0);
                pad(line);
                first = true;
            }
            line.append(first ? "" : " ").append(word);
            first = false;
        }
        out.append(line).append('\n');
    }

    private static void pad(StringBuilder line) {
        line.append(" ".repeat(Math.max(0, LABEL - line.length())));
    }
}

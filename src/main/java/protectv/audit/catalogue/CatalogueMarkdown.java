package protectv.audit.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.Markdown;
import protectv.audit.report.Wording;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleMetadata;

/** The catalogue as Markdown, and the parts of it that other documents show. */
public final class CatalogueMarkdown {

    private final StringBuilder out = new StringBuilder();

    private CatalogueMarkdown() {}

    /** The whole document. */
    public static String of(Catalogue catalogue) {
        CatalogueMarkdown markdown = new CatalogueMarkdown();
        markdown.write(catalogue);
        return markdown.out.toString();
    }

    /**
     * A table of the rules for each area: id with a link to its file, severity, title.
     *
     * @param folder of the rules, as a link from the document reaches it: {@code rules/}
     */
    public static String table(RuleCatalog catalog, String folder) {
        CatalogueMarkdown markdown = new CatalogueMarkdown();
        Area.group(catalog.rules()).forEach((area, rules) -> {
            markdown.line("**" + Markdown.text(area.title()) + "**");
            markdown.line("");
            markdown.line("| rule | severity | title |");
            markdown.line("|---|---|---|");
            for (Rule rule : rules) {
                markdown.line("| [" + rule.id() + "](" + link(folder + rule.file()) + ") | "
                        + rule.metadata().severity().label() + " | "
                        + Markdown.text(rule.metadata().title()) + " |");
            }
            markdown.line("");
        });
        return markdown.out.toString().stripTrailing() + "\n";
    }

    /** The fields of all facts in one table. */
    public static String facts(FactDictionary dictionary) {
        CatalogueMarkdown markdown = new CatalogueMarkdown();
        markdown.line("| fact | field | type | meaning |");
        markdown.line("|---|---|---|---|");
        for (FactDictionary.Fact fact : dictionary.facts()) {
            markdown.line("| " + Markdown.code(fact.name()) + " | | | " + Markdown.ours(fact.description()) + " |");
            fact.fields().forEach(field -> markdown.line("| | " + fieldCells(field)));
        }
        return markdown.out.toString();
    }

    private static String fieldCells(FactDictionary.Field field) {
        return Markdown.code(field.name()) + " | " + Markdown.ours(field.typeInFull()) + " | "
                + Markdown.ours(field.description()) + " |";
    }

    private void write(Catalogue catalogue) {
        line("# Catalogue of the rules");
        line("");
        line(Wording.count(catalogue.ruleCount(), "rule") + ", digest " + Markdown.code(catalogue.digest()) + ".");
        line("");
        for (Catalogue.Section section : catalogue.sections()) {
            line("- [" + Markdown.text(section.area().title()) + "](#"
                    + section.area().key().toLowerCase(Locale.ROOT) + "): "
                    + section.rules().stream().map(sheet -> link(sheet.rule())).collect(Collectors.joining(", ")));
        }
        line("- [Controls and their rules](#controls)");
        line("- [What a rule can ask](#facts)");
        for (Catalogue.Section section : catalogue.sections()) {
            heading(
                    2,
                    section.area().key().toLowerCase(Locale.ROOT),
                    section.area().title());
            section.rules().forEach(this::sheet);
        }
        controls(catalogue.controls());
        dictionary(catalogue.dictionary());
    }

    private void sheet(RuleSheet sheet) {
        RuleMetadata metadata = sheet.rule().metadata();
        heading(3, anchor(sheet.rule()), metadata.id() + " " + metadata.title());
        line("| | |");
        line("|---|---|");
        row("severity", metadata.severity().label());
        row("status", metadata.status().label() + ", since " + metadata.since());
        row("first step", metadata.remedy());
        row("cause", metadata.cause());
        row("false positives", metadata.falsePositives());
        row("about", metadata.subject());
        row("message", metadata.message());
        row("source", metadata.source());
        cells(
                "controls",
                sheet.controls().stream()
                        .map(control -> Markdown.text(control.ref() + " " + control.title()))
                        .toList());
        cells("time", sheet.timing().stream().map(Markdown::text).toList());
        cells(
                "remembers",
                sheet.remembers().stream()
                        .map(each -> Markdown.text(each.inWords()))
                        .toList());
        cells(
                "lists",
                sheet.rule().lists().stream().sorted().map(Markdown::code).toList());
        cells("file", List.of(Markdown.code(sheet.rule().file())));
        cells(
                "test",
                List.of(Markdown.code(sheet.test().file()) + ", "
                        + Wording.count(sheet.test().cases().size(), "case")));
        line("");
        out.append(Markdown.block(sheet.rule().shownCondition()));
    }

    private void controls(Map<String, List<Catalogue.ServedControl>> controls) {
        heading(2, "controls", "Controls and their rules");
        line("| control | asks | rules |");
        line("|---|---|---|");
        controls.values().stream()
                .flatMap(List::stream)
                .forEach(control -> line("| " + Markdown.text(control.ref().toString()) + " | "
                        + Markdown.text(control.title()) + " | "
                        + control.rules().stream().map(CatalogueMarkdown::link).collect(Collectors.joining(", "))
                        + " |"));
    }

    private void dictionary(FactDictionary dictionary) {
        heading(2, "facts", "What a rule can ask");
        for (FactDictionary.Fact fact : dictionary.facts()) {
            line(Markdown.code(fact.name()) + ": " + fact.description() + ".");
            line("");
            line("| field | type | meaning |");
            line("|---|---|---|");
            fact.fields().forEach(field -> line("| " + fieldCells(field)));
            line("");
            if (!fact.events().isEmpty()) {
                line("Its `event` is one of "
                        + fact.events().stream().map(Markdown::code).collect(Collectors.joining(", ")) + ".");
                line("");
            }
        }
        out.setLength(out.length() - 1);
    }

    private void heading(int level, String anchor, String title) {
        if (!out.substring(Math.max(0, out.length() - 2)).equals("\n\n")) {
            line("");
        }
        line("<a id=\"" + anchor + "\"></a>");
        line("");
        line("#".repeat(level) + " " + Markdown.text(title));
        line("");
    }

    private void row(String label, @Nullable String value) {
        if (value != null) {
            line("| " + label + " | " + Markdown.text(value) + " |");
        }
    }

    /** @param values Markdown already */
    private void cells(String label, List<String> values) {
        if (!values.isEmpty()) {
            line("| " + label + " | " + String.join("<br>", values) + " |");
        }
    }

    private static String link(Rule rule) {
        return "[" + rule.id() + "](#" + anchor(rule) + ")";
    }

    private static String anchor(Rule rule) {
        return rule.id().value().toLowerCase(Locale.ROOT);
    }

    /** A path in a link: blanks and brackets would end it. */
    private static String link(String path) {
        return path.replace("%", "%25").replace(" ", "%20").replace("(", "%28").replace(")", "%29");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}

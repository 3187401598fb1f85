package protectv.audit.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.event.GuideTable;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.GuideRow;
import protectv.audit.run.LoadedRules;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code events}: the rows of the guide's tables, and which rule fires on a line of each. */
@Command(
        name = "events",
        description = "Lists the guide's 67 events: kind, table, and the rules that fire on a sample line of each.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Ends with 3 where a sample is not recognised or an error of the guide has no rule.",
            "",
            "Example:",
            "  protectv-audit events --format markdown > events.md"
        })
final class EventsCommand implements Callable<Integer> {

    private enum Format {
        TABLE,
        JSON,
        MARKDOWN
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    @Override
    public Integer call() throws RulesException {
        List<GuideRow> rows = GuideRow.all(
                LoadedRules.load(rules.folder(), CacheFolder.open()).compiled());
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> printTable(rows, out);
            case JSON -> printJson(rows, out);
            case MARKDOWN -> printMarkdown(rows, out);
        }
        long recognised = rows.stream().filter(GuideRow::recognised).count();
        List<GuideRow> errors = rows.stream().filter(EventsCommand::isError).toList();
        List<GuideRow> silent =
                errors.stream().filter(row -> row.rules().isEmpty()).toList();
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                Locale.ROOT,
                "%d of %d events recognised, %d of %d error rows have a rule%n",
                recognised,
                rows.size(),
                errors.size() - silent.size(),
                errors.size());
        silent.forEach(row ->
                err.println("no rule fires on " + row.log() + " " + row.kind().name()));
        rows.stream().filter(row -> !row.recognised()).forEach(row -> err.println("not recognised: " + row.sample()));
        return (silent.isEmpty() && recognised == rows.size() ? ExitCode.OK : ExitCode.RULES).code();
    }

    private static boolean isError(GuideRow row) {
        return row.kind().table() == GuideTable.ERROR;
    }

    private static String table(GuideRow row) {
        return row.kind().table().name().toLowerCase(Locale.ROOT);
    }

    private static String rules(GuideRow row) {
        return row.rules().stream().map(RuleId::value).collect(Collectors.joining(", "));
    }

    private static void printTable(List<GuideRow> rows, PrintWriter out) {
        out.printf("%-6s  %-7s  %-44s  %-44s  %s%n", "LOG", "TABLE", "KIND", "EVENT", "RULES");
        for (GuideRow row : rows) {
            String rules = rules(row);
            out.printf(
                    "%-6s  %-7s  %-44s  %-44s  %s%n",
                    row.log(), table(row), row.kind().name(), row.kind().label(), rules.isEmpty() ? "-" : rules);
        }
    }

    private static void printMarkdown(List<GuideRow> rows, PrintWriter out) {
        out.println("| log | table | kind | event | rules |");
        out.println("|---|---|---|---|---|");
        for (GuideRow row : rows) {
            out.printf(
                    "| %s | %s | `%s` | %s | %s |%n",
                    row.log(), table(row), row.kind().name(), row.kind().label(), rules(row));
        }
    }

    private static void printJson(List<GuideRow> rows, PrintWriter out) {
        List<Map<String, Object>> list = rows.stream()
                .map(row -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("log", row.log());
                    fields.put("table", table(row));
                    fields.put("kind", row.kind().name());
                    fields.put("event", row.kind().label());
                    fields.put("recognised", row.recognised());
                    fields.put("rules", row.rules().stream().map(RuleId::value).toList());
                    fields.put("sample", row.sample());
                    return fields;
                })
                .toList();
        out.println(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(list));
    }
}

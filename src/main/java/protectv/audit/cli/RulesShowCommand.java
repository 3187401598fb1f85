package protectv.audit.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.catalogue.RuleJson;
import protectv.audit.catalogue.RuleSheet;
import protectv.audit.catalogue.SheetText;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.policy.ControlTitles;
import protectv.audit.policy.Policy;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RulesException;

/** {@code rules show ID...}: all about some rules. */
@Command(
        name = "show",
        description =
                "Shows all about rules: what they say, the controls, what they remember, the condition, the test's"
                        + " cases.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit rules show PV-KEY-051"})
final class RulesShowCommand implements Callable<Integer> {

    private enum Format {
        TEXT,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Rules to show, as PV-KEY-001.")
    private List<String> ids = List.of();

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "text")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    @Override
    public Integer call() throws RulesException {
        Path folder = rules.folder();
        Set<Rule> asked = new LinkedHashSet<>();
        for (String id : ids) {
            asked.addAll(RuleSelection.one(folder, id).rules());
        }
        ControlTitles titles = Policy.load(folder).titles();
        List<RuleSheet> sheets = asked.stream()
                .map(rule -> RuleSheet.of(folder, rule, titles, FactVocabulary.VOCABULARY))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                format == Format.JSON
                        ? RuleJson.sheets(sheets) + "\n"
                        : sheets.stream().map(SheetText::of).collect(Collectors.joining("\n\n")));
        return ExitCode.OK.code();
    }
}

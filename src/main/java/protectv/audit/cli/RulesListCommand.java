package protectv.audit.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.catalogue.RuleFilter;
import protectv.audit.catalogue.RuleJson;
import protectv.audit.catalogue.RuleTable;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.run.LoadedRules;

/** {@code rules list}: id, severity, status, source and title. */
@Command(
        name = "list",
        description =
                "Lists the rules: id, severity, status, source, title. A rule is listed that satisfies all options;"
                        + " of the values of one option it needs one.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit rules list --severity high+ --source ssh --control 'pci-dss-4:8.*'"
        })
final class RulesListCommand implements Callable<Integer> {

    private enum Format {
        TABLE,
        JSON
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Option(
            names = "--severity",
            paramLabel = "SEVERITY",
            split = ",",
            description =
                    "informational, low, medium, high or critical: of this severity; high+: of this one or worse.")
    private List<String> severities = List.of();

    @Option(
            names = "--source",
            paramLabel = "FOLDER",
            split = ",",
            description = "Of this folder of the rules: manager, ssh, client, logs.")
    private List<String> sources = List.of();

    @Option(
            names = "--control",
            paramLabel = "CONTROL",
            split = ",",
            description =
                    "That serve this control: nist-800-53:AC-2, or AC-2 of any catalogue. * stands for any text, ?"
                            + " for one letter.")
    private List<String> controls = List.of();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "experimental, test, stable or deprecated.")
    private List<String> statuses = List.of();

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Format format;

    @Override
    public Integer call() throws RulesException {
        RuleCatalog catalog = LoadedRules.catalog(rules.folder());
        List<Rule> listed = catalog.of(filter(catalog)).rules();
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(RuleJson.list(listed));
        } else if (!listed.isEmpty()) {
            out.print(RuleTable.of(listed));
        }
        if (listed.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("protectv-audit: none of the " + catalog.rules().size() + " rules satisfies all of that");
        }
        return ExitCode.OK.code();
    }

    private RuleFilter filter(RuleCatalog catalog) {
        try {
            return RuleFilter.of(severities, sources, controls, statuses, catalog.rules());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}

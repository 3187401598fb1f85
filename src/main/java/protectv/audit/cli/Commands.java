package protectv.audit.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import protectv.audit.run.LocalSite;
import protectv.audit.run.Site;

/**
 * All commands by their names, in the order of the help text. Reading what they declare takes longer than most answers,
 * so a line may ask for those alone that it names.
 */
final class Commands {

    private static final Map<String, Function<Site, Object>> OF_PROGRAM = new LinkedHashMap<>();
    private static final Map<String, Supplier<Object>> OF_RULES = new LinkedHashMap<>();

    private static final Map<String, Supplier<Object>> OF_CONFIG = Map.of("show", ConfigShowCommand::new);

    private static final Map<String, Map<String, Supplier<Object>>> BELOW =
            Map.of("rules", OF_RULES, "config", OF_CONFIG);

    static {
        OF_PROGRAM.put("run", RunCommand::new);
        OF_PROGRAM.put("explain", site -> new ExplainCommand());
        OF_PROGRAM.put("parse", site -> new ParseCommand());
        OF_PROGRAM.put("events", site -> new EventsCommand());
        OF_PROGRAM.put("rules", site -> new RulesCommand());
        OF_PROGRAM.put("history", site -> new HistoryCommand());
        OF_PROGRAM.put("verify", site -> new VerifyCommand());
        OF_PROGRAM.put("why-changed", site -> new WhyChangedCommand());
        OF_PROGRAM.put("config", site -> new ConfigCommand());
        OF_PROGRAM.put("schema", site -> new SchemaCommand());
        OF_PROGRAM.put("completion", site -> new CompletionCommand());
        OF_PROGRAM.put("share", site -> new ShareCommand());

        OF_RULES.put("list", RulesListCommand::new);
        OF_RULES.put("show", RulesShowCommand::new);
        OF_RULES.put("doc", RulesDocCommand::new);
        OF_RULES.put("new", RulesNewCommand::new);
        OF_RULES.put("lint", RulesLintCommand::new);
        OF_RULES.put("test", RulesTestCommand::new);
        OF_RULES.put("coverage", RulesCoverageCommand::new);
        OF_RULES.put("mutate", RulesMutateCommand::new);
        OF_RULES.put("backtest", RulesBacktestCommand::new);
        OF_RULES.put("tune", RulesTuneCommand::new);
        OF_RULES.put("sign", RulesSignCommand::new);
        OF_RULES.put("verify", RulesVerifyCommand::new);
    }

    private Commands() {}

    static CommandLine all() {
        return named();
    }

    /** As below, on this machine. */
    static CommandLine named(String... words) {
        return named(new LocalSite(System.in), words);
    }

    /** The commands that the words of a line begin with; all where they begin with none, so that the error can name them. */
    static CommandLine named(Site site, String... words) {
        CommandLine program = new CommandLine(new ProtectvAudit());
        ProtectvAudit.addExitCodes(program.getCommandSpec());
        chosen(OF_PROGRAM, words, 0).forEach((name, command) -> {
            CommandLine added = new CommandLine(command.apply(site));
            chosen(BELOW.getOrDefault(name, Map.of()), words, 1)
                    .forEach((below, subcommand) -> added.addSubcommand(below, subcommand.get()));
            Configuration.addOption(added);
            program.addSubcommand(name, added);
        });
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    private static <T> Map<String, T> chosen(Map<String, T> commands, String[] words, int place) {
        String word = place < words.length ? words[place] : "";
        T command = commands.get(word);
        return command == null ? commands : Collections.singletonMap(word, command);
    }
}

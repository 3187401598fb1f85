package protectv.audit.cli;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import protectv.audit.settings.ConfigurationException;
import protectv.audit.settings.Setting;
import protectv.audit.settings.SettingKey;
import protectv.audit.settings.Settings;

/**
 * Adds to a command line what the environment and the configuration file say of options that are not on it. Their keys are
 * the options of {@code run}; other commands take those that mean the same to them.
 *
 * @param args the command line with all of them
 * @param file null where there is none
 * @param used what was added
 * @param unknown variables that look like settings and are none
 */
record Configuration(List<String> args, @Nullable Path file, List<Setting> used, Set<String> unknown) {

    static final String INPUTS = "inputs";

    private static final String OPTION = "--config";
    private static final String VARIABLE = "PROTECTV_AUDIT_CONFIG";

    /** Options that mean the same to every command that has them. */
    private static final Set<String> SHARED = Set.of(
            "allowed-signers",
            "client-log",
            "client-prefix",
            "client-time",
            "history",
            "inventory",
            "max-line-bytes",
            "reference",
            "require-signed",
            "rules",
            "state",
            "window",
            "zone");

    Configuration {
        args = List.copyOf(args);
        used = List.copyOf(used);
    }

    /** Lets a command, and those below it, be told of a file where it takes anything from one. */
    static void addOption(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        boolean takes = spec.optionsMap().keySet().stream()
                .anyMatch(name -> name.startsWith("--") && SHARED.contains(name.substring(2)));
        if (takes) {
            spec.addOption(OptionSpec.builder(OPTION)
                    .paramLabel("FILE")
                    .type(Path.class)
                    .description(
                            "A configuration file, for options that are not on the command line. Default: the environment"
                                    + " variable " + VARIABLE + ".")
                    .build());
        }
        command.getSubcommands().values().forEach(Configuration::addOption);
    }

    /** @throws ConfigurationException where the file or the environment says what no option can mean */
    static Configuration of(Map<String, String> environment, String... args) throws ConfigurationException {
        List<String> given = List.of(args);
        Path file = file(given, environment);
        if (file == null && !Settings.areIn(environment)) {
            // Most answers need nothing of all this, and shall not wait for it.
            return new Configuration(given, null, List.of(), Set.of());
        }
        CommandSpec command = Commands.named(args).getCommandSpec();
        int words = 0;
        while (words < args.length && command.subcommands().containsKey(args[words])) {
            command = command.subcommands().get(args[words]).getCommandSpec();
            words++;
        }
        boolean run = words == 1 && args[0].equals("run");
        if (words == 0 || command.findOption(OPTION) == null) {
            return new Configuration(given, null, List.of(), Set.of());
        }
        List<SettingKey> keys = keys();
        Settings settings = Settings.of(keys, environment, file);
        List<Setting> used = new ArrayList<>();
        List<String> added = new ArrayList<>(given.subList(0, words));
        for (Setting setting : settings.byKey().values()) {
            boolean meant = run || SHARED.contains(setting.key());
            OptionSpec option = command.findOption("--" + setting.key());
            if (meant && option != null && !isGiven(given, option) && !isOfAnother(given, command, option)) {
                used.add(setting);
                added.addAll(arguments(option, setting));
            }
        }
        added.addAll(given.subList(words, given.size()));
        return new Configuration(added, file, used, Settings.unknownVariables(keys, environment));
    }

    static @Nullable Path file(List<String> args, Map<String, String> environment) {
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (arg.equals(OPTION) && i + 1 < args.size()) {
                return Path.of(args.get(i + 1));
            }
            if (arg.startsWith(OPTION + "=")) {
                return Path.of(arg.substring(OPTION.length() + 1));
            }
        }
        String variable = environment.get(VARIABLE);
        return variable == null || variable.isEmpty() ? null : Path.of(variable);
    }

    private static boolean isGiven(List<String> args, OptionSpec option) {
        return args.stream()
                .takeWhile(arg -> !arg.equals("--"))
                .anyMatch(arg ->
                        Arrays.stream(option.names()).anyMatch(name -> arg.equals(name) || arg.startsWith(name + "=")));
    }

    /** The formats of a folder go with the folder: who names another place names its formats. */
    private static boolean isOfAnother(List<String> given, CommandSpec command, OptionSpec option) {
        OptionSpec out = command.findOption("--out");
        return option.longestName().equals("--format") && out != null && isGiven(given, out);
    }

    private static List<String> arguments(OptionSpec option, Setting setting) {
        String name = option.longestName();
        if (isSwitch(option)) {
            return setting.values().contains("true") ? List.of(name) : List.of();
        }
        return setting.values().stream().map(value -> name + "=" + value).toList();
    }

    private static boolean isSwitch(OptionSpec option) {
        return option.arity().max() == 0;
    }

    /** Every key that may be set, by name. */
    static List<SettingKey> keys() {
        CommandLine run = requireNonNull(Commands.named("run").getSubcommands().get("run"));
        Map<String, SettingKey> keys = new TreeMap<>();
        for (OptionSpec option : run.getCommandSpec().options()) {
            String name = option.longestName().substring(2);
            boolean forAll = option.usageHelp()
                    || option.versionHelp()
                    || option.longestName().equals(OPTION);
            if (!forAll && (!option.hidden() || name.equals(INPUTS))) {
                keys.put(name, key(name, option));
            }
        }
        return List.copyOf(keys.values());
    }

    private static SettingKey key(String name, OptionSpec option) {
        SettingKey.Shape shape = isSwitch(option)
                ? SettingKey.Shape.SWITCH
                : option.isMultiValue() ? SettingKey.Shape.LIST : SettingKey.Shape.TEXT;
        // What a field begins with may be the machine's: the number of its processors. That is told in the description.
        String usual = isSwitch(option) ? "false" : option.defaultValue();
        // A text of the form ${env:...} is another way to say the variable.
        boolean told = usual != null && !usual.startsWith("${");
        return new SettingKey(name, shape, String.join(" ", description(option)), told ? usual : "");
    }

    private static String[] description(OptionSpec option) {
        return Arrays.stream(option.description())
                .map(line -> line.replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValueString()))
                        .replace("${COMPLETION-CANDIDATES}", candidates(option)))
                .toArray(String[]::new);
    }

    private static String candidates(OptionSpec option) {
        List<String> candidates = new ArrayList<>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(candidates::add);
        }
        return String.join(", ", candidates);
    }

    /** What came from elsewhere than the command line, in a line; empty where nothing did. */
    String origins() {
        return used.stream()
                .map(setting -> "--" + setting.key() + " from " + setting.origin())
                .collect(Collectors.joining(", "));
    }
}

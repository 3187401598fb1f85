package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.catalogue.Area;
import protectv.audit.catalogue.NewRule;
import protectv.audit.catalogue.RuleKind;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RulesException;
import protectv.audit.run.LoadedRules;

/** {@code rules new KIND}: a rule and its failing test from a template. */
@Command(
        name = "new",
        description = "Writes a rule and its test from a template. The rule loads with the others; its test fails until"
                + " what says FILL IN is filled in.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Examples:",
            "  protectv-audit rules new threshold --area SSH --title 'Many unknown users from one address'",
            "  protectv-audit rules new absence --id PV-CLI-060 --title 'Client enrolled, and no key since'"
        })
final class RulesNewCommand implements Callable<Integer> {

    /** The kinds as the help text lists them. */
    static final class Kinds implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(RuleKind.values())
                    .map(kind -> kind.label() + " (" + kind.meaning() + ")")
                    .iterator();
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Parameters(
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "What the rule relates: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String kind;

    @Option(names = "--title", required = true, paramLabel = "TITLE", description = "Names the problem, in one line.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String title;

    @Option(names = "--id", paramLabel = "ID", description = "Of the rule, as PV-KEY-060; one that was never used.")
    private @Nullable String id;

    @Option(
            names = "--area",
            paramLabel = "AREA",
            description = "In place of --id: takes the next free id of KEY, CLI, GW, ENR, DB, LOG, SSH or AGT.")
    private @Nullable String area;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Folder below that of the rules. Without it: that of the area, as manager for KEY.")
    private @Nullable String folder;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "Date of the rule, as 2026-11-22. Without it: the day on which the file is written.")
    private @Nullable String since;

    @Override
    public Integer call() throws RulesException, IOException {
        Path target = rules.folder();
        RuleCatalog catalog = isEmpty(target) ? new RuleCatalog(target, List.of(), "") : LoadedRules.catalog(target);
        NewRule rule = rule(catalog);
        NewRule.Written files = write(rule, target);
        try {
            LoadedRules.catalog(target);
        } catch (RulesException e) {
            NewRule.remove(target, files);
            throw new UsageException(
                    "the rule would not load, so it was not written; mend what it was given:\n" + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote " + target.resolve(files.rule()));
        out.println("wrote " + target.resolve(files.test()));
        out.println("Fill in what says FILL IN, then: protectv-audit rules test " + rule.id());
        return ExitCode.OK.code();
    }

    /** True for a folder that is to get its first rule. */
    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.noneMatch(file -> file.toString().endsWith(".drl"));
        }
    }

    private NewRule rule(RuleCatalog catalog) {
        try {
            RuleKind wanted = RuleKind.of(kind);
            RuleId named = id(catalog, wanted);
            return new NewRule(wanted, named, title.strip(), folder(named, wanted), date());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private String folder(RuleId named, RuleKind wanted) {
        if (folder != null) {
            return folder;
        }
        String ofArea = Area.of(named).folder();
        return ofArea.isEmpty() ? wanted.folder() : ofArea;
    }

    private RuleId id(RuleCatalog catalog, RuleKind wanted) {
        if (id == null && area == null) {
            throw new UsageException(
                    "say which id the rule gets: --id PV-KEY-060, or --area KEY for the next free one");
        }
        if (id == null) {
            return NewRule.nextId(catalog, String.valueOf(area), wanted);
        }
        if (area != null) {
            throw new UsageException("--id says the area, too; leave --area out");
        }
        RuleId named = new RuleId(id.toUpperCase(Locale.ROOT));
        for (Rule rule : catalog.rules()) {
            if (rule.id().equals(named)) {
                throw new UsageException("the id " + named + " is that of " + rule.file() + "; the next free one is "
                        + NewRule.nextId(catalog, Area.of(named).key(), wanted));
            }
        }
        return named;
    }

    private @Nullable LocalDate date() {
        try {
            return since == null ? null : LocalDate.parse(since);
        } catch (DateTimeException e) {
            throw new UsageException("--since " + since + " is no date; write it as 2026-11-22");
        }
    }

    private static NewRule.Written write(NewRule rule, Path target) {
        try {
            return rule.write(target);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("there is a file " + e.getFile()
                    + " already, and it stays as it is; give the rule another title or --folder");
        } catch (IOException e) {
            throw new UsageException("the rule cannot be written into " + target + ": " + e.getMessage());
        }
    }
}

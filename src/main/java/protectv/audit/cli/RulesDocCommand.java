package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.catalogue.Catalogue;
import protectv.audit.catalogue.CatalogueFiles;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.policy.Policy;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.run.LoadedRules;

/** {@code rules doc}: the catalogue as Markdown and HTML. */
@Command(
        name = "doc",
        description = "Writes the catalogue of the rules, of the controls they serve and of what rules can ask:"
                + " rules.md, and rules.html in one file that needs no network.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Example:", "  protectv-audit rules doc --out catalogue"})
final class RulesDocCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RulesDocCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the two files; made where it is missing. Files of these names are replaced.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Override
    public Integer call() throws RulesException {
        Path folder = rules.folder();
        RuleCatalog catalog = LoadedRules.catalog(folder);
        Catalogue catalogue = Catalogue.of(catalog, Policy.load(folder).titles(), FactVocabulary.VOCABULARY);
        List<Path> written;
        try {
            written = CatalogueFiles.write(catalogue, out);
        } catch (IOException e) {
            LOG.debug("the catalogue was not written", e);
            throw new UsageException("the catalogue cannot be written into " + out + ": " + reason(e)
                    + "; name another folder with --out");
        }
        written.forEach(file -> spec.commandLine().getOut().println("wrote " + file));
        return ExitCode.OK.code();
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileAlreadyExistsException ? "that is a file" : String.valueOf(e.getMessage());
    }
}

package protectv.audit.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import protectv.audit.input.Inputs;
import protectv.audit.run.Site;

/** The logs that a run audits: those on its command line, else those of the configuration. */
final class RunInputs {

    @Parameters(
            arity = "0..*",
            paramLabel = "INPUT",
            description =
                    "Log files, folders (with all below), globs, or - for standard input; plain, gz, bz2, xz or zst.")
    private List<String> given = new ArrayList<>();

    @Option(
            names = {"--input", "--" + Configuration.INPUTS},
            arity = "1..*",
            hidden = true,
            description =
                    "Log files, folders (with all below), globs, or - for standard input. Inputs on the command line"
                            + " take their place.")
    private List<String> configured = new ArrayList<>();

    /** The caller closes them. */
    Inputs find(Site site) {
        return site.find(names());
    }

    List<String> names() {
        List<String> names = given.isEmpty() ? configured : given;
        if (names.isEmpty()) {
            throw new UsageException("name the logs: protectv-audit run INPUT..., or inputs: in a configuration file");
        }
        return names;
    }
}

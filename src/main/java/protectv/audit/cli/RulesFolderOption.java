package protectv.audit.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which folder the rules are in. */
final class RulesFolderOption {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            description =
                    "Folder of the rules. Without it: rules/ of the working folder, else that of the distribution.")
    private @Nullable Path folder;

    /** The folder that was named, or found; nobody verified what is there. */
    Path given() {
        return folder != null ? folder : RulesFolder.find();
    }
}

package protectv.audit.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rules where the user names none: beside the working folder, else beside the jar or the distribution. */
final class RulesFolder {

    private RulesFolder() {}

    static Path find() {
        List<Path> places = new ArrayList<>();
        places.add(Path.of("rules"));
        Path program = program();
        // lib/protectv-audit.jar of the distribution, or target/protectv-audit.jar of a checkout
        Path home = program == null || program.getParent() == null
                ? null
                : program.getParent().getParent();
        if (home != null) {
            places.add(home.resolve("rules"));
        }
        return places.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("no rules found at " + places + "; name their folder with --rules"));
    }

    /** The jar of the program, or the folder of its classes; null where Java does not say. */
    static @Nullable Path program() {
        CodeSource source = Main.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return null;
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalStateException("the program does not know where it is: " + source.getLocation(), e);
        }
    }
}

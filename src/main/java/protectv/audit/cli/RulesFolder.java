package protectv.audit.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/** Finds the rules where the user names none: beside the working folder, else beside the jar or the distribution. */
final class RulesFolder {

    private RulesFolder() {}

    static Path find() {
        List<Path> places = new ArrayList<>();
        places.add(Path.of("rules"));
        CodeSource source = Main.class.getProtectionDomain().getCodeSource();
        if (source != null) {
            try {
                // lib/protectv-audit.jar of the distribution, or target/protectv-audit.jar of a checkout
                Path jar = Path.of(source.getLocation().toURI());
                Path home = jar.getParent() == null ? null : jar.getParent().getParent();
                if (home != null) {
                    places.add(home.resolve("rules"));
                }
            } catch (URISyntaxException | IllegalArgumentException e) {
                throw new IllegalStateException("the program does not know where it is: " + source.getLocation(), e);
            }
        }
        return places.stream()
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("no rules found at " + places + "; name their folder with --rules"));
    }
}

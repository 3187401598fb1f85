package protectv.audit.policy;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.RulesException;

/** A rules folder for a test. */
record PolicyFolder(Path path) {

    PolicyFolder with(String name, String... lines) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        return this;
    }

    Policy load() throws RulesException {
        return Policy.load(path);
    }

    /** The first line of each problem. */
    List<String> problems() {
        @Nullable RulesException e = catchThrowableOfType(RulesException.class, this::load);
        return e == null
                ? List.of()
                : String.valueOf(e.getMessage())
                        .lines()
                        .filter(line -> !line.startsWith("    "))
                        .toList();
    }
}

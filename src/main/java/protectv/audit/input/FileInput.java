package protectv.audit.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A regular file. */
record FileInput(Path path, String name, @Nullable Instant lastModified) implements InputSource {

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }
}

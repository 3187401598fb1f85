package protectv.audit.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file for this process alone. */
public final class TemporaryFile {

    private TemporaryFile() {}

    /**
     * Opens a new file, for its owner only, that is gone when it is closed.
     *
     * @param suffix of its name, as long as it has one: POSIX systems unlink it at once, so that even a killed process leaves
     *     no log text behind
     */
    public static FileChannel open(String suffix) throws IOException {
        Path file = Files.createTempFile("protectv-audit-", suffix);
        try {
            return FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }
}

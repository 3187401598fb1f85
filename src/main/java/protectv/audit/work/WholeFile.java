package protectv.audit.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/** Writes a file whole or not at all: whoever reads it meanwhile gets the old one. */
public final class WholeFile {

    private WholeFile() {}

    /** Writes UTF-8; a file that is replaced keeps its permissions, and a link stays one. */
    public static void write(Path file, String text) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        // Not Files.createTempFile: its files are for their owner alone, and this one follows the umask.
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            PosixFileAttributeView mode = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
            if (mode != null && Files.isRegularFile(target)) {
                mode.setPermissions(Files.getPosixFilePermissions(target));
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}

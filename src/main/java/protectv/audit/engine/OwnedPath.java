package protectv.audit.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders and files that this user alone can have written. What others could have put there is not used. */
public final class OwnedPath {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedPath.class);

    private OwnedPath() {}

    /** Makes a folder that is for this user alone, and the folders above it, where they are missing. */
    public static void create(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /**
     * True where a path is no link, belongs to the user of this process, and nobody else may write to it; says so in the log
     * where not.
     *
     * @param owner as {@link #userOf} tells
     * @throws UnsupportedOperationException where the file system knows no owners
     */
    public static boolean isOwn(Path path, UserPrincipal owner) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean own = !attributes.isSymbolicLink()
                && attributes.owner().equals(owner)
                && !attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE);
        if (!own) {
            LOG.warn("{} is not used: it must be of this user, and writable by nobody else; remove it", path);
        }
        return own;
    }

    /** Whoever owns what this process makes in a folder. */
    public static UserPrincipal userOf(Path folder) throws IOException {
        Path mine = Files.createTempFile(folder, "who", ".tmp");
        try {
            return Files.getOwner(mine);
        } finally {
            Files.deleteIfExists(mine);
        }
    }
}

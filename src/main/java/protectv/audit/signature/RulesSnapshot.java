package protectv.audit.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a rules folder at one moment. What is verified and what is loaded are these bytes: a file that changes later
 * changes nothing.
 *
 * <p>It holds every file that may decide what is found, also of kinds that only a later version reads: all but Markdown,
 * hidden files and editors' {@code name~}. Rules and their tests belong to it whatever they are called.
 */
final class RulesSnapshot {

    static final String MANIFEST = "MANIFEST";
    static final String SIGNATURE = "MANIFEST.sig";

    /** Far more than rules need; a folder with a disk image in it must not exhaust the memory. */
    private static final int MOST_BYTES = 64 << 20;

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private byte @Nullable [] manifest;
    private byte @Nullable [] signature;
    private int size;

    private RulesSnapshot() {}

    /**
     * Reads a folder.
     *
     * @throws SigningException where there is no such folder
     * @throws UntrustedRulesException where it holds what no signature can speak for: links, pipes, names of many lines
     */
    static RulesSnapshot of(Path folder) throws SigningException, UntrustedRulesException {
        if (!Files.isDirectory(folder)) {
            throw new SigningException("there is no folder of rules at " + folder + "; name one with --rules");
        }
        RulesSnapshot snapshot = new RulesSnapshot();
        Path root;
        Visitor visitor;
        try {
            root = folder.toRealPath();
            visitor = snapshot.new Visitor(root);
            Files.walkFileTree(root, visitor);
        } catch (IOException e) {
            throw new SigningException("the rules in " + folder + " cannot be read: " + e.getMessage());
        }
        if (visitor.refused != null) {
            throw new UntrustedRulesException(visitor.refused);
        }
        return snapshot;
    }

    static boolean covers(String path) {
        if (path.equals(MANIFEST) || path.equals(SIGNATURE)) {
            return false;
        }
        if (path.endsWith(".drl") || path.endsWith(".test.yaml")) {
            return true;
        }
        boolean hidden = path.startsWith(".") || path.contains("/.");
        return !hidden && !path.endsWith("~") && !path.endsWith(".md");
    }

    Manifest manifest() {
        SortedMap<String, String> digests = new TreeMap<>();
        files.forEach((path, bytes) -> digests.put(path, sha256(bytes)));
        return new Manifest(digests);
    }

    /** What stands in the folder's {@code MANIFEST}; null where there is none. */
    byte @Nullable [] signedManifest() {
        return manifest == null ? null : manifest.clone();
    }

    /** What stands in {@code MANIFEST.sig}; null where there is none. */
    byte @Nullable [] signature() {
        return signature == null ? null : signature.clone();
    }

    int fileCount() {
        return files.size();
    }

    /** Writes the files, and nothing else, below a folder. */
    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private @Nullable String refused;

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String path = root.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            boolean covered = covers(path);
            if (!covered && !path.equals(MANIFEST) && !path.equals(SIGNATURE)) {
                return FileVisitResult.CONTINUE;
            }
            if (!attributes.isRegularFile()) {
                return refuse(path + " of the rules is a link or no ordinary file, and no signature speaks for what is"
                        + " behind it; put the file itself there");
            }
            if (!Manifest.canName(path)) {
                return refuse("the name " + path + " has a backslash or a control character; rename the file");
            }
            byte[] bytes;
            // It may have become a link since it was looked at.
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                bytes = in.readNBytes(MOST_BYTES - size + 1);
            }
            size += bytes.length;
            if (size > MOST_BYTES) {
                return refuse("the rules are larger than " + (MOST_BYTES >> 20) + " MiB with " + path
                        + "; keep only rules and what stands beside them in the folder");
            }
            if (covered) {
                files.put(path, bytes);
            } else if (path.equals(MANIFEST)) {
                manifest = bytes;
            } else {
                signature = bytes;
            }
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult refuse(String why) {
            refused = why;
            return FileVisitResult.TERMINATE;
        }
    }
}

package protectv.audit.compare;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.escape.VisibleText;

/**
 * The rules folder of a git revision, copied to a private temporary folder that is deleted at the end. Only what git stores
 * is read: no filter, hook or attribute of the repository runs.
 */
public final class RulesRevision implements Closeable {

    /** How a revision is told from a folder on the command line. */
    public static final String PREFIX = "git:";

    private static final Pattern FILE_OF_RULES = Pattern.compile(".*\\.(drl|yaml|txt)", Pattern.DOTALL);
    private static final Pattern OID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Far more than rules ever are: a repository that holds other things is refused before it fills the disk. */
    private static final int MOST_FILES = 20_000;

    private final Path folder;
    private final String commit;

    private RulesRevision(Path folder, String commit) {
        this.folder = folder;
        this.commit = commit;
    }

    /** One file of a tree. */
    record Blob(String oid, String path) {}

    /** Where the copy lies. */
    public Path folder() {
        return folder;
    }

    /** Which commit it is of. */
    public String commit() {
        return commit;
    }

    /**
     * Copies the rules of a revision.
     *
     * @param within a folder within the repository
     * @param named {@code git:REV} for the same folder at that revision, {@code git:REV:path} for another one
     * @throws ComparisonException where there is no git, no repository, no such revision, or no rules in it
     */
    public static RulesRevision copy(Path within, String named) throws ComparisonException {
        String rest = named.substring(PREFIX.length());
        int colon = rest.indexOf(':');
        String revision = colon < 0 ? rest : rest.substring(0, colon);
        if (revision.isBlank() || revision.startsWith("-") || revision.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new ComparisonException(
                    VisibleText.escape(named) + ": write a revision as git:REV or git:REV:path/to/rules, as git:HEAD~1;"
                            + " one that begins with - is none");
        }
        Git git = new Git(within);
        String path = colon < 0 ? git.line("rev-parse", "--show-prefix") : rest.substring(colon + 1);
        String commit = verified(git, named, revision + "^{commit}", "has no revision " + revision);
        String tree = verified(git, named, tree(commit, path, named), "has no folder " + path + " at " + revision);
        List<Blob> blobs = git.files(tree).stream()
                .filter(blob -> FILE_OF_RULES.matcher(blob.path()).matches())
                .toList();
        if (blobs.stream().noneMatch(blob -> blob.path().endsWith(".drl"))) {
            throw new ComparisonException(
                    VisibleText.escape(named) + ": there is no rule (no .drl file) in it; name the"
                            + " folder of the rules as git:REV:path/to/rules");
        }
        if (blobs.size() > MOST_FILES) {
            throw new ComparisonException(VisibleText.escape(named) + ": it has " + blobs.size()
                    + " files; name the folder of the rules as git:REV:path/to/rules");
        }
        return copy(git, blobs, commit);
    }

    private static RulesRevision copy(Git git, List<Blob> blobs, String commit) throws ComparisonException {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("protectv-audit-rules-");
            git.write(blobs, folder);
            return new RulesRevision(folder, commit);
        } catch (IOException e) {
            delete(folder);
            throw new ComparisonException("the rules of a revision cannot be copied to the folder for temporary files: "
                    + VisibleText.escape(String.valueOf(e.getMessage())));
        } catch (ComparisonException e) {
            delete(folder);
            throw e;
        }
    }

    private static String tree(String commit, String path, String named) throws ComparisonException {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (plain.startsWith("/") || List.of(plain.split("/", -1)).contains("..")) {
            throw new ComparisonException(VisibleText.escape(named)
                    + ": the path begins at the top of the repository, without / before it and without ..");
        }
        return plain.isEmpty() || plain.equals(".") ? commit + "^{tree}" : commit + ":" + plain + "/";
    }

    private static String verified(Git git, String named, String object, String problem) throws ComparisonException {
        String oid = git.lineOrNull("rev-parse", "--verify", "--quiet", "--end-of-options", object);
        if (oid == null || !OID.matcher(oid).matches()) {
            throw new ComparisonException(VisibleText.escape(
                    named + ": the repository of " + git.folder() + " " + problem + "; git log shows those it has"));
        }
        return oid;
    }

    @Override
    public void close() {
        delete(folder);
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The copy holds rules only, and temporary files are swept in time.
            folder.toFile().deleteOnExit();
        }
    }
}

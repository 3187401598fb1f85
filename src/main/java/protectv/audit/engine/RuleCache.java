package protectv.audit.engine;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.rule.TextDigest;

/**
 * Compiled rules in a private folder, so that a command need not compile them again. What is there is code: the folder and
 * its files must be of this user and writable by nobody else, or they are not used; and what is read goes through
 * {@link ClassGate} like what comes from the compiler. A cache that cannot be used costs time and nothing else.
 */
public final class RuleCache {

    private static final Logger LOG = LoggerFactory.getLogger(RuleCache.class);

    private static final String SUFFIX = ".rules";

    /** Edits leave a file each; these are some days of work. */
    private static final int MOST_FILES = 24;

    private static final long AN_HOUR = 3_600_000;

    private final @Nullable Path folder;
    private final String version;

    private RuleCache(@Nullable Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /** Every command compiles. */
    public static RuleCache none() {
        return new RuleCache(null, "");
    }

    /**
     * A cache in a folder, which is made where it is missing.
     *
     * @param programVersion rules that another version compiled are not used
     */
    public static RuleCache in(Path folder, String programVersion) {
        return new RuleCache(
                folder,
                TextDigest.of(programVersion + "\n" + Runtime.version().feature() + "\n"
                                + FactVocabulary.VOCABULARY.fieldsByFact().entrySet().stream()
                                        .sorted(Map.Entry.comparingByKey())
                                        .map(fact -> fact.getKey() + new TreeMap<>(fact.getValue()))
                                        .toList())
                        .substring(0, 16));
    }

    /** What was compiled before, the newest first. */
    List<StoredRules> read() {
        List<StoredRules> stored = new ArrayList<>();
        if (folder == null || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return stored;
        }
        try {
            UserPrincipal user = OwnedPath.userOf(folder);
            if (!OwnedPath.isOwn(folder, user)) {
                return stored;
            }
            for (Path file : files(folder)) {
                if (OwnedPath.isOwn(file, user)) {
                    add(file, stored);
                }
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("the cache of compiled rules is not used", e);
        }
        return stored;
    }

    private static void add(Path file, List<StoredRules> stored) {
        try {
            stored.add(StoredRules.read(file));
        } catch (IOException e) {
            LOG.debug("{} is not used", file, e);
        }
    }

    /** Keeps what was compiled, as a whole or not at all. */
    void write(StoredRules rules) {
        if (folder == null) {
            return;
        }
        try {
            OwnedPath.create(folder);
            if (!OwnedPath.isOwn(folder, OwnedPath.userOf(folder))) {
                return;
            }
            Path temporary = Files.createTempFile(folder, "new", ".tmp");
            rules.write(temporary);
            Files.move(
                    temporary, folder.resolve(version + "-" + rules.name() + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            prune(folder);
        } catch (AtomicMoveNotSupportedException | UnsupportedOperationException e) {
            LOG.debug("the file system of {} keeps no cache of compiled rules", folder, e);
        } catch (IOException e) {
            LOG.debug("the compiled rules were not kept", e);
        }
    }

    /** Files that this version of the program wrote, the newest first. */
    private List<Path> files(Path from) throws IOException {
        return list(from, SUFFIX).stream()
                .filter(file -> file.getFileName().toString().startsWith(version + "-"))
                .toList();
    }

    private static List<Path> list(Path from, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .sorted(Comparator.comparing(RuleCache::age).reversed())
                    .toList();
        }
    }

    /** The newest stay, whichever version wrote them; and nothing that a killed command was about to write. */
    private static void prune(Path from) throws IOException {
        List<Path> kept = list(from, SUFFIX);
        for (Path file : kept.subList(Math.min(MOST_FILES, kept.size()), kept.size())) {
            Files.deleteIfExists(file);
        }
        for (Path file : list(from, ".tmp")) {
            if (!kept.isEmpty() && age(file) < age(kept.get(0)) - AN_HOUR) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long age(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }
}

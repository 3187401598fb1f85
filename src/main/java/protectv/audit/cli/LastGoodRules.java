package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.engine.OwnedPath;
import protectv.audit.policy.Policy;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.TextDigest;
import protectv.audit.run.LoadedRules;

/**
 * A copy of the rules that loaded last, so that a broken edit does not blind a night. It lies in a folder of this user alone:
 * {@code PROTECTV_AUDIT_STATE}, else the user's folder for such things.
 */
final class LastGoodRules {

    static final String VARIABLE = "PROTECTV_AUDIT_STATE";

    private static final Logger LOG = LoggerFactory.getLogger(LastGoodRules.class);

    private static final String CURRENT = "current";

    private final Path state;
    private final Path place;

    private LastGoodRules(Path state, Path rules) {
        this.state = state;
        this.place = state.resolve(
                "last-good-" + digest(rules.toAbsolutePath().normalize().toString()));
    }

    /** @param rules the folder that staff edit: each has its own copy */
    static LastGoodRules of(Path rules) {
        return new LastGoodRules(find(System.getenv(), System.getProperty("user.home")), rules);
    }

    static LastGoodRules in(Path state, Path rules) {
        return new LastGoodRules(state, rules);
    }

    static Path find(Map<String, String> environment, @Nullable String home) {
        String named = environment.getOrDefault(VARIABLE, "");
        String states = environment.getOrDefault("XDG_STATE_HOME", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        if (states.startsWith("/")) {
            return Path.of(states, "protectv-audit");
        }
        if (home == null || home.isEmpty() || home.equals("?")) {
            throw new UsageException("there is no place for the last good rules; name a folder with " + VARIABLE);
        }
        return Path.of(home, ".local", "state", "protectv-audit");
    }

    /** Keeps rules that have just loaded. That they could not be kept is told, and is no reason to stop. */
    void keep(Path rules, LoadedRules loaded) {
        String name =
                "rules-" + digest(loaded.catalog().digest() + loaded.policy().digest());
        try {
            OwnedPath.create(state);
            OwnedPath.create(place);
            Path copy = place.resolve(name);
            if (name.equals(current()) && Files.isDirectory(copy)) {
                return;
            }
            delete(copy);
            copy(rules, copy);
            if (!isSame(copy, loaded)) {
                throw new IOException("they changed meanwhile");
            }
            Path next = Files.writeString(place.resolve(CURRENT + ".new"), name);
            Files.move(next, place.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
            prune(name);
        } catch (IOException | RulesException | UnsupportedOperationException e) {
            LOG.warn("the rules were not kept in {} for a night with broken ones: {}", place, e.getMessage());
        }
    }

    /** The folder with the rules that loaded last; null where there is none that can be trusted. */
    @Nullable Path folder() {
        try {
            String name = current();
            if (name == null || !name.matches("rules-[0-9a-f]{16}")) {
                return null;
            }
            Path copy = place.resolve(name);
            boolean own = isOwn(state) && isOwn(place) && isOwn(copy);
            return own && Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS) ? copy : null;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("the last good rules in {} cannot be used: {}", place, e.getMessage());
            return null;
        }
    }

    private boolean isOwn(Path path) throws IOException {
        return OwnedPath.isOwn(path, OwnedPath.userOf(place));
    }

    private @Nullable String current() throws IOException {
        Path file = place.resolve(CURRENT);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.readString(file).strip()
                : null;
    }

    private static void copy(Path from, Path to) throws IOException {
        OwnedPath.create(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }

    private static boolean isSame(Path copy, LoadedRules loaded) throws RulesException {
        return LoadedRules.catalog(copy).digest().equals(loaded.catalog().digest())
                && Policy.load(copy).digest().equals(loaded.policy().digest());
    }

    private void prune(String name) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(place)) {
            old = files.filter(file -> file.getFileName().toString().startsWith("rules-")
                            && !file.getFileName().toString().equals(name))
                    .toList();
        }
        for (Path folder : old) {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Enough of a digest for the name of a folder. */
    private static String digest(String text) {
        return TextDigest.of(text).substring(0, 16);
    }
}

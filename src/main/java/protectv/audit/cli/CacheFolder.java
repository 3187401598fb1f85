package protectv.audit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.engine.RuleCache;

/** Where compiled rules are kept between commands: {@code PROTECTV_AUDIT_CACHE}, else the user's cache folder. */
final class CacheFolder {

    static final String VARIABLE = "PROTECTV_AUDIT_CACHE";

    private static final String OFF = "off";

    private CacheFolder() {}

    static RuleCache open() {
        Path folder = find(System.getenv(), System.getProperty("user.home"));
        String program = program();
        return folder == null || program == null ? RuleCache.none() : RuleCache.in(folder, program);
    }

    /** Tells this jar from others, of the same version too; null where the program is no jar. */
    private static @Nullable String program() {
        Path jar = RulesFolder.program();
        try {
            return jar == null || !Files.isRegularFile(jar)
                    ? null
                    : jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
        } catch (IOException e) {
            return null;
        }
    }

    /** Null where there shall be no cache, or no place for one. */
    static @Nullable Path find(Map<String, String> environment, @Nullable String home) {
        String named = environment.getOrDefault(VARIABLE, "");
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        try {
            if (named.equals(OFF)) {
                return null;
            }
            if (!named.isEmpty()) {
                return Path.of(named);
            }
            // The specification of XDG has relative paths ignored.
            if (caches.startsWith("/")) {
                return Path.of(caches, "protectv-audit");
            }
            boolean homeless = home == null || home.isEmpty() || home.equals("?") || home.equals("/");
            return homeless ? null : Path.of(home, ".cache", "protectv-audit");
        } catch (InvalidPathException e) {
            throw new UsageException(VARIABLE + ": " + e.getMessage());
        }
    }
}

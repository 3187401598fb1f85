package protectv.audit.engine;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.Rule;
import protectv.audit.rule.TextDigest;

/**
 * Rules that were compiled together, as they are kept.
 *
 * @param digests of the rules' texts, by id
 * @param fresh what was just compiled; null where it is in the file
 */
record StoredRules(
        SortedMap<String, String> digests,
        @Nullable RuleClasses fresh,
        @Nullable Path file) {

    private static final String INDEX = "rules";
    private static final String MODELS = "models";
    private static final String CLASS = ".class";

    static StoredRules of(List<Rule> rules, RuleClasses classes) {
        return new StoredRules(
                new TreeMap<>(rules.stream().collect(Collectors.toMap(r -> r.id().value(), Rule::digest))),
                classes,
                null);
    }

    /** True where a rule of this very text is among them. */
    boolean has(Rule rule) {
        return rule.digest().equals(digests.get(rule.id().value()));
    }

    /** Says which rules they are: the same ones have the same name. */
    String name() {
        return TextDigest.of(digests.toString());
    }

    static StoredRules read(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            SortedMap<String, String> digests = new TreeMap<>();
            for (String line : text(zip, INDEX).lines().toList()) {
                int blank = line.indexOf(' ');
                digests.put(line.substring(0, Math.max(0, blank)), line.substring(blank + 1));
            }
            return new StoredRules(digests, null, file);
        } catch (IllegalArgumentException e) {
            throw damaged(file, e);
        }
    }

    RuleClasses classes() throws IOException {
        if (fresh != null) {
            return fresh;
        }
        Path kept = requireNonNull(file);
        Map<String, byte[]> read = new TreeMap<>();
        MessageDigest digest = TextDigest.sha256();
        try (ZipFile zip = new ZipFile(kept.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                update(digest, name, bytes);
                if (name.endsWith(CLASS)) {
                    read.put(name.substring(0, name.length() - CLASS.length()), bytes);
                }
            }
            // A bit that fell over on the disk would be another threshold.
            if (!HexFormat.of().formatHex(digest.digest()).equals(zip.getComment())) {
                throw new IOException(zip.getName() + " is not what was written");
            }
            List<String> models = new ArrayList<>(text(zip, MODELS).lines().toList());
            return new RuleClasses(read, models);
        } catch (IllegalArgumentException e) {
            throw damaged(kept, e);
        }
    }

    /** What the library says of names that are no UTF-8. */
    private static IOException damaged(Path file, IllegalArgumentException cause) {
        return new IOException(file + " is not what was written", cause);
    }

    void write(Path to) throws IOException {
        RuleClasses written = requireNonNull(fresh);
        MessageDigest digest = TextDigest.sha256();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(
                    zip,
                    digest,
                    INDEX,
                    digests.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .collect(Collectors.joining("\n"))
                            .getBytes(StandardCharsets.UTF_8));
            entry(zip, digest, MODELS, String.join("\n", written.models()).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> each : new TreeMap<>(written.classes()).entrySet()) {
                entry(zip, digest, each.getKey() + CLASS, each.getValue());
            }
            zip.setComment(HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static void entry(ZipOutputStream zip, MessageDigest digest, String name, byte[] bytes) throws IOException {
        update(digest, name, bytes);
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static void update(MessageDigest digest, String name, byte[] bytes) {
        byte[] head = (name + " " + bytes.length + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(head);
        digest.update(bytes);
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("no " + name + " in " + zip.getName());
        }
        return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}

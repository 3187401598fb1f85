package protectv.audit.engine;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
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
            text(zip, INDEX).lines().map(line -> line.split(" ", 2)).forEach(pair -> digests.put(pair[0], pair[1]));
            return new StoredRules(digests, null, file);
        }
    }

    RuleClasses classes() throws IOException {
        if (fresh != null) {
            return fresh;
        }
        Map<String, byte[]> read = new TreeMap<>();
        try (ZipFile zip = new ZipFile(requireNonNull(file).toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.endsWith(CLASS)) {
                    read.put(
                            name.substring(0, name.length() - CLASS.length()),
                            zip.getInputStream(entry).readAllBytes());
                }
            }
            List<String> models = new ArrayList<>(text(zip, MODELS).lines().toList());
            return new RuleClasses(read, models);
        }
    }

    void write(Path to) throws IOException {
        RuleClasses written = requireNonNull(fresh);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(
                    zip,
                    INDEX,
                    digests.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .collect(Collectors.joining("\n"))
                            .getBytes(StandardCharsets.UTF_8));
            entry(zip, MODELS, String.join("\n", written.models()).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> each : new TreeMap<>(written.classes()).entrySet()) {
                entry(zip, each.getKey() + CLASS, each.getValue());
            }
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String text(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("no " + name + " in " + zip.getName());
        }
        return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }
}

package protectv.audit.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.RuleProblem;
import protectv.audit.rule.RulesException;
import protectv.audit.rule.TextDigest;
import protectv.audit.rule.Waiver;
import protectv.audit.yaml.YamlText;

/**
 * All that staff keep beside the rules.
 *
 * @param waivers in the order of their file
 * @param digest SHA-256 over the names and texts of the files that are there, lower-case hex
 * @param digests SHA-256 of each of these texts, by the file's name: {@code waivers.yaml}, {@code lists/ssh-users.txt}
 */
public record Policy(
        List<Waiver> waivers,
        Inventory inventory,
        ValueLists lists,
        ControlTitles titles,
        String digest,
        SortedMap<String, String> digests) {

    /** Name of the file that lists the machines whose logs are expected. */
    public static final String INVENTORY = InventoryFile.NAME;

    /** Name of the file of the findings that somebody accepts. */
    public static final String WAIVERS = WaiverFile.NAME;

    public Policy {
        waivers = List.copyOf(waivers);
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /**
     * Reads {@code waivers.yaml}, {@code inventory.yaml}, {@code controls.yaml} and {@code lists/*.txt} of a rules folder.
     *
     * @throws RulesException where a file has a problem; all problems of all files are in the message
     */
    public static Policy load(Path rulesFolder) throws RulesException {
        return load(rulesFolder, null);
    }

    /**
     * The same with an inventory from elsewhere.
     *
     * @param inventory a file that must be there; null for {@code inventory.yaml} of the rules, if there
     */
    public static Policy load(Path rulesFolder, @Nullable Path inventory) throws RulesException {
        Loading loading = new Loading(rulesFolder, inventory);
        Policy policy = loading.policy();
        if (!loading.problems.isEmpty()) {
            throw new RulesException(loading.problems.stream().sorted().toList());
        }
        return policy;
    }

    private static final class Loading {

        private final Path folder;
        private final @Nullable Path inventoryFile;
        private final List<RuleProblem> problems = new ArrayList<>();
        private final MessageDigest digest = TextDigest.sha256();
        private final SortedMap<String, String> digests = new TreeMap<>();

        Loading(Path folder, @Nullable Path inventoryFile) {
            this.folder = folder;
            this.inventoryFile = inventoryFile;
        }

        Policy policy() {
            ControlTitles titles = file(ControlTitles.NAME, ControlTitles::read, new ControlTitles(Map.of()));
            checkInventory();
            Inventory inventory = file(inventoryName(), InventoryFile::read, Inventory.EMPTY);
            List<ValueList> lists = new ArrayList<>();
            for (String name : ValueLists.names(folder, problems)) {
                YamlText text = read(name);
                if (text != null) {
                    lists.add(ValueLists.read(text));
                }
            }
            List<Waiver> waivers = file(WaiverFile.NAME, WaiverFile::read, List.of());
            return new Policy(
                    waivers,
                    inventory,
                    ValueLists.of(lists),
                    titles,
                    HexFormat.of().formatHex(digest.digest()),
                    digests);
        }

        private String inventoryName() {
            return inventoryFile == null
                    ? InventoryFile.NAME
                    : inventoryFile.toAbsolutePath().toString();
        }

        private void checkInventory() {
            if (inventoryFile != null && !Files.isRegularFile(inventoryFile)) {
                problems.add(new RuleProblem(
                        inventoryFile.toString(),
                        0,
                        0,
                        "there is no such inventory; name a file with --inventory",
                        ""));
            }
        }

        private <T> T file(String name, Function<YamlText, T> reader, T absent) {
            YamlText text = read(name);
            return text == null ? absent : reader.apply(text);
        }

        private @Nullable YamlText read(String name) {
            YamlText text = YamlText.read(folder, name, problems);
            if (text != null) {
                // Where it lies is no part of what it says.
                String known = name.equals(inventoryName()) ? InventoryFile.NAME : text.file();
                update(known);
                update(text.text());
                digests.put(known, TextDigest.of(text.text()));
            }
            return text;
        }

        private void update(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
    }
}

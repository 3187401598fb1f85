package protectv.audit.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import protectv.audit.event.SourceRole;
import protectv.audit.rule.Span;
import protectv.audit.yaml.YamlFields;
import protectv.audit.yaml.YamlNode;
import protectv.audit.yaml.YamlReader;
import protectv.audit.yaml.YamlText;

/** {@code inventory.yaml}: whose logs are expected. */
final class InventoryFile {

    static final String NAME = "inventory.yaml";

    static final Set<String> KEYS = Set.of("name", "aliases", "max-gap");

    /** Lines a minute apart count as unbroken; a shorter silence would not be noticed. */
    private static final Duration SHORTEST_GAP = Duration.ofMinutes(1);

    private final YamlText file;
    private final SourceRole role;
    private final Map<String, YamlNode> taken = new HashMap<>();

    private InventoryFile(YamlText file, SourceRole role) {
        this.file = file;
        this.role = role;
    }

    static Inventory read(YamlText file) {
        YamlNode root = YamlReader.read(file);
        YamlFields top = root == null ? null : YamlFields.of(file, "the file", root, Set.of("managers", "clients"));
        if (top == null) {
            return Inventory.EMPTY;
        }
        return new Inventory(
                new InventoryFile(file, SourceRole.MANAGER).machines(top.list("managers")),
                new InventoryFile(file, SourceRole.CLIENT).machines(top.list("clients")));
    }

    private List<Inventory.Machine> machines(List<YamlNode> nodes) {
        List<Inventory.Machine> machines = new ArrayList<>();
        int number = 0;
        for (YamlNode node : nodes) {
            String what = role.label() + " " + ++number;
            if (node instanceof YamlNode.Scalar scalar
                    && scalar.isText()
                    && !scalar.text().isBlank()) {
                claim(what, scalar.text(), scalar);
                machines.add(new Inventory.Machine(role, scalar.text(), List.of(), null));
                continue;
            }
            YamlFields fields = YamlFields.of(file, what, node, KEYS);
            if (fields != null) {
                add(what, fields, machines);
            }
        }
        return List.copyOf(machines);
    }

    private void add(String what, YamlFields fields, List<Inventory.Machine> machines) {
        String name = fields.must("name");
        if (name != null) {
            claim(what, name, fields.at("name"));
        }
        List<YamlNode.Scalar> aliases = fields.texts("aliases");
        aliases.forEach(alias -> claim(what, alias.text(), alias));
        Duration maxGap = fields.parsed("max-gap", fields.may("max-gap"), InventoryFile::gap);
        if (name != null) {
            machines.add(new Inventory.Machine(
                    role, name, aliases.stream().map(YamlNode.Scalar::text).toList(), maxGap));
        }
    }

    private void claim(String what, String name, YamlNode at) {
        YamlNode earlier = taken.putIfAbsent(name, at);
        if (earlier != null) {
            file.problem(
                    at,
                    "\"" + name + "\" of " + what + " stands already in line " + earlier.line()
                            + "; a name or alias belongs to one machine, take one out");
        }
    }

    private static Duration gap(String text) {
        Duration gap = Span.parse(text);
        if (gap.compareTo(SHORTEST_GAP) < 0) {
            throw new IllegalArgumentException(
                    "a silence of \"" + text + "\" is too short to be noticed; write 1m or more");
        }
        return gap;
    }
}

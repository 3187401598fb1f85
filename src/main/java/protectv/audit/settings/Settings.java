package protectv.audit.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.RuleProblem;
import protectv.audit.yaml.YamlFields;
import protectv.audit.yaml.YamlNode;
import protectv.audit.yaml.YamlReader;
import protectv.audit.yaml.YamlText;

/** Settings by key. The environment beats the file. */
public record Settings(Map<String, Setting> byKey) {

    /** Variables that are no option of a command. */
    private static final Set<String> OTHERS =
            Set.of(SettingKey.PREFIX + "CACHE", SettingKey.PREFIX + "CONFIG", SettingKey.PREFIX + "TMPDIR");

    /** Between the values of a list in a variable: what separates the folders of PATH. */
    private static final String SEPARATOR = ":";

    public Settings {
        byKey = new TreeMap<>(byKey);
    }

    /**
     * @param file null where there is none
     * @throws ConfigurationException where the file is not there, or says what no key can mean
     */
    public static Settings of(Collection<SettingKey> keys, Map<String, String> environment, @Nullable Path file)
            throws ConfigurationException {
        Map<String, Setting> found = new LinkedHashMap<>();
        if (file != null) {
            fromFile(keys, file).forEach(setting -> found.put(setting.key(), setting));
        }
        for (SettingKey key : keys) {
            String value = environment.get(key.variable());
            if (value != null && !value.isEmpty()) {
                found.put(key.name(), fromVariable(key, value));
            }
        }
        return new Settings(found);
    }

    /** Whether any variable is, or looks like, a setting. */
    public static boolean areIn(Map<String, String> environment) {
        return environment.keySet().stream()
                .anyMatch(name -> name.startsWith(SettingKey.PREFIX) && !OTHERS.contains(name));
    }

    /** Variables that look like settings and are none: misspelt, or of another version. */
    public static Set<String> unknownVariables(Collection<SettingKey> keys, Map<String, String> environment) {
        Set<String> known = keys.stream().map(SettingKey::variable).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        for (String name : environment.keySet()) {
            if (name.startsWith(SettingKey.PREFIX) && !OTHERS.contains(name) && !known.contains(name)) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static Setting fromVariable(SettingKey key, String value) throws ConfigurationException {
        List<String> values = switch (key.shape()) {
            case LIST -> List.of(value.split(SEPARATOR, -1));
            case SWITCH -> {
                if (!isSwitch(value)) {
                    throw new ConfigurationException(key.variable() + " is \"" + value + "\"; write true or false");
                }
                yield List.of(value);
            }
            case TEXT -> List.of(value);
        };
        return new Setting(key.name(), values, key.variable());
    }

    private static boolean isSwitch(String value) {
        return value.equals("true") || value.equals("false");
    }

    private static List<Setting> fromFile(Collection<SettingKey> keys, Path file) throws ConfigurationException {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("there is no configuration file " + file
                    + "; name another with --config, or with " + SettingKey.PREFIX + "CONFIG");
        }
        List<RuleProblem> problems = new ArrayList<>();
        List<Setting> settings = new ArrayList<>();
        Path folder = file.toAbsolutePath().getParent();
        YamlText read = YamlText.read(folder == null ? file : folder, String.valueOf(file.getFileName()), problems);
        // A file of comments alone sets nothing, and is what a fresh installation has.
        YamlNode root = read == null ? null : YamlReader.read(read);
        if (read != null && root != null) {
            Map<String, SettingKey> known =
                    keys.stream().collect(Collectors.toMap(SettingKey::name, key -> key, (a, b) -> a, TreeMap::new));
            YamlFields.of(read, "the file", root, known.keySet());
            if (root instanceof YamlNode.Mapping mapping) {
                mapping.entries().forEach((name, value) -> {
                    SettingKey key = known.get(name);
                    List<String> values = key == null ? null : values(read, key, value);
                    if (values != null) {
                        settings.add(new Setting(name, values, file + ":" + value.line()));
                    }
                });
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return settings;
    }

    private static @Nullable List<String> values(YamlText file, SettingKey key, YamlNode value) {
        if (value instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            if (key.shape() == SettingKey.Shape.SWITCH && !isSwitch(scalar.text())) {
                file.problem(value, key.name() + " is \"" + scalar.text() + "\"; write true or false");
                return null;
            }
            return List.of(scalar.text());
        }
        if (key.shape() == SettingKey.Shape.LIST && value instanceof YamlNode.Sequence sequence) {
            List<String> values = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                if (item instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
                    values.add(scalar.text());
                } else {
                    file.problem(item, "an entry of " + key.name() + " is " + item.shape() + "; write a text");
                }
            }
            return values;
        }
        file.problem(
                value,
                key.name() + " is " + value.shape() + "; write "
                        + (key.shape() == SettingKey.Shape.LIST ? "a list: [one, two]" : "one value"));
        return null;
    }
}

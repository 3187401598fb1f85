package protectv.audit.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import protectv.audit.rule.Suggestion;

/** The keys of one entry of a file, taken out one by one. What is wrong with them becomes a problem at its place. */
public final class YamlFields {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final YamlText file;
    private final String what;
    private final YamlNode.Mapping mapping;

    /** Keys that are there under a name that was misspelt, and are told as that. */
    private final Set<String> misspelt = new HashSet<>();

    private YamlFields(YamlText file, String what, YamlNode.Mapping mapping, Set<String> known) {
        this.file = file;
        this.what = what;
        this.mapping = mapping;
        mapping.keys().forEach((key, at) -> {
            if (!known.contains(key)) {
                Set<String> open = new TreeSet<>(known);
                open.removeAll(mapping.keys().keySet());
                String meant = Suggestion.nearest(key, open);
                if (meant != null) {
                    misspelt.add(meant);
                }
                file.problem(
                        at,
                        what + " has no key \"" + key + "\"" + (meant == null ? "" : "; did you mean " + meant + "?")
                                + "; it has " + words(known));
            }
        });
    }

    /**
     * The keys of a node; null where it has none.
     *
     * @param what the entry in messages: {@code waiver 3}
     * @param known every key that it may have
     */
    public static @Nullable YamlFields of(YamlText file, String what, YamlNode node, Set<String> known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            file.problem(node, what + " is " + node.shape() + "; it has the keys " + words(known));
            return null;
        }
        return new YamlFields(file, what, mapping, known);
    }

    private static String words(Set<String> known) {
        return String.join(", ", new TreeSet<>(known));
    }

    /** The text of a key that must be there; null where it is not, which is then a problem. */
    public @Nullable String must(String key) {
        if (!mapping.entries().containsKey(key)) {
            if (!misspelt.contains(key)) {
                file.problem(mapping, what + " has no " + key + "; add one");
            }
            return null;
        }
        return may(key);
    }

    /** The text of a key that must be there and may be empty. */
    public String mustHave(String key) {
        if (mapping.entries().get(key) instanceof YamlNode.Scalar scalar
                && scalar.isText()
                && scalar.text().isEmpty()) {
            return "";
        }
        String text = must(key);
        return text == null ? "" : text;
    }

    /** True where the key is there, be it misspelt, which has been told. */
    public boolean has(String key) {
        return mapping.entries().containsKey(key) || misspelt.contains(key);
    }

    /** Says of the entry what is wrong with a key, at the key's value where it has one. */
    public void problem(String key, String message) {
        file.problem(at(key), what + " " + message);
    }

    /** The number of a key that may be missing. */
    public @Nullable Long number(String key) {
        YamlNode node = mapping.entries().get(key);
        return node == null ? null : number(key, node);
    }

    private @Nullable Long number(String key, YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar
                && NUMBER.matcher(scalar.text()).matches()
                && !scalar.isText()) {
            return Long.valueOf(scalar.text());
        }
        file.problem(node, key + " of " + what + " is " + node.shape() + "; write a number");
        return null;
    }

    /** The numbers of a list, which may be missing. */
    public List<Long> numbers(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof YamlNode.Sequence sequence)) {
            file.problem(node, key + " of " + what + " is " + node.shape() + "; write a list: [1, 2]");
            return List.of();
        }
        List<Long> numbers = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            Long number = number(key, item);
            if (number != null) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** The text of a key that may be missing; a key without a text is a problem. */
    public @Nullable String may(String key) {
        YamlNode node = mapping.entries().get(key);
        return node == null ? null : text(key, node);
    }

    private @Nullable String text(String key, YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            if (scalar.isText()) {
                return scalar.text();
            }
            file.problem(node, key + " of " + what + " is " + node.shape() + "; put it in single quotes");
            return null;
        }
        file.problem(node, key + " of " + what + " is " + node.shape() + "; write a text");
        return null;
    }

    /** The value of a key by a function that throws IllegalArgumentException, with a message for people, at bad texts. */
    public <T> @Nullable T parsed(String key, @Nullable String text, Function<String, T> parser) {
        YamlNode node = mapping.entries().get(key);
        if (text == null || node == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            file.problem(node, key + " of " + what + ": " + e.getMessage());
            return null;
        }
    }

    /** The nodes of a list of texts, which may be missing. */
    public List<YamlNode.Scalar> texts(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof YamlNode.Sequence sequence)) {
            file.problem(node, key + " of " + what + " is " + node.shape() + "; write a list: [one, two]");
            return List.of();
        }
        List<YamlNode.Scalar> texts = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            if (text(key, item) != null && item instanceof YamlNode.Scalar scalar) {
                texts.add(scalar);
            }
        }
        return texts;
    }

    /** The nodes of a list of entries, which may be missing; a key without a value is an empty list. */
    public List<YamlNode> list(String key) {
        YamlNode node = mapping.entries().get(key);
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        if (node != null
                && !(node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty())) {
            file.problem(node, key + " is " + node.shape() + "; write a list, each entry behind a -");
        }
        return List.of();
    }

    /** Where a key's value stands, else the entry itself. */
    public YamlNode at(String key) {
        return mapping.entries().getOrDefault(key, mapping);
    }
}

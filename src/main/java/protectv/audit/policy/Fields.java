package protectv.audit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of one entry of a file, taken out one by one. What is wrong with them becomes a problem at its place. */
final class Fields {

    private final PolicyText file;
    private final String what;
    private final YamlNode.Mapping mapping;

    private Fields(PolicyText file, String what, YamlNode.Mapping mapping) {
        this.file = file;
        this.what = what;
        this.mapping = mapping;
    }

    /**
     * The keys of a node; null where it has none.
     *
     * @param what the entry in messages: {@code waiver 3}
     * @param known every key that it may have
     */
    static @Nullable Fields of(PolicyText file, String what, YamlNode node, Set<String> known) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            file.problem(node, what + " is " + node.shape() + "; it has the keys " + words(known));
            return null;
        }
        mapping.keys().forEach((key, at) -> {
            if (!known.contains(key)) {
                file.problem(at, what + " has no key \"" + key + "\"; it has " + words(known));
            }
        });
        return new Fields(file, what, mapping);
    }

    private static String words(Set<String> known) {
        return String.join(", ", new TreeSet<>(known));
    }

    /** The text of a key that must be there; null where it is not, which is then a problem. */
    @Nullable String must(String key) {
        if (!mapping.entries().containsKey(key)) {
            file.problem(mapping, what + " has no " + key + "; add one");
            return null;
        }
        return may(key);
    }

    /** The text of a key that may be missing; a key without a text is a problem. */
    @Nullable String may(String key) {
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
    <T> @Nullable T parsed(String key, @Nullable String text, Function<String, T> parser) {
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
    List<YamlNode.Scalar> texts(String key) {
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
    List<YamlNode> list(String key) {
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
    YamlNode at(String key) {
        return mapping.entries().getOrDefault(key, mapping);
    }
}

package protectv.audit.yaml;

import java.util.List;
import java.util.Map;

/** A part of a YAML file, with its place, counted from 1. */
public sealed interface YamlNode {

    int line();

    int column();

    /** For messages: what it is. */
    String shape();

    /**
     * @param isText false for what YAML takes as a number or a truth value
     */
    record Scalar(String text, boolean isText, int line, int column) implements YamlNode {

        @Override
        public String shape() {
            return text.isBlank() ? "nothing" : isText ? "a text" : "a number or a truth value";
        }
    }

    /** @param keys where each key stands */
    record Mapping(Map<String, YamlNode> entries, Map<String, Scalar> keys, int line, int column) implements YamlNode {

        @Override
        public String shape() {
            return "a set of keys";
        }
    }

    record Sequence(List<YamlNode> items, int line, int column) implements YamlNode {

        @Override
        public String shape() {
            return "a list";
        }
    }
}

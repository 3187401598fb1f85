package protectv.audit.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads the plain part of YAML into nodes that know their places: keys, lists, texts. Anchors, aliases and tags are
 * refused, since a reader of the file would not see what they stand for; so is a key that comes twice.
 */
public final class YamlReader {

    private static final YAMLFactory YAML = YAMLFactory.builder().build();
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+)");

    private final YamlText file;
    private final YAMLParser parser;
    private final int[] lineStarts;

    private YamlReader(YamlText file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
        this.lineStarts = lineStarts(file.text());
    }

    /** The file's content; null where it is empty or has a problem. */
    public static @Nullable YamlNode read(YamlText file) {
        int before = file.problems().size();
        try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), file.text())) {
            YamlReader reader = new YamlReader(file, parser);
            if (parser.nextToken() == null) {
                return null;
            }
            YamlNode root = reader.node();
            if (parser.nextToken() != null) {
                TokenStreamLocation at = parser.currentTokenLocation();
                file.problem(at.getLineNr(), 1, "a second document begins here; a file holds one, take out the ---");
            }
            boolean empty =
                    root instanceof YamlNode.Scalar scalar && scalar.text().isEmpty();
            return empty || file.problems().size() > before ? null : root;
        } catch (JacksonException e) {
            reject(file, e);
            return null;
        }
    }

    private static void reject(YamlText file, JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        Matcher place = PLACE.matcher(message);
        TokenStreamLocation at = e.getLocation();
        int line = at == null ? 1 : at.getLineNr();
        int column = at == null ? 1 : at.getColumnNr();
        boolean last = YamlMistake.isWhereItStops(message);
        for (boolean first = true; place.find() && (first || last); first = false) {
            line = Integer.parseInt(place.group(1));
            column = Integer.parseInt(place.group(2));
        }
        file.problem(Math.max(1, line), Math.max(1, column), YamlMistake.explained(message));
    }

    private YamlNode node() {
        TokenStreamLocation at = parser.currentTokenLocation();
        int line = at.getLineNr();
        int column = at.getColumnNr();
        refuseReferences(line, column);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line, column);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node());
            }
            return new YamlNode.Sequence(items, line, column);
        }
        return scalar(token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL, line, column);
    }

    private YamlNode mapping(int line, int column) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, YamlNode.Scalar> keys = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            TokenStreamLocation at = parser.currentTokenLocation();
            refuseReferences(at.getLineNr(), at.getColumnNr());
            YamlNode.Scalar key = scalar(true, at.getLineNr(), at.getColumnNr());
            parser.nextToken();
            YamlNode value = node();
            YamlNode.Scalar earlier = keys.putIfAbsent(key.text(), key);
            if (earlier == null) {
                entries.put(key.text(), value);
            } else {
                file.problem(
                        key, "\"" + key.text() + "\" stands here and in line " + earlier.line() + "; take one out");
            }
        }
        return new YamlNode.Mapping(entries, keys, line, column);
    }

    private YamlNode.Scalar scalar(boolean isText, int line, int column) {
        String text = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
        return new YamlNode.Scalar(text == null ? "" : text, isText, line, column);
    }

    private void refuseReferences(int line, int column) {
        // The parser tells of an alias, but hands an anchor only to those who follow references.
        int index = lineStarts[Math.min(line, lineStarts.length) - 1] + column - 1;
        boolean anchor = index < file.text().length() && file.text().charAt(index) == '&';
        if (anchor || parser.isCurrentAlias()) {
            file.problem(
                    line,
                    column,
                    "anchors (&name) and aliases (*name) are not read here; write the value out, or put a text that"
                            + " begins with & or * in single quotes");
        } else if (parser.getTypeId() != null) {
            file.problem(
                    line,
                    column,
                    "tags (!name) are not read here; take it out, or put a text that begins with ! in single quotes");
        }
    }

    private static int[] lineStarts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                starts.add(i + 1);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }
}

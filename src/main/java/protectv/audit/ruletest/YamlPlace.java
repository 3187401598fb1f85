package protectv.audit.ruletest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Where a value stands in a YAML text, so that it can be replaced and the rest stays as it was written.
 *
 * @param from index of its first character
 * @param to index behind its last; blanks and comments that follow belong to nobody
 * @param line of its first character, from 1
 * @param column of its first character, from 1
 * @param flow true where it is written in brackets
 * @param fields of a mapping
 * @param keyEnds index behind each key's name, before its colon
 * @param items of a sequence
 */
record YamlPlace(
        int from,
        int to,
        int line,
        int column,
        boolean flow,
        Map<String, YamlPlace> fields,
        Map<String, Integer> keyEnds,
        List<YamlPlace> items) {

    /** The places of a text that has been read as YAML before; of its first document. */
    static YamlPlace of(YAMLMapper yaml, String text) {
        try (JsonParser parser = yaml.createParser(text)) {
            return new Reader(text, parser).value(parser.nextToken());
        }
    }

    @Nullable YamlPlace field(String name) {
        return fields.get(name);
    }

    /** The line of a key's first value, from 1, at any depth; 0 where no mapping has the key. */
    int lineOf(String key) {
        YamlPlace own = fields.get(key);
        if (own != null) {
            return own.line();
        }
        return Stream.concat(fields.values().stream(), items.stream())
                .mapToInt(place -> place.lineOf(key))
                .filter(found -> found > 0)
                .findFirst()
                .orElse(0);
    }

    private static final class Reader {

        private final JsonParser parser;
        private final List<Integer> lineStarts = new ArrayList<>(List.of(0));
        private final String text;

        Reader(String text, JsonParser parser) {
            this.text = text;
            this.parser = parser;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
                if (c == '\n' || (c == '\r' && !pair)) {
                    lineStarts.add(i + 1);
                }
            }
        }

        YamlPlace value(@Nullable JsonToken token) {
            TokenStreamLocation start = parser.currentTokenLocation();
            int from = index(start);
            // A bracket has a width; the start of an indented block has none.
            boolean flow = index(parser.currentLocation()) > from;
            Map<String, YamlPlace> fields = new LinkedHashMap<>();
            Map<String, Integer> keyEnds = new LinkedHashMap<>();
            List<YamlPlace> items = new ArrayList<>();
            int to = index(parser.currentLocation());
            if (token == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    keyEnds.put(name, index(parser.currentLocation()));
                    YamlPlace field = value(parser.nextToken());
                    fields.put(name, field);
                    to = field.to();
                }
            } else if (token == JsonToken.START_ARRAY) {
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    YamlPlace item = value(next);
                    items.add(item);
                    to = item.to();
                }
            } else {
                return new YamlPlace(from, to, start.getLineNr(), start.getColumnNr(), flow, fields, keyEnds, items);
            }
            return new YamlPlace(
                    from,
                    flow ? index(parser.currentLocation()) : to,
                    start.getLineNr(),
                    start.getColumnNr(),
                    flow,
                    fields,
                    keyEnds,
                    items);
        }

        /** Columns are counted in code points, not in chars. */
        private int index(TokenStreamLocation at) {
            int line = lineStarts.get(Math.min(at.getLineNr(), lineStarts.size()) - 1);
            int left = text.codePointCount(line, text.length());
            return text.offsetByCodePoints(line, Math.min(at.getColumnNr() - 1, left));
        }
    }
}

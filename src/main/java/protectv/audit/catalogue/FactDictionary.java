package protectv.audit.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import protectv.audit.rule.Vocabulary;
import protectv.audit.rule.Vocabulary.FieldType;

/**
 * The facts that rules can ask, with their fields. Names and types are those of the vocabulary; {@code facts.tsv} says what
 * they mean.
 *
 * @param undescribed fields of the vocabulary that {@code facts.tsv} does not have, as {@code Fact.field}
 * @param unknown fields of {@code facts.tsv} that the vocabulary does not have
 */
public record FactDictionary(List<Fact> facts, Set<String> undescribed, Set<String> unknown) {

    private static final String INTERNAL = "internal";

    /**
     * One fact.
     *
     * @param description what it is; code stands between backticks
     * @param events what a rule can compare its event with; empty where it is none
     */
    public record Fact(String name, String description, List<Field> fields, List<String> events) {

        public Fact {
            fields = List.copyOf(fields);
            events = List.copyOf(events);
        }
    }

    /**
     * What can be asked of a fact.
     *
     * @param name a field, or a call with examples for what it is given: {@code bursts( 5, "10m" )}
     * @param type {@code text}, {@code number}, {@code true or false} or {@code list}
     * @param unit empty where there is none
     * @param mayBeMissing true where a fact may be without it
     * @param description code stands between backticks
     */
    public record Field(String name, String type, String unit, boolean mayBeMissing, String description) {

        /** {@code number, seconds; may be missing}. */
        public String typeInFull() {
            String unitInFull = unit.isEmpty() ? type : unit.startsWith("of ") ? type + " " + unit : type + ", " + unit;
            return unitInFull + (mayBeMissing ? "; may be missing" : "");
        }
    }

    public FactDictionary {
        facts = List.copyOf(facts);
        undescribed = Set.copyOf(undescribed);
        unknown = Set.copyOf(unknown);
    }

    /** The dictionary of a vocabulary, in the order of {@code facts.tsv}. Fields that no rule needs are left out. */
    public static FactDictionary of(Vocabulary vocabulary) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        Map<String, List<Field>> fields = new LinkedHashMap<>();
        Set<String> undescribed = new TreeSet<>();
        vocabulary
                .fieldsByFact()
                .forEach((fact, known) -> known.keySet().forEach(field -> undescribed.add(fact + "." + field)));
        Set<String> unknown = new TreeSet<>();
        for (String[] row : rows()) {
            String fact = row[0];
            if (row[1].isEmpty()) {
                descriptions.put(fact, row[4]);
                fields.put(fact, new ArrayList<>());
                continue;
            }
            int open = row[1].indexOf('(');
            String name = open < 0 ? row[1] : row[1].substring(0, open);
            FieldType type =
                    vocabulary.fieldsByFact().getOrDefault(fact, Map.of()).get(name);
            undescribed.remove(fact + "." + name);
            if (type == null) {
                unknown.add(fact + "." + name);
            } else if (!row[2].equals(INTERNAL)) {
                fields.computeIfAbsent(fact, key -> new ArrayList<>())
                        .add(new Field(row[1], word(type), row[2], !row[3].isEmpty(), row[4]));
            }
        }
        List<Fact> facts = new ArrayList<>();
        fields.forEach((fact, known) -> facts.add(new Fact(
                fact,
                descriptions.getOrDefault(fact, ""),
                known,
                List.copyOf(new TreeSet<>(vocabulary.eventsByFact().getOrDefault(fact, Set.of()))))));
        return new FactDictionary(facts, undescribed, unknown);
    }

    private static String word(FieldType type) {
        return switch (type) {
            case TEXT -> "text";
            case NUMBER -> "number";
            case TRUTH -> "true or false";
            case OTHER -> "list";
        };
    }

    private static List<String[]> rows() {
        return resource("facts.tsv")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
    }

    /** A text of this package's own, with LF for line ends. */
    static String resource(String name) {
        try (InputStream in = FactDictionary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing from it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the program", e);
        }
    }
}

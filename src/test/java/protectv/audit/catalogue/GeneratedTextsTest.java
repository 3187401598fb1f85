package protectv.audit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import protectv.audit.ShippedRules;
import protectv.audit.engine.FactVocabulary;

/** Parts of documents that are generated; {@code -Dgolden.update=true} rewrites them. */
class GeneratedTextsTest {

    private static final FactDictionary DICTIONARY = FactDictionary.of(FactVocabulary.VOCABULARY);

    @Test
    void the_page_of_the_rules_has_those_of_the_folder() throws IOException {
        check(
                Path.of("src/site/markdown/rules.md"),
                "rules",
                CatalogueMarkdown.table(ShippedRules.CATALOG, "../../../rules/"));
    }

    @Test
    void the_facts_of_the_authors_guide_are_those_of_the_vocabulary() throws IOException {
        check(Path.of("rules/README.md"), "facts", CatalogueMarkdown.facts(DICTIONARY));
    }

    private static void check(Path document, String part, String generated) throws IOException {
        String begin = "<!-- " + part + ":begin -->\n";
        String end = "<!-- " + part + ":end -->";
        String text = Files.readString(document);
        assertThat(text).as(document.toString()).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        String wanted = "\n" + generated + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(document, text.substring(0, from) + wanted + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("%s is stale between its %s marks; run the tests with -Dgolden.update=true", document, part)
                .isEqualTo(wanted);
    }

    @Test
    void every_field_of_the_vocabulary_is_described_and_none_that_is_not_there() {
        assertThat(DICTIONARY.undescribed()).isEmpty();
        assertThat(DICTIONARY.unknown()).isEmpty();
        assertThat(DICTIONARY.facts())
                .extracting(FactDictionary.Fact::name)
                .containsExactlyInAnyOrderElementsOf(
                        FactVocabulary.VOCABULARY.fieldsByFact().keySet());
        assertThat(DICTIONARY.facts())
                .allSatisfy(fact -> assertThat(fact.description()).isNotBlank())
                .flatMap(FactDictionary.Fact::fields)
                .allSatisfy(field -> assertThat(field.description()).isNotBlank());
    }

    @Test
    void what_may_be_missing_is_what_the_fact_declares() throws ClassNotFoundException {
        Map<String, String> packages =
                Map.of("Burst", "engine", "Silence", "engine", "SourceActivity", "engine", "Timeline", "engine");
        for (FactDictionary.Fact fact : DICTIONARY.facts()) {
            Class<?> type =
                    Class.forName("protectv.audit." + packages.getOrDefault(fact.name(), "event") + "." + fact.name());
            for (FactDictionary.Field field : fact.fields()) {
                Optional<Method> accessor = Arrays.stream(type.getMethods())
                        .filter(method -> method.getParameterCount() == 0
                                && method.getName().equals(field.name()))
                        .filter(method -> !method.isBridge())
                        .findFirst();
                boolean nullable = accessor.map(Method::getAnnotatedReturnType)
                        .map(GeneratedTextsTest::isNullable)
                        .orElse(false);
                assertThat(field.mayBeMissing())
                        .as(fact.name() + "." + field.name())
                        .isEqualTo(nullable);
            }
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    @Test
    void no_shipped_rule_has_something_left_to_fill_in() throws IOException {
        try (Stream<Path> files = Files.walk(ShippedRules.FOLDER)) {
            for (Path file : files.filter(path ->
                            path.toString().endsWith(".drl") || path.toString().endsWith(".test.yaml"))
                    .toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("FILL IN");
            }
        }
    }
}

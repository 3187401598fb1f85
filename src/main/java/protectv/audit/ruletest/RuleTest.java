package protectv.audit.ruletest;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import protectv.audit.parse.ParseOptions;
import protectv.audit.rule.Rule;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.Suggestion;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The test beside a rule, as it was read.
 *
 * @param file relative to the folder of the rules
 * @param text the file's whole text
 * @param options by which its lines are parsed
 * @param places of the cases, in their order
 */
record RuleTest(String file, String text, RuleTestFile content, ParseOptions options, List<YamlPlace> places) {

    /** The end of the year of the guide's samples. */
    private static final String DEFAULT_REFERENCE = "2017-12-31";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    RuleTest {
        places = List.copyOf(places);
    }

    /** The file cannot be used as the rule's test; the message says why, without the file's name. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    static RuleTest beside(Rule rule, Path folder) throws Unusable {
        String file = RuleCatalog.testOf(rule.file());
        try {
            return of(rule, Files.readString(folder.resolve(file)));
        } catch (CharacterCodingException e) {
            throw new Unusable("the file is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new Unusable("the file is missing or cannot be read");
        }
    }

    static RuleTest of(Rule rule, String text) throws Unusable {
        RuleTestFile content;
        List<YamlPlace> places;
        try {
            content = YAML.readValue(text, RuleTestFile.class);
            places = Objects.requireNonNull(YamlPlace.of(YAML, text).field("cases"))
                    .items();
        } catch (JacksonException e) {
            throw new Unusable(explained(e, text));
        }
        if (!content.rule().equals(rule.id().value())) {
            throw new Unusable("is of rule " + content.rule() + ", but stands beside " + rule.id());
        }
        if (content.cases().isEmpty()) {
            throw new Unusable("has no case; write one that fires and a near miss");
        }
        try {
            String date = content.reference() == null ? DEFAULT_REFERENCE : content.reference();
            ParseOptions options = new ParseOptions(
                    ZoneOffset.UTC,
                    LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant(),
                    List.of(),
                    null);
            return new RuleTest(RuleCatalog.testOf(rule.file()), text, content, options, places);
        } catch (DateTimeException e) {
            throw new Unusable("reference: " + content.reference() + " is no date such as 2017-12-31");
        }
    }

    /** What is wrong and where, without the names of classes. */
    private static String explained(JacksonException problem, String text) {
        if (problem instanceof UnrecognizedPropertyException unknown) {
            List<String> known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .toList();
            String key = unknown.getPropertyName();
            return "there is no key \"" + key + "\"" + Suggestion.of(key, known, "") + " (line "
                    + YamlPlace.of(YAML, text).lineOf(key) + "); keys here are " + String.join(", ", known);
        }
        TokenStreamLocation at = problem.getLocation();
        String where = at == null || at.getLineNr() < 1 ? "" : " (line " + at.getLineNr() + ", or just before it)";
        Throwable cause = problem.getCause();
        boolean ours = cause instanceof NullPointerException || cause instanceof IllegalArgumentException;
        String what = ours && cause != null ? String.valueOf(cause.getMessage()) : problem.getOriginalMessage();
        return "is no such test: " + what + where;
    }
}

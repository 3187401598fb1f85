package protectv.audit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/** What staff who write no Java read where an edit of a rule went wrong. */
class RuleMessagesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"Key not found\"' | '\"Key not fond\"' | 18:36 | did you mean Key not found?",
                ": clientName | : clientNam | 18: | did you mean clientName?",
                "event == | evnt == | 18:26: | AuditEvent has no field evnt; did you mean event?",
                "event == | event = | 18:32: | write ==",
                "'found\",' | 'found,' | 18:35: | no closing quote",
                "manager : manager ) | manager : manager | 18:24: | not closed",
                "manager : manager ) | manager : manager )) | 18:94: | closes nothing",
                "'\nend' | '\n' | 5:1: | no end",
                "then | tehn | 5:1: | no then and end",
                "'\"high\"' | '\"hihg\"' | 7:5: | did you mean high?",
                "@cause | @casue | 12:5: | did you mean @cause?",
                "'found\",' | 'found\", java.lang.System.getenv() != null,' | 18: | may not",
                "'found\",' | 'found\", this.getClass() != null,' | 18: | may not call getClass()",
                "'found\",' | 'found\", $manager.length() > 3,' | 18: | may not call length()",
                "'found\",' | 'found\", status == 5,' | 18: | status is compared with a text in double quotes",
                "'found\",' | 'found\", status == true,' | 18: | status is compared with a text",
                "'found\",' | 'found\", count > \"3\",' | 18: | count is compared with a number",
                "The key is | The \\u0022 is | 12: | write the letter itself",
                "The key is | The \\\" is | 12: | holds no double quote",
            })
    void a_broken_edit_is_told_with_file_line_and_cure(String good, String bad, String place, String cure)
            throws IOException {
        String text = Files.readString(Path.of("rules/manager/key-not-found.drl"));
        String broken = text.replace(good.replace("\\n", "\n"), bad.replace("\\n", "\n"));
        assertThat(broken).isNotEqualTo(text);
        write(broken);
        assertThatThrownBy(this::load)
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("a.drl:" + place)
                .hasMessageContaining(cure)
                .hasMessageNotContainingAny("Lambda", "\tat ", ".java", "Exception");
    }

    @Test
    void a_comment_or_a_text_hides_nothing() throws IOException {
        String text = Files.readString(Path.of("rules/manager/key-not-found.drl"));
        write(text.replace("then\nend", "then\n// \"\nSystem.exit(0); // \"\nend"));
        assertThatThrownBy(this::load).hasMessageContaining("nothing may stand between then and end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@span(\"10m\") | @span(\"9m\") | say @span(\"10m\")",
                "'5, \"10m\"' | '5, \"ten\"' | no span of time",
                "bursts( 5 | burst( 5 | may not call burst()",
                "Burst( $n | Brust( $n | did you mean Burst?",
                "import protectv.audit.engine.Burst | import java.io.File | may import nothing but",
            })
    void a_broken_threshold_is_told_too(String good, String bad, String cure) throws IOException {
        String text = Files.readString(Path.of("rules/ssh/password-guessing.drl"));
        assertThat(text).contains(good);
        write(text.replace(good, bad));
        assertThatThrownBy(this::load)
                .isInstanceOf(RulesException.class)
                .hasMessageContaining("a.drl:")
                .hasMessageContaining(cure);
    }

    private void write(String rule) throws IOException {
        Files.writeString(folder.resolve("a.drl"), rule);
        Files.writeString(folder.resolve("a.test.yaml"), "");
    }

    private void load() throws RulesException {
        RuleCompiler.compile(RuleCatalog.load(folder, FactVocabulary.VOCABULARY));
    }
}

package protectv.audit.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectPatternTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "web01,web01,true",
                "web01,web011,false",
                "web01,Web01,false",
                "jump0*.example.org,jump01.example.org,true",
                "jump0*.example.org,jump0.example.org,true",
                "jump0*.example.org,jump01.example.org.example.net,false",
                "jump0*.example.org,xjump01.example.org,false",
                "web??,web01,true",
                "web??,web1,false",
                "*,,true",
                "?,,false",
                "*b*,abc,true",
                "*ab,aab,true",
                "a*b*c,abbcbc,true",
                "a.c,abc,false",
                "[ab]+,a,false",
                "[ab]+,[ab]+,true",
                "\\*,\\x,true",
                "\\*,*,false",
                "*x,*y,false",
                "web*,w*b,false",
            })
    void a_pattern_is_about_the_whole_subject(String pattern, String subject, boolean matches) {
        assertThat(new SubjectPattern(pattern).matches(subject == null ? "" : subject))
                .isEqualTo(matches);
    }

    @Test
    void line_ends_and_characters_beyond_the_first_plane_are_characters() {
        assertThat(new SubjectPattern("a*b").matches("a\nx\r\nb")).isTrue();
        assertThat(new SubjectPattern("a?b").matches("a\nb")).isTrue();
        assertThat(new SubjectPattern("web01").matches("web01\n")).isFalse();
        assertThat(new SubjectPattern("a?b").matches("a\uD83D\uDE00b")).isTrue();
        assertThat(new SubjectPattern("a??b").matches("a\uD83D\uDE00b")).isFalse();
    }

    @Test
    void a_pattern_of_stars_and_question_marks_names_nothing() {
        assertThat(new SubjectPattern("**??*").hasLiteral()).isFalse();
        assertThat(new SubjectPattern("*.*").hasLiteral()).isTrue();
    }

    @Test
    void a_subject_made_to_keep_the_program_busy_does_not() {
        SubjectPattern pattern = new SubjectPattern("*a".repeat(30) + "*b");
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> pattern.matches("a".repeat(200_000))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void it_agrees_with_a_regular_expression(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*?");
            String subject = text(random, "ab*\n");
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
            assertThat(new SubjectPattern(pattern).matches(subject))
                    .as("seed %d: %s on %s", seed, pattern, subject)
                    .isEqualTo(Pattern.compile(regex, Pattern.DOTALL)
                            .matcher(subject)
                            .matches());
        }
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}

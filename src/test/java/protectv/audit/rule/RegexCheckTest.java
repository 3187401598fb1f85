package protectv.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which regular expressions a rule may use on text that attackers write. */
class RegexCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svc-[a-z]+",
                "(?i)root|admin|(?:su|ad)m?",
                "[^ ]* from .*",
                "db\\\\d{1,3}\\\\.example\\\\.org",
                "(?:[0-9]{1,3}\\\\.){3}[0-9]{1,3}",
                "[[a-z]&&[^b]]x",
                "[]x]y",
                "(?:ab)*c",
                ""
            })
    void one_that_is_soon_done_is_admitted(String regex) {
        assertThat(RegexCheck.fault(regex)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+b",
                "(a*)*",
                "(a|a)*b",
                "(a|aa)+$",
                "((a?){25})a{25}",
                "(a?){30}a{30}",
                "a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaa",
                "(a|b|ab){40}c",
                ".*.*.*x",
                "(.*)(.+)(.{2,})y",
                "(?:x{1,900}){1,900}",
                "(.)\\\\1",
                "(?<n>a)\\\\k<n>",
                "(?=a)b",
                "(?<!a)b",
                "a(?i)b",
                "\\\\Qa\\\\E",
                "(",
                "[a",
                "*a",
                "a{2"
            })
    void one_that_could_take_for_ever_is_refused(String regex) {
        assertThat(RegexCheck.fault(regex)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 10_000})
    void one_that_is_longer_than_any_has_to_be_is_refused(int letters) {
        assertThat(RegexCheck.fault("a".repeat(letters))).contains("longer than");
    }
}

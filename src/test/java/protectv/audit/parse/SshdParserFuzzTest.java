package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@code JAZZER_FUZZ=1 mvn -o test -Dtest=SshdParserFuzzTest} searches; without it the kept inputs are run again. */
class SshdParserFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void any_text_is_a_message_whose_fields_stand_in_it(FuzzedDataProvider data) {
        String program = data.pickValue(new String[] {"sshd", "sshd-session", "sshd(pam_unix)", ""});
        String text = data.consumeRemainingAsString();

        SshdMessage m = SshdParser.parse(program, text);

        assertThat(text).contains(m.message());
        assertThat(m.count()).isBetween(1, 1_000_000);
        if (m.user() != null) {
            assertThat(m.message()).contains(m.user());
        }
        if (m.sourceHost() != null) {
            assertThat(m.message()).contains(m.sourceHost());
        }
        if (m.sourceAddress() != null) {
            assertThat(PeerAddress.literal(m.sourceAddress())).isEqualTo(m.sourceAddress());
            assertThat(m.sourceHost()).isNull();
        }
        if (m.port() != null) {
            assertThat(m.port()).isBetween(1, 65_535);
        }
        if (m.fingerprint() != null) {
            assertThat(m.message()).contains(m.keyType() + " " + m.fingerprint());
        }
    }

    @FuzzTest(maxDuration = "2m")
    void a_name_never_moves_the_address(FuzzedDataProvider data) {
        String name = data.consumeRemainingAsString().replaceAll("\\p{Cntrl}", "");
        SshdMessage m = SshdParser.parse(
                "sshd", "Failed password for invalid user " + name + " from 203.0.113.9 port 4711 ssh2");
        assertThat(m.sourceAddress()).isEqualTo("203.0.113.9");
        assertThat(m.port()).isEqualTo(4711);
        assertThat(m.user()).isEqualTo(name);
        assertThat(m.invalidUser()).isTrue();
    }
}

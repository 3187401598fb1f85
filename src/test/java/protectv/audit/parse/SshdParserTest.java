package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import protectv.audit.event.LoginKind;

class SshdParserTest {

    static List<Arguments> lines() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SshdParserTest.class.getResourceAsStream("sshd-lines.txt"), "sshd-lines.txt")) {
            List<String> table = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<Arguments> cases = new ArrayList<>();
            for (int i = 1; i + 1 < table.size(); i += 2) {
                assertThat(table.get(i + 1)).as("line %d of the table", i + 2).startsWith("> ");
                cases.add(Arguments.of(table.get(i), table.get(i + 1).substring(2)));
            }
            assertThat(cases).hasSizeGreaterThan(80);
            return cases;
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_line_becomes_its_fields(String line, String fields) {
        assertThat(shown(SshdParser.parse("sshd", line))).isEqualTo(fields);
    }

    @Test
    void old_red_hat_names_the_module_in_the_header() {
        String failure = "authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=alice";
        assertThat(shown(SshdParser.parse("sshd(pam_unix)", failure)))
                .isEqualTo("AUTHENTICATION_FAILURE user=[alice] address=203.0.113.9 outcome=failed uid=0");
        assertThat(shown(SshdParser.parse("sshd(pam_unix)", "session opened for user alice by (uid=0)")))
                .isEqualTo("SESSION_OPENED user=[alice] uid=0");
        assertThat(SshdParser.parse("sshd", failure).kind()).isEqualTo(LoginKind.OTHER);
    }

    @Test
    void the_message_is_the_inner_text_of_a_repeat_and_has_no_solaris_id() {
        assertThat(SshdParser.parse("sshd", "message repeated 2 times: [ Invalid user a from 203.0.113.9]")
                        .message())
                .isEqualTo("Invalid user a from 203.0.113.9");
        assertThat(SshdParser.parse("sshd", "[ID 800047 auth.info] Server listening on :: port 22.")
                        .message())
                .isEqualTo("Server listening on :: port 22.");
    }

    @Test
    void every_cut_of_a_line_is_a_message_too() throws IOException {
        for (Arguments one : lines()) {
            String line = (String) one.get()[0];
            for (int end = 0; end <= line.length(); end++) {
                String cut = line.substring(0, end);
                assertThatCode(() -> SshdParser.parse("sshd", cut)).as(cut).doesNotThrowAnyException();
                String tail = line.substring(end);
                assertThatCode(() -> SshdParser.parse("sshd", tail)).as(tail).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void a_megabyte_of_hostile_text_takes_no_longer_than_its_length() {
        List<String> starts = List.of(
                "Failed password for ",
                "Failed publickey for ",
                "Invalid user ",
                "pam_unix(sshd:auth): authentication failure; ",
                "message repeated 2 times: [",
                "Disconnecting invalid user ",
                "Connection closed by ",
                "error: PAM: Authentication failure for ",
                "");
        List<String> fillers = List.of(
                " from ", " from 203.0.113.9 port 1 ssh2: ", " ", "(", ":", " port ", " rhost=", " for ", "[ID ");
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            for (String start : starts) {
                for (String filler : fillers) {
                    String line = start + filler.repeat(1_000_000 / filler.length());
                    assertThat(SshdParser.parse("sshd", line).count()).isPositive();
                }
            }
        });
    }

    static String shown(SshdMessage m) {
        StringBuilder out = new StringBuilder(m.kind().name());
        out.append(m.user() == null ? "" : " user=[" + m.user() + "]");
        out.append(m.invalidUser() ? " invalid" : "");
        append(out, "address", m.sourceAddress());
        append(out, "host", m.sourceHost());
        append(out, "port", m.port());
        append(out, "method", m.method());
        append(out, "outcome", m.outcome());
        append(out, "key", m.keyType());
        append(out, "fingerprint", m.fingerprint());
        append(out, "uid", m.uid());
        return out.append(m.count() == 1 ? "" : " count=" + m.count()).toString();
    }

    private static void append(StringBuilder out, String name, @Nullable Object value) {
        out.append(value == null ? "" : " " + name + "=" + value);
    }
}

package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.LoginKind;

/** Names made of the words by which sshd's lines are read, put into each line that quotes a name. */
class SshdForgeryTest {

    private static final long SEED = 20_171_012;

    private static final int NAMES = 20_000;

    private static final List<String> FRAGMENTS = List.of(
            "root",
            "a",
            "",
            " ",
            "  ",
            " from ",
            " from 198.51.100.4",
            " from 198.51.100.4 port 1 ssh2",
            " from 2001:db8::bad port 1",
            " 198.51.100.4 port 1",
            " port ",
            " port 22",
            " ssh2",
            "ssh2: RSA SHA256:AAAA",
            " from 198.51.100.4 port 1 ssh2: RSA SHA256:AAAA",
            " [preauth]",
            "[preauth]",
            ": Too many authentication failures",
            " user=root",
            "  user=root",
            " rhost=198.51.100.4",
            "invalid user ",
            "illegal user ",
            "authenticating user ",
            " for ",
            " via 198.51.100.4",
            " not allowed because x",
            "(uid=0)",
            " by (uid=0)",
            "]",
            "]]",
            ": 14: ",
            ":11: ",
            "\\303\\266",
            "ö",
            "\t",
            "%s",
            "error: ",
            "Accepted password for root from 198.51.100.4 port 1 ssh2");

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            name.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        return name.toString();
    }

    /** %s is the name; each says which kind comes out. A repeat's brackets are put round every second line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAILED_PASSWORD|Failed password for invalid user %s from 203.0.113.9 port 4711 ssh2",
                "FAILED_PASSWORD|Failed password for illegal user %s from 203.0.113.9 port 4711",
                "OTHER|Failed none for invalid user %s from 203.0.113.9 port 4711 ssh2",
                "OTHER|Failed keyboard-interactive/pam for invalid user %s from 203.0.113.9 port 4711 ssh2",
                "OTHER|Postponed keyboard-interactive for invalid user %s from 203.0.113.9 port 4711 ssh2 [preauth]",
                "OTHER|Failed publickey for invalid user %s from 203.0.113.9 port 4711 ssh2",
                "OTHER|Failed publickey for invalid user %s from 203.0.113.9 port 4711 ssh2: ED25519 SHA256:BBBB",
                "INVALID_USER|Invalid user %s from 203.0.113.9 port 4711",
                "MAX_ATTEMPTS_EXCEEDED|error: maximum authentication attempts exceeded for invalid user %s from 203.0.113.9 port 4711 ssh2 [preauth]",
                "TOO_MANY_FAILURES|Disconnecting invalid user %s 203.0.113.9 port 4711: Too many authentication failures [preauth]",
                "OTHER|Connection closed by invalid user %s 203.0.113.9 port 4711 [preauth]",
                "OTHER|Connection reset by invalid user %s 203.0.113.9 port 4711",
                "OTHER|Disconnected from invalid user %s 203.0.113.9 port 4711 [preauth]",
            })
    void name_address_and_kind_are_told_apart(LoginKind kind, String template) {
        Random random = new Random(SEED);
        for (int i = 0; i < NAMES; i++) {
            String name = name(random);
            String line = template.replace("%s", name);
            boolean repeated = i % 2 == 1;
            SshdMessage m = SshdParser.parse("sshd", repeated ? "message repeated 3 times: [ " + line + "]" : line);
            String label = "seed " + SEED + ", name " + i + ": " + line;
            assertThat(m.kind()).as(label).isEqualTo(kind);
            assertThat(m.sourceAddress()).as(label).isEqualTo("203.0.113.9");
            assertThat(m.sourceHost()).as(label).isNull();
            assertThat(m.port()).as(label).isEqualTo(4711);
            assertThat(m.invalidUser()).as(label).isTrue();
            assertThat(m.count()).as(label).isEqualTo(repeated ? 3 : 1);
            // sshd cuts the words before an address after 200 letters; what may have been cut is not given.
            boolean cut = template.contains("by invalid")
                    || template.contains("from invalid")
                    || kind == LoginKind.TOO_MANY_FAILURES;
            if (cut && "invalid user ".length() + name.length() >= 200) {
                assertThat(m.user()).as(label).isNull();
            } else {
                assertThat(m.user()).as(label).isEqualTo(name);
            }
        }
    }

    @Test
    void a_name_at_the_end_is_taken_whole() {
        Random random = new Random(SEED);
        for (int i = 0; i < NAMES; i++) {
            String name = name(random);
            SshdMessage pam = SshdParser.parse(
                    "sshd",
                    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user="
                            + name);
            assertThat(pam.user()).isEqualTo(name);
            assertThat(pam.sourceAddress()).isEqualTo("203.0.113.9");
            assertThat(pam.port()).isNull();

            SshdMessage many = SshdParser.parse(
                    "sshd", "Disconnecting: Too many authentication failures for " + name + " [preauth]");
            assertThat(many.kind()).isEqualTo(LoginKind.TOO_MANY_FAILURES);
            assertThat(many.sourceAddress()).isNull();
            boolean cut = "Too many authentication failures for ".length() + name.length() >= 100;
            // OpenSSH 6.7 ends the line so itself: either reading is possible, and no user is named.
            boolean twoReadings = name.matches("(?s).* from \\S+ port \\d+ ssh2") && many.user() == null;
            assertThat(many.user()).as(name).isEqualTo(cut || twoReadings ? null : name);
        }
    }

    /** A certificate's id is the peer's own as well: what it says may cost the address, but never gives a wrong one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed publickey for invalid user %s from 203.0.113.9 port 4711 ssh2: RSA-CERT SHA256:BBBB ID %s (serial 1) CA RSA SHA256:CCCC",
                "Failed hostbased for invalid user %s from 203.0.113.9 port 4711 ssh2: RSA SHA256:BBBB, client user \"%s\", client host \"x\"",
                "Disconnecting authenticating user a 203.0.113.9 port 4711: Change of username or service not allowed: (a,ssh-connection) -> (%s",
                "Received disconnect from 203.0.113.9 port 4711:11: %s",
                "error: Received disconnect from 203.0.113.9: 14: %s [preauth]",
                "Bad protocol version identification '%s' from 203.0.113.9 port 4711",
                "error: PAM: Authentication failure for illegal user %s from 203.0.113.9",
            })
    void what_the_peer_says_never_gives_another_address(String template) {
        Random random = new Random(SEED);
        int told = 0;
        for (int i = 0; i < NAMES; i++) {
            String line = template.replace("%s", name(random));
            SshdMessage m = SshdParser.parse("sshd", line);
            assertThat(m.sourceHost()).as(line).isNull();
            if (m.sourceAddress() != null) {
                told++;
                assertThat(m.sourceAddress()).as(line).isEqualTo("203.0.113.9");
            }
            assertThat(m.outcome()).as(line).isNotEqualTo("accepted");
        }
        if (!template.startsWith("Disconnecting")) {
            assertThat(told).isGreaterThan(NAMES / 4);
        }
    }

    @Test
    void a_certificate_of_a_real_account_is_read_from_the_front() {
        Random random = new Random(SEED);
        for (int i = 0; i < NAMES; i++) {
            SshdMessage m = SshdParser.parse(
                    "sshd",
                    "Accepted publickey for alice from 203.0.113.9 port 4711 ssh2: ED25519-CERT SHA256:BBBB ID "
                            + name(random) + " (serial 1) CA RSA SHA256:CCCC");
            assertThat(m.kind()).isEqualTo(LoginKind.ACCEPTED_PUBLICKEY);
            assertThat(m.user()).isEqualTo("alice");
            assertThat(m.sourceAddress()).isEqualTo("203.0.113.9");
            assertThat(m.fingerprint()).isEqualTo("SHA256:BBBB");
        }
    }
}

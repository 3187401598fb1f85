package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import protectv.audit.event.LoginKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the logs of a real sshd say against what was really tried; {@code field/README.md} tells how they were made. */
class SshdFieldLogTest {

    private static final Pattern HEADER = Pattern.compile(
            "(?:<\\d+>1 \\S+ \\S+ (\\S+) \\d+ - - |(?:\\S+|\\w{3} [ \\d]\\d [\\d:]{8}) \\S+ ([^\\[ ]+)\\[\\d+]: )(.*)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sshd-debian-rsyslog.log",
                "sshd-iso.log",
                "sshd-rfc5424.log",
                "sshd-repeated.log",
                "sshd-relayed-syslog-ng.log"
            })
    void a_real_log_counts_what_was_really_tried(String file) throws IOException {
        List<SshdMessage> said = messages(file);
        Map<String, Integer> wrong = tried("failed-password", Attempt::fromAndUser);
        Map<String, Integer> wrongName = tried("failed-password-invalid-user", Attempt::fromAndUser);
        assertThat(wrong).hasSizeGreaterThan(2);
        assertThat(wrongName).hasSizeGreaterThan(10);

        assertThat(counted(
                        said, m -> m.kind() == LoginKind.FAILED_PASSWORD && !m.invalidUser(), SshdFieldLogTest::byUser))
                .isEqualTo(wrong);
        assertThat(counted(
                        said, m -> m.kind() == LoginKind.FAILED_PASSWORD && m.invalidUser(), SshdFieldLogTest::byUser))
                .isEqualTo(wrongName);
        assertThat(counted(
                        said,
                        m -> m.kind() == LoginKind.AUTHENTICATION_FAILURE && m.user() != null,
                        SshdFieldLogTest::byUser))
                .isEqualTo(wrong);
        assertThat(counted(
                        said,
                        m -> m.kind() == LoginKind.AUTHENTICATION_FAILURE && m.user() == null,
                        SshdFieldLogTest::byAddress))
                .isEqualTo(tried("failed-password-invalid-user", Attempt::from));
        assertThat(counted(said, m -> m.kind() == LoginKind.INVALID_USER, SshdFieldLogTest::byUser)
                        .keySet())
                .isEqualTo(wrongName.keySet());

        Map<String, Integer> exceeded = tried("max-attempts", Attempt::fromAndUser);
        assertThat(exceeded).hasSize(2);
        assertThat(counted(said, m -> m.kind() == LoginKind.MAX_ATTEMPTS_EXCEEDED, SshdFieldLogTest::byUser))
                .isEqualTo(exceeded);
        assertThat(counted(said, m -> m.kind() == LoginKind.TOO_MANY_FAILURES, SshdFieldLogTest::byUser))
                .isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sshd-debian-rsyslog.log", "sshd-rfc5424.log", "sshd-repeated.log"})
    void a_real_log_tells_who_came_in(String file) throws IOException {
        List<SshdMessage> said = messages(file);
        Map<String, Integer> password = tried("accepted-password", Attempt::fromAndUser);
        Map<String, Integer> key = tried("accepted-publickey", Attempt::fromAndUser);
        assertThat(counted(said, m -> m.kind() == LoginKind.ACCEPTED_PASSWORD, SshdFieldLogTest::byUser))
                .isEqualTo(password);
        assertThat(counted(
                        said,
                        m -> m.kind() == LoginKind.ACCEPTED_PUBLICKEY && m.fingerprint() != null,
                        SshdFieldLogTest::byUser))
                .isEqualTo(key);
        assertThat(counted(
                        said,
                        m -> "failed".equals(m.outcome()) && "publickey".equals(m.method()),
                        SshdFieldLogTest::byUser))
                .isEqualTo(tried("failed-publickey", Attempt::fromAndUser));

        Map<String, Integer> accepted = tried("accepted-password", Attempt::user);
        tried("accepted-publickey", Attempt::user).forEach((user, n) -> accepted.merge(user, n, Integer::sum));
        for (LoginKind kind : List.of(LoginKind.SESSION_OPENED, LoginKind.SESSION_CLOSED)) {
            assertThat(counted(said, m -> m.kind() == kind, m -> String.valueOf(m.user())))
                    .isEqualTo(accepted);
        }
        Map<String, Integer> left = tried("accepted-password", Attempt::from);
        left.putAll(tried("accepted-publickey", Attempt::from));
        assertThat(counted(said, m -> m.kind() == LoginKind.DISCONNECTED, SshdFieldLogTest::byAddress))
                .isEqualTo(left);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sshd-debian-rsyslog.log", "sshd-relayed-syslog-ng.log"})
    void no_address_is_taken_from_a_name(String file) throws IOException {
        for (SshdMessage m : messages(file)) {
            assertThat(m.sourceHost()).as(m.message()).isNull();
            if (m.sourceAddress() != null) {
                assertThat(m.sourceAddress()).as(m.message()).startsWith("127.0.0.");
            }
        }
    }

    private static String byUser(SshdMessage m) {
        return m.sourceAddress() + " " + m.user();
    }

    private static String byAddress(SshdMessage m) {
        return String.valueOf(m.sourceAddress());
    }

    private static Map<String, Integer> counted(
            List<SshdMessage> said, Predicate<SshdMessage> which, Function<SshdMessage, String> by) {
        return said.stream()
                .filter(which)
                .collect(Collectors.toMap(by, SshdMessage::count, Integer::sum, HashMap::new));
    }

    private record Attempt(String kind, String from, String user, int count) {
        String fromAndUser() {
            return from + " " + user;
        }
    }

    private static Map<String, Integer> tried(String kind, Function<Attempt, String> by) throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode one : JsonMapper.shared().readTree(text("attempts.json"))) {
            attempts.add(new Attempt(
                    one.get("kind").asString(),
                    one.get("from").asString(),
                    asLogged(one.get("user").asString()),
                    one.get("count").asInt()));
        }
        return attempts.stream()
                .filter(one -> one.kind().equals(kind))
                .collect(Collectors.toMap(by, Attempt::count, Integer::sum, HashMap::new));
    }

    /** sshd writes each byte beyond ASCII as a backslash and three octal digits. */
    private static String asLogged(String name) {
        StringBuilder out = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            out.append(b < 0 ? "\\" + Integer.toOctalString(b & 255) : String.valueOf((char) b));
        }
        return out.toString();
    }

    private static List<SshdMessage> messages(String file) throws IOException {
        List<SshdMessage> said = new ArrayList<>();
        for (String line : text(file).lines().toList()) {
            Matcher header = HEADER.matcher(line);
            assertThat(header.matches()).as(line).isTrue();
            String program = header.group(1) == null ? header.group(2) : header.group(1);
            assertThat(program).as(line).isEqualTo("sshd");
            said.add(SshdParser.parse(program, header.group(3)));
        }
        return said;
    }

    private static String text(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SshdFieldLogTest.class.getResourceAsStream("/field/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

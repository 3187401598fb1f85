package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code parse} as a person with jq would use it. */
class ParseCommandTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path dir;

    private List<JsonNode> parse(String text, String... options) throws IOException {
        Path log = Files.writeString(dir.resolve("auth.log"), text);
        String[] args = new String[options.length + 2];
        args[0] = "parse";
        args[1] = log.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        CommandRun run = CommandRun.of(args);
        assertThat(run.code()).isZero();
        return run.out().lines().map(JSON::readTree).toList();
    }

    @Test
    void every_line_has_one_object_with_its_fate() throws IOException {
        String log = String.join(
                "\n",
                "Oct 12 08:19:40 192.0.2.7 sshd[9]: Failed password for invalid user a b from 2001:db8::1 port 4711 ssh2",
                "Oct 12 08:19:41 web01 cron[1]: run",
                "",
                "what is this\r",
                "Oct 13 08:19:41 192.0.2.7 sshd[9]: Server listening on :: port 22.");
        List<JsonNode> lines = parse(log, "--reference", "2017-12-31", "--to", "2017-10-13");
        assertThat(lines.stream().map(line -> line.get("fate").asString()))
                .containsExactly("event", "other", "other", "malformed", "outside");
        assertThat(lines.stream().map(line -> line.get("line").asInt())).containsExactly(1, 2, 3, 4, 5);
        JsonNode login = lines.get(0);
        assertThat(login.get("type").asString()).isEqualTo("LoginEvent");
        assertThat(login.get("kind").asString()).isEqualTo("FAILED_PASSWORD");
        assertThat(login.get("time").asString()).isEqualTo("2017-10-12T08:19:40Z");
        assertThat(login.get("user").asString()).isEqualTo("a b");
        assertThat(login.get("invalidUser").asBoolean()).isTrue();
        assertThat(login.get("sourceAddress").asString()).isEqualTo("2001:db8::1");
        assertThat(login.get("port").asInt()).isEqualTo(4711);
        assertThat(login.get("method").asString()).isEqualTo("password");
        assertThat(login.get("pid").asInt()).isEqualTo(9);
        assertThat(login.get("count").asInt()).isEqualTo(1);
        assertThat(lines.get(3).get("reason").asString()).isNotBlank();
    }

    @Test
    void a_missing_file_makes_4_and_the_others_are_read() throws IOException {
        Path log = Files.writeString(dir.resolve("auth.log"), "2017-10-12T08:19:40Z h sshd[9]: x\n");
        CommandRun run = CommandRun.of("parse", dir.resolve("gone").toString(), log.toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void a_windows_client_log_in_utf_16_names_its_client() {
        CommandRun run = CommandRun.of("parse", "src/samples/clients");
        List<JsonNode> lines = run.out().lines().map(JSON::readTree).toList();
        JsonNode decrypting = lines.stream()
                .filter(line -> line.path("kind").asString("").equals("DECRYPTING_PARTITION"))
                .findFirst()
                .orElseThrow();
        assertThat(decrypting.get("clientName").asString()).isEqualTo("win01");
        assertThat(decrypting.get("partition").asString()).isEqualTo("D:");
        assertThat(decrypting.get("time").asString()).isEqualTo("2017-10-13T01:10:00.500Z");
    }
}

package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import protectv.audit.Schemas;
import protectv.audit.run.LocalSite;
import protectv.audit.settings.SettingKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration file and the environment, as an operator writes them. */
class ConfigurationTest {

    private static final String DENIED = "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit>"
            + " status=<failure> msg=<Alert Client access denied> subject=<Client> client-name=<web01>\n";

    @TempDir
    Path dir;

    private Path log;

    @BeforeEach
    void log() throws IOException {
        log = Files.writeString(dir.resolve("syslog"), DENIED);
    }

    private String config(String... lines) throws IOException {
        return Files.writeString(dir.resolve("config.yaml"), String.join("\n", lines) + "\n")
                .toString();
    }

    private static CommandRun run(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new LocalSite(System.in), environment, new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(code, out.toString(), err.toString());
    }

    private JsonNode report(String folder) {
        return new JsonMapper()
                .readTree(dir.resolve(folder).resolve("report.json").toFile());
    }

    @Test
    void a_night_needs_nothing_on_its_command_line() throws IOException {
        String config = config(
                "inputs: [" + log + "]",
                "zone: Europe/Berlin",
                "out:",
                "  - " + dir.resolve("night"),
                "  - 'csv:" + dir.resolve("night.csv") + "'",
                "format: json",
                "fail-on: critical",
                "threads: 1",
                "quiet: true");
        CommandRun run = run(Map.of("PROTECTV_AUDIT_CONFIG", config), "run");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(report("night").at("/period/zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(dir.resolve("night.csv")).exists();
        assertThat(dir.resolve("night/report.html")).doesNotExist();
    }

    @Test
    void the_command_line_beats_the_environment_and_that_the_file() throws IOException {
        String config = config("zone: Europe/Berlin", "window: 2h", "fail-on: low", "inputs: nowhere");
        CommandRun run = run(
                Map.of("PROTECTV_AUDIT_WINDOW", "3h", "PROTECTV_AUDIT_FAIL_ON", "never"),
                "run",
                log.toString(),
                "--config",
                config,
                "--fail-on=high",
                "--out",
                dir.resolve("out").toString());
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(report("out").at("/period/zone").asString()).isEqualTo("Europe/Berlin");
        assertThat(report("out").at("/period/window").asString()).isEqualTo("PT3H");
    }

    @Test
    void formats_of_the_configured_folder_do_not_go_with_another_place() throws IOException {
        String config = config("out: " + dir.resolve("night"), "format: [json, csv]", "inputs: " + log);
        CommandRun run = run(Map.of(), "run", "--config", config, "--out", "text:" + dir.resolve("a.txt"));
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(dir.resolve("a.txt")).exists();
        assertThat(dir.resolve("night")).doesNotExist();
    }

    @Test
    void other_commands_take_what_means_the_same_to_them() throws IOException {
        String config = config("zone: Europe/Berlin", "out: nowhere", "format: csv", "fail-on: low");
        CommandRun run = run(Map.of(), "explain", "--config", config, "Oct 12 07:28:15 gordium sshd[7]: hello");
        assertThat(run.code()).as(run.err()).isZero();
        CommandRun wrong = run(Map.of("PROTECTV_AUDIT_ZONE", "Europe/Belrin"), "explain", DENIED.strip());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--zone Europe/Belrin", "took --zone from PROTECTV_AUDIT_ZONE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zoen: UTC | config.yaml:1:1: the file has no key \"zoen\"; did you mean zone?",
                "zone: [UTC] | config.yaml:1:7: zone is a list; write one value",
                "zone: | config.yaml:1:6: zone is nothing; write one value",
                "quiet: maybe | config.yaml:1:8: quiet is \"maybe\"; write true or false",
                "out: [{a: b}] | config.yaml:1:7: an entry of out is a set of keys; write a text",
                "zone: *utc | config.yaml:1:7: anchors (&name) and aliases (*name) are not read here",
                "[zone, UTC] | the file is a list; it has the keys",
                "zone: Mars | --zone Mars is no zone"
            })
    void what_nobody_can_mean_ends_with_2_and_its_place(String line, String message) throws IOException {
        CommandRun run = run(Map.of(), "run", log.toString(), "--config", config(line));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        CommandRun run =
                run(Map.of(), "run", "x", "--config", dir.resolve("none.yaml").toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no configuration file " + dir.resolve("none.yaml"));
    }

    @Test
    void a_variable_that_sets_nothing_is_told() {
        CommandRun run = run(
                Map.of("PROTECTV_AUDIT_ZOEN", "UTC"),
                "run",
                log.toString(),
                "--fail-on",
                "never",
                "--out",
                dir.resolve("out").toString());
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("PROTECTV_AUDIT_ZOEN is set and means nothing");
    }

    @Test
    void without_inputs_anywhere_it_says_where_they_can_be_named() throws IOException {
        CommandRun run = run(Map.of(), "run", "--config", config("# nothing yet"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("name the logs: protectv-audit run INPUT..., or inputs: in a configuration file");
    }

    @Test
    void what_holds_is_shown_with_its_origin() throws IOException {
        String config = config("# of the night", "zone: Europe/Berlin", "out: [a, 'csv:b']");
        CommandRun run = run(Map.of(), "config", "show", "--config", config);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "zone Europe/Berlin " + config + ":2",
                        "out a, csv:b " + config + ":3",
                        "fail-on medium default",
                        "inputs");
        JsonNode json = new JsonMapper()
                .readTree(run(Map.of(), "config", "show", "--config", config, "--format", "json")
                        .out());
        assertThat(json).hasSize(Configuration.keys().size());
    }

    @Test
    void every_key_is_documented() throws IOException {
        assertThat(Configuration.keys())
                .allSatisfy(key -> assertThat(key.description()).isNotBlank());
        String rows = Configuration.keys().stream()
                .map(key -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                key.name(),
                                key.shape() == SettingKey.Shape.TEXT
                                        ? ""
                                        : key.shape().name().toLowerCase(Locale.ROOT),
                                key.usual().isEmpty() ? "" : "`" + key.usual() + "`",
                                key.description().replace("|", "\\|").replace("<", "&lt;")))
                .collect(Collectors.joining());
        DocPart.assertSame(
                Path.of("src/site/markdown/configuration.md"),
                "keys",
                "| key | shape | default | what it says |\n|---|---|---|---|\n" + rows);
    }

    @Test
    void the_schema_knows_the_same_keys() throws IOException {
        String schema = CommandRun.of("schema", "config").out();
        assertThat(problems(schema, "{\"zone\": \"UTC\", \"threads\": 2, \"out\": [\"a\"], \"quiet\": true}"))
                .isEmpty();
        assertThat(problems(schema, "null")).isEmpty();
        for (String wrong :
                new String[] {"{\"zoen\": \"UTC\"}", "{\"zone\": [\"UTC\"]}", "{\"quiet\": \"yes\"}", "[]"}) {
            assertThat(problems(schema, wrong)).as(wrong).isNotEmpty();
        }
    }

    private static Iterable<String> problems(String schema, String json) {
        return Schemas.problems(SpecificationVersion.DRAFT_2020_12, schema, json);
    }
}

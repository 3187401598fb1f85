package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run --out} and {@code --format}, as a user gives them. */
class ReportOptionsTest {

    @TempDir
    Path dir;

    private Path log;

    @BeforeEach
    void log() throws IOException {
        log = Files.writeString(
                dir.resolve("syslog"),
                "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit> status=<failure>"
                        + " msg=<Alert Client access denied> subject=<Client> client-name=<web01>\n");
    }

    private CommandRun run(String... args) {
        List<String> all = new ArrayList<>(List.of("run", log.toString()));
        for (String arg : args) {
            all.add(arg.replace("DIR", dir.toString()));
        }
        return CommandRun.of(all.toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> dir.relativize(file).toString())
                    .filter(name -> !name.equals("syslog"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void several_reports_go_to_several_places() throws IOException {
        CommandRun run = run(
                "--out",
                "html:DIR/night.html",
                "--out",
                "DIR/all",
                "--format",
                "json,csv",
                "--out",
                "OCSF:DIR/siem/n.ndjson");
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(files()).containsExactly("all/report.csv", "all/report.json", "night.html", "siem/n.ndjson");
        assertThat(run.out())
                .contains(
                        dir.resolve("night.html").toString(),
                        dir.resolve("all/report.csv").toString());
    }

    @Test
    void one_report_goes_to_standard_output_and_the_summary_beside_it() throws IOException {
        CommandRun run = run("--out", "sarif:-");
        assertThat(run.code()).isEqualTo(1);
        JsonNode sarif = new JsonMapper().readTree(run.out());
        assertThat(sarif.at("/runs/0/results/0/ruleId").asString()).isEqualTo("PV-CLI-002");
        assertThat(run.err()).contains("1 finding").doesNotContain("\"runs\"");
        assertThat(files()).isEmpty();
    }

    @Test
    void colours_come_where_they_are_asked_for() {
        assertThat(run("--out", "DIR/out", "--color", "always").out()).contains("\u001b[31mhigh\u001b[0m");
        assertThat(run("--out", "DIR/out", "--color", "never").out()).doesNotContain("\u001b");
        assertThat(run("--out", "DIR/out").out()).as("to a pipe").doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--out pdf:night.pdf | --out pdf:night.pdf: there is no format pdf; there are json, html, | ./pdf:night.pdf",
                "--format pdf --out DIR | there is no format pdf; there are json, html, | --format",
                "--out html:DIR/a --out csv:DIR/a | two reports would be written to | name another file",
                "--out DIR --out json:DIR/report.json | two reports would be written to | report.json",
                "--out json:- --out csv:- | only one report can go to standard output | give the others a file",
                "--out html:DIR/a --format csv | --format says what is written into a folder, and --out names none | give a folder",
                "--out html:DIR/syslog/a.html | syslog: it is a file | name a folder"
            })
    void what_cannot_be_is_told_and_writes_nothing(String args, String what, String todo) throws IOException {
        CommandRun run = run(args.split(" ", -1));
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(what).contains(todo);
        assertThat(files()).isEmpty();
    }
}

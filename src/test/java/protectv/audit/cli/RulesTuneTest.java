package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import protectv.audit.ShippedRules;
import protectv.audit.compare.RuleNumbers;
import protectv.audit.compare.TuningPlan;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.rule.Rule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RulesTuneTest {

    private static final String GUESSING = "ssh/password-guessing";

    @TempDir
    Path dir;

    private CommandRun tune(String id, String... more) {
        List<String> args = new ArrayList<>(List.of("rules", "tune", id, "--reference", "2017-12-31"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    /** Day 12: bursts of 3, 4 and 6; day 13: nothing but a single one; day 14: a burst of 5. */
    private String log() throws IOException {
        List<String> lines = new ArrayList<>(ChangedRules.guesses(12, "203.0.113.3", 3));
        lines.addAll(ChangedRules.guesses(12, "203.0.113.4", 4));
        lines.addAll(ChangedRules.guesses(12, "203.0.113.6", 6));
        lines.addAll(ChangedRules.guesses(13, "203.0.113.1", 1));
        lines.addAll(ChangedRules.guesses(14, "203.0.113.5", 5));
        return ChangedRules.log(dir.resolve("auth.log"), lines);
    }

    private static Map<String, String> totals(JsonNode json) {
        Map<String, String> totals = new TreeMap<>();
        json.path("settings")
                .values()
                .forEach(row -> totals.put(
                        row.path("threshold").asString("-") + " in "
                                + row.path("span").asString(),
                        row.path("perNight").toString()));
        return totals;
    }

    @Test
    void findings_per_night_follow_threshold_and_span() throws IOException {
        CommandRun run = tune("PV-SSH-050", log(), "--threshold", "3,4,5,6,7", "--span", "2m,10m", "--format", "json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(totals(json))
                .containsEntry("3 in 10m", "[3,0,1]")
                .containsEntry("4 in 10m", "[2,0,1]")
                .containsEntry("5 in 10m", "[1,0,1]")
                .containsEntry("6 in 10m", "[1,0,0]")
                .containsEntry("7 in 10m", "[0,0,0]")
                // A minute apart: no four within two minutes.
                .containsEntry("3 in 2m", "[3,0,1]")
                .containsEntry("4 in 2m", "[0,0,0]")
                .hasSize(10);
        assertThat(json.path("nights").size()).isEqualTo(3);
        assertThat(json.path("places").path(0).path("line").asInt()).isEqualTo(28);
    }

    @Test
    void a_variant_finds_what_the_rule_with_that_number_finds() throws IOException {
        String log = log();
        for (int threshold : List.of(3, 4, 6)) {
            Path rules = ChangedRules.copy(
                    dir.resolve("rules" + threshold), Map.of("bursts( 5,", "bursts( " + threshold + ","), GUESSING);
            Path out = dir.resolve("out" + threshold);
            CommandRun run = CommandRun.of(
                    "run",
                    log,
                    "--rules",
                    rules.toString(),
                    "--reference",
                    "2017-12-31",
                    "--window",
                    "1d",
                    "--format",
                    "json",
                    "--out",
                    out.toString(),
                    "--fail-on",
                    "never");
            assertThat(run.code()).isZero();
            long real =
                    JsonMapper.shared()
                            .readTree(Files.readString(out.resolve("report.json")))
                            .path("windows")
                            .values()
                            .stream()
                            .mapToLong(window -> window.path("findings").size())
                            .sum();
            JsonNode json = JsonMapper.shared()
                    .readTree(
                            tune("PV-SSH-050", log, "--threshold", "" + threshold, "--span", "10m", "--format", "json")
                                    .out());
            assertThat(json.path("settings").path(0).path("total").asLong()).isEqualTo(real);
        }
    }

    @Test
    void near_misses_are_named_with_their_lines() throws IOException {
        CommandRun run = tune("PV-SSH-050", log(), "--max-evidence", "2");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "place 1  ssh/password-guessing.drl:28  bursts( 5, \"10m\" ...   <- varied",
                        "Findings per night over 3 nights, 2017-10-12 to 2017-10-14 (UTC)",
                        "*         5  10m             2    0.7     1.0      1",
                        "Threshold 4 would add 1 finding\n  2017-10-12  203.0.113.4\n",
                        "auth.log:4  Oct 12 08:00:00",
                        "... and more lines (--max-evidence)",
                        "Threshold 6 would drop 1 finding\n  2017-10-14  203.0.113.5\n");
        assertThat(run.out().lines().filter(line -> line.matches("[ *] +\\d+  (5m|10m|20m) .*")))
                .as("thresholds 3, 4, 5, 6, 8, 10 and three spans")
                .hasSize(18);
    }

    @Test
    void what_a_rule_remembers_and_waits_for_grows_with_its_span() throws IOException {
        String denied = "Oct 12 08:00:00 192.0.2.7 gordium 2017-10-12 08:00:00 category=<Audit> status=<failure>"
                + " msg=<Alert Client access denied> subject=<Client> client-name=<web01>";
        String accessed = "Oct 12 08:30:00 192.0.2.7 gordium 2017-10-12 08:30:00 category=<Audit> status=<success>"
                + " msg=<Key accessed> subject=<Key> client-name=<web01>";
        String log = ChangedRules.log(dir.resolve("manager.log"), List.of(denied, accessed));
        String id = JsonMapper.shared()
                .readTree(tune(idOf("manager/key-after-denial"), log, "--span", "10m,40m", "--format", "json")
                        .out())
                .toString();
        assertThat(id)
                .contains(
                        "\"span\":\"10m\",\"present\":true,\"total\":0",
                        "\"span\":\"40m\",\"present\":false,\"total\":1");
    }

    private static String idOf(String rule) {
        return ShippedRules.CATALOG.rules().stream()
                .filter(each -> each.file().equals(rule + ".drl"))
                .map(each -> each.id().value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_shipped_rule_with_a_number_can_be_tuned_at_each_of_its_places() throws Exception {
        for (Rule rule : ShippedRules.CATALOG.rules()) {
            for (var place : RuleNumbers.of(rule)) {
                var plan = TuningPlan.of(rule, place, List.of(), List.of(), FactVocabulary.VOCABULARY);
                assertThat(plan.variants()).as(rule.id() + " " + place.shown()).hasSizeGreaterThan(1);
                assertThat(plan.shown()).contains(plan.present());
            }
        }
    }

    @Test
    void the_curve_is_well_formed_and_says_in_words_what_it_shows() throws Exception {
        Path rules =
                ChangedRules.copy(dir.resolve("rules"), Map.of("@title(\"Password", "@title(\"<b>&Password"), GUESSING);
        Path svg = dir.resolve("curve.svg");
        CommandRun run =
                tune("PV-SSH-050", log(), "--rules", rules.toString(), "--svg", svg.toString(), "--span", "2m,10m,30m");
        assertThat(run.code()).as(run.err()).isZero();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(svg))));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .contains("PV-SSH-050 <b>&Password guessing");
        assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                .contains("threshold 5 and span 10m: 0.67", "threshold 3 and span 2m: 1.33");
        CommandRun nowhere =
                tune("PV-SSH-050", log(), "--svg", dir.resolve("no/where.svg").toString());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("--svg", "cannot be written");
    }

    @Test
    void what_cannot_be_tuned_is_said() throws IOException {
        assertThat(tune("PV-KEY-001", log()).err()).contains("PV-KEY-001 has no number that can be tuned");
        assertThat(tune("PV-KEY-999", log()).err()).contains("there is no rule PV-KEY-999");
        assertThat(tune("PV-SSH-050", log(), "--place", "9").err()).contains("has places 1 to 1");
        assertThat(tune("PV-SSH-050", log(), "--span", "10x").err()).contains("\"10x\" is no span of time");
        assertThat(tune("PV-SSH-050", log(), "--threshold", "0").err()).contains("a number from 1");
        CommandRun nothing = tune("PV-SSH-050", ChangedRules.log(dir.resolve("empty.log"), List.of()));
        assertThat(nothing.code()).isEqualTo(4);
        assertThat(nothing.out()).contains("There is no night");
    }
}

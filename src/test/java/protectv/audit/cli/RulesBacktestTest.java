package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.compare.RulesRevision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RulesBacktestTest {

    private static final String GUESSING = "ssh/password-guessing";
    private static final Map<String, String> FROM_THREE = Map.of("bursts( 5,", "bursts( 3,");

    @TempDir
    Path dir;

    private CommandRun backtest(Object rules, Object against, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "rules",
                "backtest",
                "--rules",
                rules.toString(),
                "--against",
                against.toString(),
                "--reference",
                "2017-12-31"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private String log() throws IOException {
        List<String> lines = new ArrayList<>(ChangedRules.guesses(12, "203.0.113.9", 5));
        lines.addAll(ChangedRules.guesses(13, "203.0.113.77", 3));
        return ChangedRules.log(dir.resolve("logs/auth.log"), lines);
    }

    @Test
    void the_same_rules_give_no_difference() throws IOException {
        Path rules = ChangedRules.copy(dir.resolve("a"), Map.of(), GUESSING);
        CommandRun run = backtest(rules, rules, log());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "0 gained, 0 lost, 0 changed, 1 the same", "The rules and the files beside them are the same.");
    }

    @Test
    void a_lower_threshold_gains_findings_with_their_lines_and_changes_others() throws IOException {
        Path old = ChangedRules.copy(dir.resolve("old"), Map.of(), GUESSING);
        Path young = ChangedRules.copy(dir.resolve("new"), FROM_THREE, GUESSING);
        String log = log();
        CommandRun run = backtest(young, old, "--max-evidence", "2", log);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "Findings: 1 gained, 0 lost, 1 changed, 0 the same",
                        "rule changed  PV-SSH-050  ssh/password-guessing.drl: condition",
                        "+ 2017-10-13T08:00:00Z  203.0.113.77  high, count 1",
                        log + ":6  Oct 13 08:00:00 192.0.2.7 sshd[3000]: Failed password for root from 203.0.113.77",
                        "+ ... and 1 more lines (--max-evidence)",
                        "~ 2017-10-12T08:00:00Z  203.0.113.9  message, times, evidence",
                        "was: 5 wrong passwords",
                        "now: 3 wrong passwords");
        assertThat(backtest(old, young, log).out()).contains("0 gained, 1 lost, 1 changed");
        assertThat(backtest(young, old, "--fail-on", "lost", log).code()).isZero();
        assertThat(backtest(young, old, "--fail-on", "gained", log).code()).isEqualTo(1);
        assertThat(backtest(young, old, "--fail-on", "never", log).code()).isZero();
    }

    @Test
    void added_removed_and_reworded_rules_are_named_and_severity_is_compared() throws IOException {
        Path old = ChangedRules.copy(dir.resolve("old"), Map.of(), GUESSING, "manager/key-not-found");
        Path young = ChangedRules.copy(
                dir.resolve("new"),
                Map.of("@severity(\"high\")", "@severity(\"low\")"),
                GUESSING,
                "manager/key-after-denial");
        Files.writeString(young.resolve("waivers.yaml"), "waivers: []\n");
        CommandRun run = backtest(young, old, "--format", "json", log());
        assertThat(run.code()).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.path("ruleChanges").values().stream()
                        .map(change -> change.path("kind").asString() + " "
                                + change.path("rule").asString() + " "
                                + change.path("what")))
                .contains("removed PV-KEY-001 []", "changed PV-SSH-050 [\"severity high -> low\"]")
                .anyMatch(change -> change.startsWith("added PV-KEY-0"));
        assertThat(json.path("filesBeside").path("waivers.yaml").asString()).isEqualTo("added");
        assertThat(json.path("changes").size()).isEqualTo(1);
        assertThat(json.path("changes").path(0).path("differences").path(0).asString())
                .isEqualTo("severity high -> low");
        assertThat(json.path("changes").path(0).path("now").path("severity").asString())
                .isEqualTo("low");
    }

    @Test
    void a_revision_of_the_rules_is_compared_with_the_folder() throws Exception {
        assumeTrue(gitIsThere(), "there is no git program to ask");
        Path repository = Files.createDirectories(dir.resolve("repository"));
        ChangedRules.git(repository, "init", "-q");
        Path rules = ChangedRules.copy(repository.resolve("policy/rules"), Map.of(), GUESSING);
        ChangedRules.git(repository, "add", ".");
        ChangedRules.git(repository, "commit", "-qm", "Rules");
        ChangedRules.copy(rules, FROM_THREE, GUESSING);
        CommandRun run = backtest(rules, "git:HEAD", log());
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("1 gained, 0 lost, 1 changed", "against  git:HEAD (");
        ChangedRules.git(repository, "commit", "-qam", "Lower");
        assertThat(backtest(rules, "git:HEAD", log()).code()).isZero();
        assertThat(backtest(rules, "git:HEAD~1:policy/rules/", log()).out()).contains("1 gained, 0 lost");
        Path copied;
        try (RulesRevision copy = RulesRevision.copy(rules, "git:HEAD~1")) {
            copied = copy.folder();
            assertThat(copied.resolve(GUESSING + ".drl")).hasSameTextualContentAs(Path.of("rules", GUESSING + ".drl"));
            assertThat(Files.getPosixFilePermissions(copied)).hasSize(3);
        }
        assertThat(copied).doesNotExist();

        CommandRun none = backtest(rules, "git:no-such", log());
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("--against git:no-such", "has no revision no-such");
        CommandRun elsewhere = backtest(rules, "git:HEAD:policy/none", log());
        assertThat(elsewhere.code()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("has no folder policy/none at HEAD");
    }

    @Test
    void what_is_no_revision_never_reaches_git() throws IOException {
        Path rules = ChangedRules.copy(dir.resolve("a"), Map.of(), GUESSING);
        for (String bad : List.of("git:--output=/tmp/x", "git:", "git: ", "git:HEAD\u001b[2J", "git:-")) {
            CommandRun run = backtest(rules, bad, log());
            assertThat(run.code()).as(bad).isEqualTo(2);
            assertThat(run.err()).contains("write a revision as git:REV").doesNotContain("\u001b");
        }
    }

    @Test
    void a_folder_outside_of_any_repository_is_said_to_be() throws IOException {
        Path rules = ChangedRules.copy(dir.resolve("a"), Map.of(), GUESSING);
        CommandRun run = backtest(rules, "git:HEAD", log());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("git");
    }

    @Test
    void the_side_whose_rules_do_not_load_is_named() throws IOException {
        Path good = ChangedRules.copy(dir.resolve("good"), Map.of(), GUESSING);
        Path bad = ChangedRules.copy(dir.resolve("bad"), Map.of("LoginEvent(", "LoginEvnt("), GUESSING);
        CommandRun run = backtest(good, bad, log());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("those of --against " + bad, "there is no fact LoginEvnt");
        assertThat(backtest(bad, good, log()).err()).contains("those of --rules " + bad);
        assertThat(CommandRun.of("rules", "backtest", log()).code()).isEqualTo(2);
    }

    @Test
    void incomplete_input_wins_over_differences() throws IOException {
        Path old = ChangedRules.copy(dir.resolve("old"), Map.of(), GUESSING);
        Path young = ChangedRules.copy(dir.resolve("new"), FROM_THREE, GUESSING);
        CommandRun run =
                backtest(young, old, log(), dir.resolve("logs/none.log").toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).contains("1 gained");
    }

    @Test
    void markdown_keeps_log_text_in_code() throws IOException {
        Path old = ChangedRules.copy(dir.resolve("old"), Map.of(), GUESSING);
        Path young = ChangedRules.copy(dir.resolve("new"), FROM_THREE, GUESSING);
        String log = ChangedRules.log(
                dir.resolve("logs/auth.log"),
                ChangedRules.guesses(13, "203.0.113.77", 3).stream()
                        .map(line -> line.replace("for root", "for <img/src=x>|**b**"))
                        .toList());
        CommandRun run = backtest(young, old, "--format", "markdown", log);
        assertThat(run.out()).contains("| PV-SSH-050 | 1 | 0 | 0 |");
        assertThat(run.out().lines().filter(line -> line.contains("<img")))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("    "));
    }

    private static boolean gitIsThere() {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "git")));
    }
}

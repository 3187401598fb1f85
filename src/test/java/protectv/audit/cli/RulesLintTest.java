package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import protectv.audit.Golden;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code rules lint}, by an author who has the guide to rules and makes mistakes. */
class RulesLintTest {

    private static final String HEAD = """
                @title("%s")
                @severity("high")
                @status("test")
                @since("2026-11-22")
                @subject("%s")
                @cause("Somebody tries.")
                @remedy("Look at the address first.")
                @controls("nist-800-53:AC-7")
            """;

    private static final String THRESHOLD = """
            package rules.ssh

            import accumulate protectv.audit.engine.TimelineFunction timeline
            import protectv.audit.engine.Burst
            import protectv.audit.engine.Timeline
            import protectv.audit.event.LoginEvent

            rule "PV-SSH-901"
            """ + HEAD.formatted("Eight wrong passwords", "{$peer}") + """
                @span("10m")
                @message("{$n} wrong passwords from {$peer}")
            when
                groupby(
                    $event : LoginEvent( event == "Failed password", $from : peer != null );
                    $peer : $from;
                    $failures : timeline( $event )
                )
                Timeline( $bursts : bursts( 8, "10m" ) ) from $failures
                Burst( $n : reached ) from $bursts
            then
            end
            """;

    private static final String SEQUENCE = """
            package rules.manager

            import protectv.audit.event.AuditEvent

            rule "PV-KEY-902"
            """ + HEAD.formatted("Key after denial", "{$client}") + """
                @span("10m")
                @anchor("$access")
            when
                $denied : AuditEvent( event == "Alert Client access denied", $client : clientName != null )
                $access : AuditEvent( event == "Key accessed", clientName == $client, this after[0s, 10m] $denied )
            then
            end
            """;

    private static final String ABSENCE = """
            package rules.manager

            import protectv.audit.event.AuditEvent

            rule "PV-KEY-903"
            """ + HEAD.formatted("Key stays away", "{$client}") + """
                @grace("15m")
                @anchor("$missing")
            when
                $missing : AuditEvent( event == "Key not found", $client : clientName != null )
                not AuditEvent( event == "Key accessed", clientName == $client, this after[0s, 15m] $missing )
            then
            end
            """;

    @TempDir
    private Path dir;

    private Path rules() {
        return dir.resolve("rules");
    }

    @BeforeEach
    void three_sound_rules() throws IOException {
        Files.createDirectories(rules());
        write("threshold", THRESHOLD);
        write("sequence", SEQUENCE);
        write("absence", ABSENCE);
    }

    private void write(String name, String rule) throws IOException {
        Files.writeString(rules().resolve(name + ".drl"), rule);
        Matcher id = Pattern.compile("rule \"([^\"]*)").matcher(rule);
        assertThat(id.find()).isTrue();
        Files.writeString(
                rules().resolve(name + ".test.yaml"),
                "rule: " + id.group(1) + "\ncases:\n  - {name: quiet, log: '', expect: []}\n");
    }

    private CommandRun lint(String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "rules";
        args[1] = "lint";
        args[2] = "--rules";
        args[3] = rules().toString();
        System.arraycopy(more, 0, args, 4, more.length);
        return CommandRun.of(args);
    }

    @Test
    void rules_as_the_guide_to_rules_shows_them_have_no_problem() {
        CommandRun run = lint("--strict");
        assertThat(run.out()).isEqualTo("no errors, no warnings\n");
        assertThat(run.code()).isZero();
    }

    /** Each mistake by what was typed for what. */
    private static Map<String, String[]> mistakes() {
        Map<String, String[]> mistakes = new LinkedHashMap<>();
        mistakes.put("a field is misspelt", new String[] {"sequence", "clientName ==", "clientNmae =="});
        mistakes.put("an event is misspelt", new String[] {"sequence", "\"Key accessed\"", "\"Key acessed\""});
        mistakes.put("an event of another fact", new String[] {"sequence", "\"Key accessed\"", "\"Failed password\""});
        mistakes.put("a fact is misspelt", new String[] {"sequence", "$access : AuditEvent", "$access : AuditEvnet"});
        mistakes.put("= for ==", new String[] {"sequence", "event == \"Key", "event = \"Key"});
        mistakes.put("a closing quote is missing", new String[] {"sequence", "\"Key accessed\",", "\"Key accessed,"});
        mistakes.put("a bracket is missing", new String[] {"sequence", "$denied )\nthen", "$denied\nthen"});
        mistakes.put("a bracket too many", new String[] {"sequence", "$denied )\nthen", "$denied ) )\nthen"});
        mistakes.put("a comma is missing", new String[] {"sequence", "accessed\", client", "accessed\" client"});
        mistakes.put("a severity that there is none of", new String[] {"sequence", "\"high\"", "\"hihg\""});
        mistakes.put("a severity in capitals", new String[] {"sequence", "\"high\"", "\"HIGH\""});
        mistakes.put("a status that there is none of", new String[] {"sequence", "\"test\"", "\"beta\""});
        mistakes.put("a date the other way round", new String[] {"sequence", "2026-11-22", "22.11.2026"});
        mistakes.put("a key is misspelt", new String[] {"sequence", "@remedy", "@remdey"});
        mistakes.put("a key is missing", new String[] {"sequence", "    @cause(\"Somebody tries.\")\n", ""});
        mistakes.put("a key stands twice", new String[] {"sequence", "    @cause", "    @cause(\"x\")\n    @cause"});
        mistakes.put("a value without quotes", new String[] {"sequence", "@span(\"10m\")", "@span(10m)"});
        mistakes.put("a span that is none", new String[] {"sequence", "@span(\"10m\")", "@span(\"ten minutes\")"});
        mistakes.put("a span shorter than the condition", new String[] {"sequence", "@span(\"10m\")", "@span(\"5m\")"});
        mistakes.put("no span at all", new String[] {"sequence", "    @span(\"10m\")\n", ""});
        mistakes.put(
                "a wait shorter than the condition", new String[] {"absence", "@grace(\"15m\")", "@grace(\"5m\")"});
        mistakes.put("a not without a time", new String[] {"absence", ", this after[0s, 15m] $missing", ""});
        mistakes.put("a name that nothing binds", new String[] {"sequence", "\"{$client}\"", "\"{$user}\""});
        mistakes.put(
                "an anchor that nothing binds", new String[] {"sequence", "@anchor(\"$access\")", "@anchor(\"$key\")"});
        mistakes.put("a control of no catalogue", new String[] {"sequence", "nist-800-53:AC-7", "nist:AC-7"});
        mistakes.put("an id of another form", new String[] {"sequence", "PV-KEY-902", "KEY-902"});
        mistakes.put("an id that another rule has", new String[] {"sequence", "PV-KEY-902", "PV-KEY-903"});
        mistakes.put("an import is missing", new String[] {"threshold", "import protectv.audit.engine.Burst\n", ""});
        mistakes.put("a number in quotes", new String[] {"threshold", "bursts( 8,", "bursts( \"8\","});
        mistakes.put("a timeline that is asked nothing", new String[] {
            "threshold",
            "Timeline( $bursts : bursts( 8, \"10m\" ) ) from $failures\n    Burst( $n : reached ) from $bursts",
            ""
        });
        mistakes.put(
                "a text for a number",
                new String[] {"absence", "$missing : AuditEvent( ", "$missing : AuditEvent( count > \"3\", "});
        mistakes.put(
                "code between then and end",
                new String[] {"absence", "then\n", "then\n    System.out.println(\"x\");\n"});
        mistakes.put("then is missing", new String[] {"absence", "then\nend", "end"});
        mistakes.put("end is missing", new String[] {"absence", "then\nend", "then"});
        mistakes.put(
                "Java for equals",
                new String[] {"absence", "event == \"Key not found\"", "event.equals(\"Key not found\")"});
        mistakes.put(
                "two rules in a file",
                new String[] {"absence", "then\nend\n", "then\nend\nrule \"PV-KEY-904\" when then end\n"});
        mistakes.put("a time that is turned around", new String[] {"absence", "after[0s, 15m]", "after[15m, 0s]"});
        mistakes.put("quotes of a word processor", new String[] {"sequence", "\"Key accessed\"", "“Key accessed”"});
        mistakes.put("and for a comma", new String[] {"sequence", "accessed\", client", "accessed\" and client"});
        mistakes.put("round brackets for times", new String[] {"sequence", "after[0s, 10m]", "after(0s, 10m)"});
        mistakes.put("no comma between times", new String[] {"sequence", "after[0s, 10m]", "after[0s 10m]"});
        mistakes.put("a time in words", new String[] {"sequence", "after[0s, 10m]", "after[0s, 10 minutes]"});
        mistakes.put("= for a colon", new String[] {"sequence", "$denied : Audit", "$denied = Audit"});
        mistakes.put("no colon behind a name", new String[] {"sequence", "$denied : Audit", "$denied Audit"});
        mistakes.put("not in capitals", new String[] {"absence", "    not AuditEvent", "    NOT AuditEvent"});
        mistakes.put("! for not", new String[] {"absence", "    not AuditEvent", "    !AuditEvent"});
        mistakes.put("or between facts", new String[] {"sequence", "null )\n", "null ) ||\n"});
        mistakes.put("a comma between facts", new String[] {"sequence", "null )\n", "null ),\n"});
        mistakes.put(
                "a semicolon of groupby is missing", new String[] {"threshold", "peer != null );", "peer != null )"});
        mistakes.put("a comma for a semicolon", new String[] {"threshold", "$peer : $from;", "$peer : $from,"});
        mistakes.put("a fact in small letters", new String[] {"absence", "not AuditEvent", "not auditevent"});
        mistakes.put("a text without quotes", new String[] {"absence", "\"Key accessed\"", "Key accessed"});
        mistakes.put(
                "nothing that is called none", new String[] {"absence", "clientName != null", "clientName != none"});
        mistakes.put(
                "true in capitals",
                new String[] {"threshold", "peer != null )", "peer != null, invalidUser == True )"});
        mistakes.put("<> for !=", new String[] {"absence", "clientName != null", "clientName <> null"});
        mistakes.put(
                "=> for >=",
                new String[] {"absence", "$missing : AuditEvent( ", "$missing : AuditEvent( count => 3, "});
        mistakes.put("single quotes", new String[] {"absence", "\"Key accessed\"", "'Key accessed'"});
        mistakes.put("like", new String[] {"absence", "event == \"Key accessed\"", "message like \"%accessed\""});
        mistakes.put(
                "square brackets for values",
                new String[] {"absence", "event == \"Key accessed\"", "event in [ \"Key accessed\" ]"});
        mistakes.put("a comment with #", new String[] {"absence", "when\n", "when\n    # first\n"});
        mistakes.put("a span without quotes", new String[] {"threshold", "bursts( 8, \"10m\" )", "bursts( 8, 10m )"});
        return mistakes;
    }

    @Test
    void each_mistake_is_told_with_its_file_its_line_and_what_to_do() throws IOException {
        StringBuilder told = new StringBuilder();
        for (Map.Entry<String, String[]> mistake : mistakes().entrySet()) {
            three_sound_rules();
            String[] edit = mistake.getValue();
            Path file = rules().resolve(edit[0] + ".drl");
            String text = Files.readString(file);
            assertThat(text).as(mistake.getKey()).contains(edit[1]);
            Files.writeString(file, text.replace(edit[1], edit[2]));
            CommandRun run = lint();
            assertThat(run.code()).as("%s:%n%s", mistake.getKey(), run.out()).isEqualTo(3);
            assertThat(run.out()).as(mistake.getKey()).containsPattern(edit[0] + "\\.drl(:\\d+:\\d+)?: ");
            told.append("## ")
                    .append(mistake.getKey())
                    .append('\n')
                    .append(run.out())
                    .append('\n');
        }
        Files.delete(rules().resolve("absence.test.yaml"));
        three_sound_rules();
        Files.delete(rules().resolve("absence.test.yaml"));
        told.append("## the test is missing\n").append(lint().out());
        Golden.assertSame("lint/mistakes.txt", told.toString());
    }

    @Test
    void what_loads_and_does_not_do_what_it_seems_is_a_warning() throws IOException {
        write(
                "never",
                ABSENCE.replace("PV-KEY-903", "PV-KEY-904")
                        .replace(
                                "$missing : AuditEvent( ",
                                "$missing : AuditEvent( status == \"a\", status == \"b\", "));
        write(
                "same",
                SEQUENCE.replace("PV-KEY-902", "PV-KEY-905")
                        .replace("$client", "$c")
                        .replace("$denied", "$d"));
        write(
                "costly",
                SEQUENCE.replace("PV-KEY-902", "PV-KEY-906")
                        .replace("10m", "30d")
                        .replace("    @anchor(\"$access\")\n", "")
                        .replace("Alert Client access denied", "Key accessed")
                        .replace("\"Key accessed\", clientName", "\"Key not found\", clientName"));
        write("higher", THRESHOLD.replace("PV-SSH-901", "PV-SSH-907").replace("bursts( 8", "bursts( 20"));
        write(
                "narrower",
                SEQUENCE.replace("PV-KEY-902", "PV-KEY-908")
                        .replace("$client", "$c")
                        .replace("$denied : AuditEvent( ", "$denied : AuditEvent( count > 1, "));
        Files.writeString(
                rules().resolve("controls.yaml"),
                "controls:\n  - {catalogue: nist-800-53, id: AC-8, title: Use notice}\n");
        CommandRun run = lint();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(lint("--strict").code()).isEqualTo(3);
        Golden.assertSame("lint/warnings.txt", run.out());
    }

    @Test
    void what_needs_no_person_is_mended() throws IOException {
        write(
                "sequence",
                SEQUENCE.replace("@remedy", "@remdey")
                        .replace("event == \"Key accessed\"", "event == \"Key acessed\"")
                        .replace("@span(\"10m\")", "@span(\"5m\")"));
        write("absence", ABSENCE.replace("event == \"Key not found\"", "event = \"Key not found\""));
        CommandRun first = lint("--fix");
        assertThat(first.err()).contains("mended sequence.drl", "mended absence.drl");
        // A span is looked at once the rest of its rule can be read.
        CommandRun second = lint("--fix");
        assertThat(second.out()).isEqualTo("no errors, no warnings\n");
        assertThat(Files.readString(rules().resolve("sequence.drl"))).isEqualTo(SEQUENCE);
        assertThat(Files.readString(rules().resolve("absence.drl"))).isEqualTo(ABSENCE);
    }

    @Test
    void programs_get_the_same_in_their_own_formats() throws IOException {
        write("sequence", SEQUENCE.replace("event == \"Key", "event = \"Key"));
        JsonMapper json = JsonMapper.builder().build();
        JsonNode problem = json.readTree(lint("--format", "json").out()).at("/problems/0");
        assertThat(problem.get("file").asString()).isEqualTo("sequence.drl");
        assertThat(problem.get("category").asString()).isEqualTo("condition");
        JsonNode result = json.readTree(lint("--format", "sarif").out()).at("/runs/0/results/0");
        assertThat(result.get("ruleId").asString()).isEqualTo("condition");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(problem.get("line").asInt());
        assertThat(lint("--format", "junit").out())
                .contains("<testsuite name=\"sequence.drl\"", "<failure message=\"= compares nothing; write ==\"");
    }
}

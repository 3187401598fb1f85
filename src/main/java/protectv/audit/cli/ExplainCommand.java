package protectv.audit.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.parse.Parsed;
import protectv.audit.report.VisibleText;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.LineTrial;

/** {@code explain [LINE]}: what a line becomes, and which rules fire on it. */
@Command(
        name = "explain",
        description = "Shows what log lines become: fate, time, fact with its fields, and the rules that fire on each.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Example:",
            "  protectv-audit explain --reference 2017-12-31 \\",
            "    'Oct 12 08:29:57 192.0.2.7 sshd[30192]: Failed password for root from 203.0.113.9 port 4711 ssh2'"
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "LINE",
            description = "Lines to explain, each in quotes. Without one: standard input.")
    private List<String> lines = new ArrayList<>();

    @Option(
            names = "--file",
            paramLabel = "NAME",
            defaultValue = "-",
            description = "Name of the file that the lines stand in: web01/protectvl.log is a log of the Client web01.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String file;

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Mixin
    private final LogOptions.Rules rules = new LogOptions.Rules();

    @Override
    public Integer call() throws IOException, RulesException {
        List<String> asked = lines.isEmpty() ? standardInput() : lines;
        LineTrial trial = LineTrial.of(file, String.join("\n", asked), logs.parseOptions());
        CompiledRules compiled = LoadedRules.load(rules.folder()).compiled();
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < trial.fates().size(); i++) {
            if (i > 0) {
                out.println();
            }
            explain(asked.get(i), trial, i, compiled, out);
        }
        return ExitCode.OK.code();
    }

    private static List<String> standardInput() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private void explain(String line, LineTrial trial, int index, CompiledRules compiled, PrintWriter out) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("line", line);
        Parsed fate = trial.fates().get(index);
        if (fate instanceof Parsed.Malformed malformed) {
            rows.put("fate", "malformed: " + malformed.reason());
        } else if (fate instanceof Parsed.Found found) {
            Event event = found.event();
            rows.put("fate", "event \"" + event.event() + "\"");
            EventFields.of(event).forEach((name, value) -> rows.put(name, String.valueOf(value)));
            if (trial.parser().yearFrom() != null) {
                rows.put("year from", String.valueOf(trial.parser().yearFrom()));
            }
            if (trial.parser().zoneWasNeeded()) {
                rows.put("zone from", logs.zoneIsAssumed() ? "nothing: UTC is assumed (give --zone)" : "--zone");
            }
            List<Finding> findings = LineTrial.findingsOn(event, compiled);
            rows.put("rules", findings.isEmpty() ? "none fires on this line alone" : describe(findings));
        } else {
            rows.put("fate", "other: not a line of ProtectV or sshd");
        }
        rows.forEach((name, value) -> out.printf("%-14s %s%n", name, VisibleText.escape(value)));
    }

    private static String describe(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        finding.rule().id() + " " + finding.rule().severity().label() + ": "
                                + finding.rule().title() + " (about " + finding.subject() + ")")
                .collect(Collectors.joining("; "));
    }
}

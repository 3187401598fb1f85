package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import protectv.audit.escape.VisibleText;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.MutationScore;
import protectv.audit.ruletest.Share;
import protectv.audit.ruletest.Verdict;

/** {@code rules mutate}: which small mistakes in a rule its test would notice. */
@Command(
        name = "mutate",
        description = "Makes small mistakes in the rules, one at a time, and tells which their tests do not notice.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Mistakes: a number one more or less, a time a second more or less, after for before, == for !=,",
            "> for >=, a value, a constraint or a pattern left out. What lint or the compiler refuses is not",
            "counted. A mistake that changes nothing is declared in the rule's test, with the reason:",
            "  equivalent-mutants:",
            "    - mutant: 'without event == \"Other\"'",
            "      reason: 'No other event has such an outcome.'",
            "Ends with 3 below --min, where a test fails as it is, or where such an entry is not true.",
            "",
            "Example:",
            "  protectv-audit rules mutate PV-SSH-050 --min 95"
        })
final class RulesMutateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ScoreOptions score = new ScoreOptions();

    @Override
    public Integer call() throws RulesException {
        RuleCatalog asked = score.asked();
        PrintWriter err = spec.commandLine().getErr();
        List<MutationScore> scores = judged(asked, err);
        Share total = MutationScore.total(scores);
        PrintWriter out = spec.commandLine().getOut();
        if (score.json()) {
            ScoreOptions.print(out, json(scores, total));
        } else {
            scores.forEach(each -> print(each, out));
            out.println("total        " + summary(scores, total));
        }
        boolean problems = scores.stream().anyMatch(each -> !each.problems().isEmpty());
        return score.code(total, problems, err);
    }

    private static List<MutationScore> judged(RuleCatalog asked, PrintWriter err) throws RulesException {
        try {
            return MutationScore.of(asked, mutant -> true, ScoreOptions.progress(err));
        } catch (IOException e) {
            throw ScoreOptions.noRoom(e);
        }
    }

    private static String summary(List<MutationScore> scores, Share share) {
        int equivalent = scores.stream()
                .mapToInt(each -> each.of(Verdict.Fate.EQUIVALENT).size())
                .sum();
        return "%7s  %s noticed".formatted(share.percentText(), share)
                + (equivalent == 0 ? "" : ", " + equivalent + " equivalent");
    }

    private static void print(MutationScore each, PrintWriter out) {
        out.printf("%-11s  %s%n", each.rule().id(), summary(List.of(each), each.share()));
        each.problems().forEach(problem -> out.println("  PROBLEM     " + VisibleText.escape(problem)));
        for (Verdict verdict : each.of(Verdict.Fate.SURVIVED)) {
            out.println("  SURVIVED    " + verdict.mutant().place() + ": "
                    + verdict.mutant().what());
            if (verdict.mutant().what().startsWith("without ")) {
                out.println("              in: " + verdict.mutant().sourceLine());
            }
        }
        for (Verdict verdict : each.of(Verdict.Fate.EQUIVALENT)) {
            out.println("  EQUIVALENT  " + verdict.mutant().place() + ": "
                    + verdict.mutant().what());
            out.println("              as: " + VisibleText.escape(String.valueOf(verdict.reason())));
        }
    }

    private static Map<String, Object> json(List<MutationScore> scores, Share total) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("percent", total.percent());
        all.put("noticed", total.part());
        all.put("counted", total.whole());
        all.put(
                "rules",
                scores.stream()
                        .map(each -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("id", each.rule().id().value());
                            fields.put("file", each.rule().file());
                            fields.put("percent", each.share().percent());
                            fields.put("noticed", each.share().part());
                            fields.put("counted", each.share().whole());
                            fields.put("refused", each.of(Verdict.Fate.NO_RULE).size());
                            fields.put("survived", mutants(each.of(Verdict.Fate.SURVIVED)));
                            fields.put("equivalent", mutants(each.of(Verdict.Fate.EQUIVALENT)));
                            fields.put("problems", each.problems());
                            return fields;
                        })
                        .toList());
        return all;
    }

    /** Where and what, for a program. */
    static List<Map<String, Object>> mutants(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("mutant", verdict.mutant().what());
                    fields.put("line", verdict.mutant().line());
                    fields.put("column", verdict.mutant().column());
                    fields.put("source", verdict.mutant().sourceLine());
                    Stream.ofNullable(verdict.reason()).forEach(reason -> fields.put("reason", reason));
                    return fields;
                })
                .toList();
    }
}

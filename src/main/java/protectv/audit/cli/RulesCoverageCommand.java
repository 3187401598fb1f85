package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import protectv.audit.escape.VisibleText;
import protectv.audit.event.EventKind;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;
import protectv.audit.ruletest.GuideRow;
import protectv.audit.ruletest.RuleCoverage;
import protectv.audit.ruletest.Share;
import protectv.audit.ruletest.Verdict;

/** {@code rules coverage}: what of the rules and of the guide the tests exercise. */
@Command(
        name = "coverage",
        description = "Tells which conditions of the rules and which events of the guide their tests exercise.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "A pattern or a constraint of a condition is exercised when the rule's test fails without it. What",
            "cannot be left out is not counted (the rest needs it, or lint or the compiler refuses the rule",
            "without it), nor what the test declares equivalent (see rules mutate). An event of the guide is",
            "exercised when a case's log has a line of it.",
            "Ends with 3 below --min (percent of conditions), or where a test fails as it is.",
            "",
            "Example:",
            "  protectv-audit rules coverage rules/ssh --min 100"
        })
final class RulesCoverageCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ScoreOptions score = new ScoreOptions();

    @Override
    public Integer call() throws RulesException {
        RuleCatalog asked = score.asked();
        PrintWriter err = spec.commandLine().getErr();
        List<RuleCoverage> coverages = judged(asked, err);
        Share total = RuleCoverage.total(coverages);
        PrintWriter out = spec.commandLine().getOut();
        if (score.json()) {
            ScoreOptions.print(out, json(coverages, total));
        } else {
            coverages.forEach(each -> print(each, out));
            printRows(coverages, out);
            out.println("total        " + conditions(coverages, total));
        }
        boolean problems = coverages.stream().anyMatch(each -> !each.problems().isEmpty());
        return score.code(total, problems, err);
    }

    private static List<RuleCoverage> judged(RuleCatalog asked, PrintWriter err) throws RulesException {
        try {
            return RuleCoverage.of(asked, ScoreOptions.progress(err));
        } catch (IOException e) {
            throw ScoreOptions.noRoom(e);
        }
    }

    private static String conditions(List<RuleCoverage> coverages, Share share) {
        return "%7s  %s conditions".formatted(share.percentText(), share)
                + note(coverages, Verdict.Fate.EQUIVALENT, "equivalent")
                + note(coverages, Verdict.Fate.NO_RULE, "cannot be left out");
    }

    private static String note(List<RuleCoverage> coverages, Verdict.Fate fate, String what) {
        int count = coverages.stream().mapToInt(each -> each.of(fate).size()).sum();
        return count == 0 ? "" : ", " + count + " " + what;
    }

    private static void print(RuleCoverage each, PrintWriter out) {
        out.printf(
                "%-11s  %s; %d firing, %d near misses%n",
                each.rule().id(), conditions(List.of(each), each.share()), each.firing(), each.nearMisses());
        each.problems().forEach(problem -> out.println("  PROBLEM        " + VisibleText.escape(problem)));
        String test = RuleCatalog.testOf(each.rule().file());
        if (each.firing() == 0) {
            out.println("  NEVER FIRES    " + test + ": no case expects a finding; add one");
        }
        if (each.nearMisses() == 0) {
            out.println("  NO NEAR MISS   " + test + ": each case expects a finding; add the closest that is none");
        }
        for (Verdict verdict : each.of(Verdict.Fate.SURVIVED)) {
            out.println("  NOT EXERCISED  " + verdict.mutant().place() + ": " + text(verdict));
        }
    }

    private static String text(Verdict verdict) {
        return verdict.mutant().what().substring("without ".length());
    }

    private void printRows(List<RuleCoverage> coverages, PrintWriter out) {
        List<EventKind> all = GuideRow.kinds();
        List<EventKind> missing = RuleCoverage.missingRows(coverages);
        out.println(
                "guide        " + new Share(all.size() - missing.size(), all.size()) + " events have a line in a test");
        if (score.ofAll()) {
            missing.forEach(kind ->
                    out.println("  NO LINE OF     " + GuideRow.log(kind) + " " + kind.name() + ": " + kind.label()));
        }
    }

    private static Map<String, Object> json(List<RuleCoverage> coverages, Share total) {
        List<EventKind> missing = RuleCoverage.missingRows(coverages);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("percent", total.percent());
        all.put("exercised", total.part());
        all.put("conditions", total.whole());
        all.put(
                "rules",
                coverages.stream()
                        .map(each -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("id", each.rule().id().value());
                            fields.put("file", each.rule().file());
                            fields.put("percent", each.share().percent());
                            fields.put("exercised", each.share().part());
                            fields.put("conditions", each.share().whole());
                            fields.put("firing", each.firing());
                            fields.put("nearMisses", each.nearMisses());
                            fields.put("notExercised", RulesMutateCommand.mutants(each.of(Verdict.Fate.SURVIVED)));
                            fields.put("equivalent", RulesMutateCommand.mutants(each.of(Verdict.Fate.EQUIVALENT)));
                            fields.put("needed", RulesMutateCommand.mutants(each.of(Verdict.Fate.NO_RULE)));
                            fields.put("problems", each.problems());
                            return fields;
                        })
                        .toList());
        all.put(
                "guide",
                GuideRow.kinds().stream()
                        .map(kind -> {
                            Map<String, Object> fields = new LinkedHashMap<>();
                            fields.put("log", GuideRow.log(kind));
                            fields.put("kind", kind.name());
                            fields.put("event", kind.label());
                            fields.put("exercised", !missing.contains(kind));
                            return fields;
                        })
                        .toList());
        return all;
    }
}

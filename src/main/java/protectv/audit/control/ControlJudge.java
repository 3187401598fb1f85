package protectv.audit.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;
import protectv.audit.rule.ControlRef;
import protectv.audit.rule.RuleId;
import protectv.audit.rule.RuleMetadata;

/**
 * Judges the controls that rules name, window by window.
 *
 * <ul>
 *   <li>FAIL where one of its rules has a finding that is not waived, of severity low or worse. An informational finding is
 *       a record that something went its way ("Key created"); it fails nothing.
 *   <li>Else PASS where all of its rules ran, and every source of each role that they need was heard without a silence
 *       longer than it is allowed, and no input had trouble; a silence that has but a part in the window counts.
 *   <li>Else NOT_EVALUABLE, with the reason.
 * </ul>
 *
 * Reasons hold names from the logs, which may be any text.
 */
public final class ControlJudge {

    /** Beyond these, a reader looks at the stretches. */
    private static final int MAX_REASONS = 20;

    private static final String NO_WINDOW = "there was no window to judge: no period was given, and no event was read";

    private final TreeMap<ControlRef, List<JudgedRule>> rulesByControl = new TreeMap<>();
    private final Map<RuleId, String> notRun;
    private final Map<RuleId, String> limits;
    private final Function<ControlRef, String> titles;

    /**
     * @param rules all rules, of whatever control
     * @param notRun rules that could not judge, with the reason: {@code the list admin-users is empty}
     * @param limits what rules could not know beyond the period, for people
     * @param titles the short text of each control
     */
    public ControlJudge(
            Collection<JudgedRule> rules,
            Map<RuleId, String> notRun,
            Map<RuleId, String> limits,
            Function<ControlRef, String> titles) {
        this.notRun = Map.copyOf(notRun);
        this.limits = Map.copyOf(limits);
        this.titles = titles;
        for (JudgedRule rule : rules) {
            for (ControlRef control : Set.copyOf(rule.metadata().controls())) {
                rulesByControl
                        .computeIfAbsent(control, key -> new ArrayList<>())
                        .add(rule);
            }
        }
        rulesByControl
                .values()
                .forEach(list -> list.sort(
                        (a, b) -> a.metadata().id().compareTo(b.metadata().id())));
    }

    /** The verdicts where nothing told a period: none passes, by control. */
    public List<ControlVerdict> judgeNothing() {
        return rulesByControl.entrySet().stream()
                .map(entry -> new ControlVerdict(
                        entry.getKey(),
                        titles.apply(entry.getKey()),
                        ids(entry.getValue()),
                        Outcome.NOT_EVALUABLE,
                        List.of(NO_WINDOW),
                        limits(entry.getValue()),
                        0,
                        0,
                        0,
                        List.of()))
                .toList();
    }

    /**
     * The verdicts on a period, by control.
     *
     * @param from start of the first window
     * @param to end of the last window
     * @param findings of each window that has any
     * @throws IllegalArgumentException where the period is not made of windows, or a window of a finding is none of it
     */
    public List<ControlVerdict> judge(
            WindowGrid grid,
            Instant from,
            Instant to,
            Map<Window, List<Finding>> findings,
            Coverage coverage,
            List<InputTrouble> troubles) {
        WindowEdges edges = new WindowEdges(grid, from, to);
        Obstacles obstacles = new Obstacles(edges, grid.zone(), coverage, troubles);
        TreeMap<Integer, List<RuleMetadata>> byWindow = new TreeMap<>();
        findings.forEach((window, found) -> byWindow.put(edges.indexOf(window), ControlSweep.failing(found)));
        // Many controls need the same sources; what stands in their way is the same.
        Map<Set<SourceRole>, List<Obstacle>> byNeeds = new HashMap<>();
        List<ControlVerdict> verdicts = new ArrayList<>();
        rulesByControl.forEach((control, rules) -> {
            Set<SourceRole> needs = new TreeSet<>();
            rules.forEach(rule -> needs.addAll(rule.needs()));
            List<Obstacle> inTheWay = new ArrayList<>();
            for (JudgedRule rule : rules) {
                String reason = notRun.get(rule.metadata().id());
                if (reason != null) {
                    inTheWay.add(new Obstacle(0, edges.count(), rule.metadata().id() + " did not run: " + reason));
                }
            }
            inTheWay.addAll(byNeeds.computeIfAbsent(needs, obstacles::of));
            ControlSweep sweep = new ControlSweep(edges, ids(rules), byWindow, inTheWay);
            verdicts.add(new ControlVerdict(
                    control,
                    titles.apply(control),
                    ids(rules),
                    sweep.outcome(),
                    sweep.reasons(MAX_REASONS),
                    limits(rules),
                    sweep.count(Outcome.PASS),
                    sweep.count(Outcome.FAIL),
                    sweep.count(Outcome.NOT_EVALUABLE),
                    sweep.stretches()));
        });
        return verdicts;
    }

    private static List<String> ids(List<JudgedRule> rules) {
        return rules.stream().map(rule -> rule.metadata().id().value()).toList();
    }

    private List<String> limits(List<JudgedRule> rules) {
        List<String> texts = new ArrayList<>();
        for (JudgedRule rule : rules) {
            String limit = limits.get(rule.metadata().id());
            if (limit != null && !texts.contains(limit)) {
                texts.add(limit);
            }
        }
        return texts;
    }
}

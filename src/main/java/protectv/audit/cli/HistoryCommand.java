package protectv.audit.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import protectv.audit.escape.VisibleText;
import protectv.audit.finding.Changes;
import protectv.audit.finding.LifeState;
import protectv.audit.finding.PastFinding;
import protectv.audit.history.Appearance;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;
import protectv.audit.history.PastFindings;
import protectv.audit.history.PastRun;
import protectv.audit.history.Pruned;
import protectv.audit.rule.Span;

/** {@code history list|show|prune}: what nights remember of each other. */
@Command(
        name = "history",
        description = "Shows and prunes what runs with --history remember.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {HistoryCommand.Runs.class, HistoryCommand.Life.class, HistoryCommand.Prune.class})
final class HistoryCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: history list, history show or history prune");
    }

    @Command(
            name = "list",
            description = "Lists the runs, by the end of their periods, and where the rules changed between two.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            footer = {"", "Example:", "  protectv-audit history list --history /var/lib/protectv-audit/history.db"})
    static final class Runs implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final HistoryOption option = new HistoryOption();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (History history = option.existing()) {
                List<PastRun> runs = history.runs();
                if (runs.isEmpty()) {
                    out.println("No run is recorded yet; run with --history records one.");
                    return ExitCode.OK.code();
                }
                out.printf(
                        "%-38s %-8s %10s %10s %9s  %-10s %s%n",
                        "PERIOD", "WINDOW", "LINES", "EVENTS", "FINDINGS", "END", "RULES");
                RuleChanges rules = RuleChanges.of(history);
                for (PastRun run : runs) {
                    rules.upTo(run).forEach(out::println);
                    out.printf(
                            "%-38s %-8s %,10d %,10d %,9d  %-10s %s%n",
                            Nights.period(run),
                            Span.print(Duration.parse(run.window())),
                            run.lines(),
                            run.events(),
                            run.findings(),
                            VisibleText.escape(run.exit()),
                            run.rulesDigest()
                                    .substring(0, Math.min(12, run.rulesDigest().length())));
                }
                return ExitCode.OK.code();
            } catch (HistoryException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Command(
            name = "show",
            description = "Shows the life of a finding, or of all findings of a rule, run by run.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            footer = {
                "",
                "Example:",
                "  protectv-audit history show PV-KEY-001 --history /var/lib/protectv-audit/history.db"
            })
    static final class Life implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final HistoryOption option = new HistoryOption();

        @Parameters(
                paramLabel = "FINGERPRINT|RULE",
                description = "As the report shows them: 0806b3b34c733a9a, PV-KEY-001.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private String what;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (History history = option.existing()) {
                List<Appearance> appearances = history.life(what);
                if (appearances.isEmpty()) {
                    out.println(
                            "No run found " + VisibleText.escape(what) + "; reports show fingerprints and rule ids.");
                    return ExitCode.OK.code();
                }
                out.printf("%-38s %-10s %-13s %8s  %s%n", "PERIOD", "STATE", "SEVERITY", "COUNT", "SUBJECT");
                RuleChanges rules = RuleChanges.of(
                        history,
                        appearances.stream()
                                .map(appearance -> appearance.finding().rule())
                                .toList());
                print(history.runs(), appearances, rules, out);
                return ExitCode.OK.code();
            } catch (HistoryException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }

        /** Each run in which something of it was there, or had just gone. */
        private static void print(
                List<PastRun> runs, List<Appearance> appearances, RuleChanges rules, PrintWriter out) {
            List<PastFinding> last = List.of();
            Set<String> ever = new HashSet<>();
            for (PastRun run : runs) {
                List<PastFinding> now = appearances.stream()
                        .filter(appearance -> appearance.run().id() == run.id())
                        .map(Appearance::finding)
                        .toList();
                Changes changes = PastFindings.changes(Nights.period(run), last, ever, now);
                rules.upTo(run).forEach(out::println);
                now.forEach(finding ->
                        print(run, changes.states().getOrDefault(finding.fingerprint(), LifeState.NEW), finding, out));
                changes.absent().forEach(gone -> print(run, LifeState.ABSENT, gone, out));
                now.forEach(finding -> ever.add(finding.fingerprint()));
                last = now;
            }
        }

        private static void print(PastRun run, LifeState state, PastFinding finding, PrintWriter out) {
            out.printf(
                    "%-38s %-10s %-13s %8s  %s%n",
                    Nights.period(run),
                    state.label(),
                    finding.severity().label(),
                    state == LifeState.ABSENT ? "-" : String.valueOf(finding.count()),
                    VisibleText.escape(finding.subject()));
        }
    }

    @Command(
            name = "prune",
            description = "Deletes old runs, and what was remembered for them.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            footer = {
                "",
                "Example:",
                "  protectv-audit history prune --keep 400d --history /var/lib/protectv-audit/history.db"
            })
    static final class Prune implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Mixin
        private final HistoryOption option = new HistoryOption();

        @ArgGroup(multiplicity = "1")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Limit limit;

        /** Which runs go. */
        static final class Limit {

            @Option(
                    names = "--before",
                    paramLabel = "DATE",
                    description = "Runs whose period ends on this day (UTC) or before it, as 2026-01-31.")
            private @Nullable String before;

            @Option(
                    names = "--keep",
                    paramLabel = "LENGTH",
                    description =
                            "Runs whose period ends that long before the last one's: 400d. Rules look back up to 90"
                                    + " days; keep more than that.")
            private @Nullable String keep;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (History history = option.existing()) {
                Instant before = before(history);
                Pruned pruned = before == null ? new Pruned(0, 0, 0, 0) : history.prune(before);
                out.printf(
                        "Deleted %d runs with %d findings, %d remembered events and %d last lines.%n",
                        pruned.runs(), pruned.findings(), pruned.events(), pruned.heardLines());
                return ExitCode.OK.code();
            } catch (HistoryException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }

        /** Counted from the last run, not from today: a history that nobody added to loses nothing. */
        private @Nullable Instant before(History history) throws HistoryException {
            if (limit.before != null) {
                try {
                    return LocalDate.parse(limit.before)
                            .atStartOfDay(ZoneId.of("UTC"))
                            .toInstant();
                } catch (DateTimeParseException e) {
                    throw new UsageException("--before " + limit.before + " is no date; write it as 2026-01-31");
                }
            }
            Duration kept;
            try {
                kept = Span.parse(String.valueOf(limit.keep));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--keep: " + e.getMessage());
            }
            return history.runs().stream()
                    .map(PastRun::to)
                    .max(Instant::compareTo)
                    .map(last -> last.minus(kept))
                    .orElse(null);
        }
    }
}

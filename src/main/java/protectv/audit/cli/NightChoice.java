package protectv.audit.cli;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import protectv.audit.escape.VisibleText;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;
import protectv.audit.history.PastRun;
import protectv.audit.rule.Span;

/**
 * Two runs of a history that are to be compared.
 *
 * @param before the run that the other one is compared with
 */
record NightChoice(PastRun before, PastRun after) {

    /** More than these are not listed in a message. */
    private static final int MOST_RUNS = 8;

    /**
     * Finds the runs.
     *
     * @param nights as the user names them: none for the last two runs; one for that one and the run before it; two in the
     *     order in which they are told
     * @throws UsageException where the history has no such run
     */
    static NightChoice of(History history, List<String> nights) throws HistoryException {
        List<PastRun> runs = history.runs();
        if (runs.isEmpty()) {
            throw new UsageException(history.shown()
                    + " holds no run yet, so there is nothing to compare; run with --history records one");
        }
        if (nights.size() > 2) {
            throw new UsageException("--night is given " + nights.size() + " times; two nights are compared");
        }
        PastRun after =
                nights.isEmpty() ? runs.get(runs.size() - 1) : find(history, runs, nights.get(nights.size() - 1));
        PastRun before;
        if (nights.size() == 2) {
            before = find(history, runs, nights.get(0));
        } else {
            int place = runs.indexOf(after);
            if (place == 0) {
                throw new UsageException(history.shown() + " holds no run before " + shown(after)
                        + ", so there is nothing to compare it with");
            }
            before = runs.get(place - 1);
        }
        if (before.id() == after.id()) {
            throw new UsageException("--night names " + shown(after) + " twice; name two nights");
        }
        return new NightChoice(before, after);
    }

    private static PastRun find(History history, List<PastRun> runs, String night) {
        List<PastRun> found = night.matches("[0-9]{1,18}")
                ? runs.stream().filter(run -> run.id() == Long.parseLong(night)).toList()
                : of(runs, date(night));
        if (found.size() == 1) {
            return found.get(0);
        }
        String asked = "--night " + VisibleText.escape(night) + ": ";
        if (found.isEmpty()) {
            throw new UsageException(asked + history.shown() + " has no such night; it holds " + listed(runs)
                    + ". Name the day on which the period begins, or the number of the run");
        }
        throw new UsageException(
                asked + found.size() + " runs begin on that day; name one by its number: " + listed(found));
    }

    private static LocalDate date(String night) {
        try {
            return LocalDate.parse(night);
        } catch (DateTimeParseException e) {
            throw new UsageException("--night " + VisibleText.escape(night)
                    + " is no day; write the day on which the period begins, as 2026-11-22, or the number of a run");
        }
    }

    private static List<PastRun> of(List<PastRun> runs, LocalDate day) {
        return runs.stream()
                .filter(run ->
                        run.from().atZone(ZoneId.of(run.zone())).toLocalDate().equals(day))
                .toList();
    }

    private static String listed(List<PastRun> runs) {
        int left = runs.size() - MOST_RUNS;
        return runs.stream().skip(Math.max(0, left)).map(NightChoice::shown).collect(Collectors.joining(", "))
                + (left > 0 ? " and " + left + " earlier ones" : "");
    }

    private static String shown(PastRun run) {
        return "run " + run.id() + " (" + Nights.period(run) + " " + run.zone() + ", windows of "
                + Span.print(Duration.parse(run.window())) + ")";
    }
}

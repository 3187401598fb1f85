package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import protectv.audit.ShippedRules;
import protectv.audit.engine.RuleCache;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;
import protectv.audit.history.History;
import protectv.audit.history.HistoryException;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.TextInput;
import protectv.audit.parse.ParseOptions;
import protectv.audit.rule.RulesException;
import protectv.audit.run.Audit;
import protectv.audit.run.AuditSettings;
import protectv.audit.run.LoadedRules;
import protectv.audit.run.PastNights;

/**
 * However the same logs are cut, into nights, windows, files or threads, the findings are the same: DESIGN.md section 4.
 * Each corpus is made by chance from the seed that its test's name shows.
 */
class LawTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static LoadedRules rules;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @BeforeAll
    static void load() throws RulesException {
        rules = LoadedRules.load(ShippedRules.FOLDER, RuleCache.none());
    }

    /** New Year, leap day, the clocks put forward and put back, and ordinary days. */
    @ParameterizedTest(name = "seed {0}, {2} days from {1}, windows of {3}")
    @CsvSource({
        "1, 2016-12-30, 4, PT1H",
        "2, 2016-02-27, 4, PT15M",
        "3, 2017-03-25, 3, PT1H",
        "4, 2017-10-28, 3, PT15M",
        "5, 2017-10-28, 3, PT6H",
        "6, 2017-10-11, 4, PT24H",
        "7, 2017-10-11, 3, PT5M",
    })
    void any_split_into_nights_finds_the_same(long seed, LocalDate first, int days, Duration window) {
        LogCorpus corpus = LogCorpus.of(seed, BERLIN, first, days).disordered(seed);
        WindowGrid grid = new WindowGrid(BERLIN, window);
        SortedMap<Window, List<Finding>> whole = audit(corpus, grid, corpus.from(), corpus.to(), 2);
        assertThat(whole).isNotEmpty();
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            NavigableSet<Instant> cuts = cuts(corpus, grid, random, 1 + random.nextInt(6));
            SortedMap<Window, List<Finding>> union = new TreeMap<>();
            Instant start = corpus.from();
            for (Instant cut : cuts) {
                union.putAll(audit(corpus, grid, start, cut, 1 + random.nextInt(4)));
                start = cut;
            }
            assertThat(union).as("cut at %s", cuts).isEqualTo(whole);
        }
    }

    /** Each night has the files of its day alone, and the history of those before it. */
    @ParameterizedTest(name = "seed {0}, {2} nights from {1}, windows of {3}")
    @CsvSource({"41, 2016-12-30, 4, PT1H", "42, 2017-10-27, 4, PT15M", "43, 2016-02-27, 4, PT24H"})
    void nights_that_remember_find_what_one_run_over_all_files_finds(
            long seed, LocalDate first, int days, Duration window) throws HistoryException {
        LogCorpus corpus = LogCorpus.of(seed, BERLIN, first, days);
        WindowGrid grid = new WindowGrid(BERLIN, window);
        SortedMap<Window, List<Finding>> whole = audit(corpus, grid, corpus.from(), corpus.to(), 2);
        SortedMap<Window, List<Finding>> union = new TreeMap<>();
        for (int night = 0; night < days; night++) {
            LocalDate day = first.plusDays(night);
            List<String> files = corpus.files().keySet().stream()
                    .filter(name -> name.startsWith("clients/") || name.contains(day.toString()))
                    .toList();
            Instant from = day.atStartOfDay(BERLIN).toInstant();
            Instant to = day.plusDays(1).atStartOfDay(BERLIN).toInstant();
            try (History history = History.open(folder.resolve("nights.db").toString())) {
                Nights nights = new Nights(history, null);
                Audit.Result result = result(corpus, files, grid, from, to, 2, nights);
                nights.record(result, rules.catalog(), ExitCode.OK);
                union.putAll(findings(result));
            }
        }
        assertThat(union).isEqualTo(whole);
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"11", "12", "13"})
    void the_order_of_files_and_the_number_of_threads_change_nothing(long seed) {
        LogCorpus corpus = LogCorpus.of(seed, BERLIN, LocalDate.of(2017, 10, 28), 3);
        WindowGrid grid = new WindowGrid(BERLIN, Duration.ofHours(1));
        SortedMap<Window, List<Finding>> whole = audit(corpus, grid, corpus.from(), corpus.to(), 1);
        List<String> names = new ArrayList<>(corpus.files().keySet());
        for (int threads = 2; threads < 9; threads += 3) {
            Collections.shuffle(names, new Random(seed + threads));
            assertThat(audit(corpus, names, grid, corpus.from(), corpus.to(), threads))
                    .as("%d threads, %s", threads, names)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest(name = "seed {0}, {1} in {2}")
    @CsvSource({"21, PT15M, PT1H", "22, PT1H, PT24H", "23, PT5M, PT6H", "24, PT15M, PT24H"})
    void short_windows_sum_to_the_long_ones_that_they_divide(long seed, Duration shorter, Duration longer) {
        LogCorpus corpus = LogCorpus.of(seed, BERLIN, LocalDate.of(2017, 10, 27), 4);
        WindowGrid grid = new WindowGrid(BERLIN, longer);
        SortedMap<Window, List<Finding>> whole = audit(corpus, grid, corpus.from(), corpus.to(), 2);
        SortedMap<Window, List<Finding>> parts =
                audit(corpus, new WindowGrid(BERLIN, shorter), corpus.from(), corpus.to(), 2);
        assertThat(summed(parts, grid)).isEqualTo(summed(whole, grid));
    }

    @Test
    void the_corpora_make_every_rule_about_several_events_find_something() {
        TreeSet<String> found = new TreeSet<>();
        for (long seed = 31; seed < 47; seed++) {
            LogCorpus corpus = LogCorpus.of(seed, BERLIN, LocalDate.of(2017, 10, 27), 5);
            audit(corpus, new WindowGrid(BERLIN, Duration.ofHours(1)), corpus.from(), corpus.to(), 2)
                    .values()
                    .forEach(list -> list.forEach(
                            finding -> found.add(finding.rule().id().value())));
        }
        List<String> correlations = rules.catalog().rules().stream()
                .filter(rule -> !rule.memories().isEmpty() || !rule.silences().isEmpty())
                .map(rule -> rule.id().value())
                .filter(id -> !rules.notRun().containsKey(id))
                .toList();
        assertThat(found).containsAll(correlations);
    }

    @ParameterizedTest(name = "seed {0}, windows of {1}")
    @CsvSource({"51, PT1H", "52, PT15M", "53, PT24H", "54, PT6H"})
    void what_is_kept_from_the_rules_would_change_nothing(long seed, Duration window) {
        LogCorpus corpus = LogCorpus.of(seed, BERLIN, LocalDate.of(2017, 10, 27), 4);
        WindowGrid grid = new WindowGrid(BERLIN, window);
        List<String> names = List.copyOf(corpus.files().keySet());
        SortedMap<Window, List<Finding>> withAll =
                findings(result(corpus, names, grid, corpus.from(), corpus.to(), 2, PastNights.NONE, true));
        assertThat(audit(corpus, grid, corpus.from(), corpus.to(), 2)).isEqualTo(withAll);
    }

    /** What one rule says of one subject within a long window. */
    private record Sum(long count, Instant first, Instant last) {

        Sum plus(Sum other) {
            return new Sum(
                    count + other.count,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    private static Map<String, Sum> summed(SortedMap<Window, List<Finding>> findings, WindowGrid grid) {
        Map<String, Sum> sums = new TreeMap<>();
        findings.forEach((window, list) -> {
            Instant start = grid.windowOf(window.start()).start();
            for (Finding finding : list) {
                sums.merge(
                        start + " " + finding.rule().id() + " " + finding.subject(),
                        new Sum(finding.count(), finding.firstSeen(), finding.lastSeen()),
                        Sum::plus);
            }
        });
        return sums;
    }

    private static NavigableSet<Instant> cuts(LogCorpus corpus, WindowGrid grid, Random random, int count) {
        List<Window> windows = new ArrayList<>();
        grid.between(corpus.from(), corpus.to()).forEach(windows::add);
        NavigableSet<Instant> cuts = new TreeSet<>(List.of(corpus.to()));
        for (int i = 0; i < count; i++) {
            cuts.add(windows.get(random.nextInt(windows.size())).end());
        }
        return cuts;
    }

    private static SortedMap<Window, List<Finding>> audit(
            LogCorpus corpus, WindowGrid grid, Instant from, Instant to, int threads) {
        return audit(corpus, List.copyOf(corpus.files().keySet()), grid, from, to, threads);
    }

    private static SortedMap<Window, List<Finding>> audit(
            LogCorpus corpus,
            List<String> names,
            WindowGrid grid,
            @Nullable Instant from,
            @Nullable Instant to,
            int threads) {
        return findings(result(corpus, names, grid, from, to, threads, PastNights.NONE));
    }

    private static SortedMap<Window, List<Finding>> findings(Audit.Result result) {
        SortedMap<Window, List<Finding>> findings = new TreeMap<>();
        result.report().windows().stream()
                .filter(window -> !window.findings().isEmpty())
                .forEach(window -> findings.put(window.window(), window.findings()));
        return findings;
    }

    private static Audit.Result result(
            LogCorpus corpus,
            List<String> names,
            WindowGrid grid,
            @Nullable Instant from,
            @Nullable Instant to,
            int threads,
            PastNights nights) {
        return result(corpus, names, grid, from, to, threads, nights, false);
    }

    private static Audit.Result result(
            LogCorpus corpus,
            List<String> names,
            WindowGrid grid,
            @Nullable Instant from,
            @Nullable Instant to,
            int threads,
            PastNights nights,
            boolean keepAll) {
        List<InputSource> sources = new ArrayList<>();
        names.forEach(name -> sources.add(new TextInput(name, corpus.files().getOrDefault(name, ""))));
        AuditSettings settings = new AuditSettings(
                new ParseOptions(BERLIN, corpus.to(), List.of(), null),
                grid,
                from,
                to,
                false,
                65_536,
                20,
                Map.of(SourceRole.MANAGER, Duration.ofMinutes(30), SourceRole.CLIENT, Duration.ofDays(1)),
                threads,
                Duration.ofMinutes(15),
                // Most files are several blocks then.
                threads == 1 ? Long.MAX_VALUE : 10_000 / threads,
                // Most events lie on the disk then.
                threads == 1 ? Long.MAX_VALUE : 4_000 / threads,
                keepAll);
        return Audit.of(new Inputs(sources, List.of()), settings, rules, nights);
    }
}

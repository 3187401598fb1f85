package protectv.audit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.FactVocabulary;
import protectv.audit.engine.KeptEvents;
import protectv.audit.engine.RuleCompiler;
import protectv.audit.event.Event;
import protectv.audit.finding.Window;
import protectv.audit.finding.WindowGrid;
import protectv.audit.input.LineReader;
import protectv.audit.input.RawLine;
import protectv.audit.input.TextInput;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.ParseOptions;
import protectv.audit.parse.Parsed;
import protectv.audit.rule.RuleCatalog;
import protectv.audit.rule.RulesException;

/**
 * The stages of an audit, one after the other, over the first lines of a log; and beside each the naive way: an expression
 * for each line, and one session for everything. One operation is the whole text.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class StagesBenchmark {

    private static final int MAX_LINE_BYTES = LineReader.DEFAULT_MAX_LINE_BYTES;
    private static final int MAX_EVIDENCE = 20;

    /** What somebody would write first. */
    private static final Pattern NAIVE = Pattern.compile(
            "^(\\w{3} +\\d+ [\\d:]+) (\\S+) (?:gordium (\\S+ \\S+) category=<([^>]*)> status=<([^>]*)> msg=<([^>]*)>"
                    + " subject=<([^>]*)> client-name=<([^>]*)>|sshd\\[(\\d+)\\]: (.*))$");

    /** A log, as the generator of the comparison writes it. */
    @Param({""})
    private String log;

    @Param({"100000"})
    private int lines;

    private TextInput input;
    private ParseOptions options;
    private List<RawLine> read;
    private CompiledRules rules;
    private CompiledRules plain;
    private KeptEvents kept;
    private List<Event> events;
    private List<Window> windows;

    @Setup
    public void setUp() throws IOException, RulesException {
        if (log.isEmpty()) {
            throw new IllegalArgumentException("name a log: -p log=FILE");
        }
        StringBuilder text = new StringBuilder();
        try (var all = Files.lines(Path.of(log))) {
            all.limit(lines).forEach(line -> text.append(line).append('\n'));
        }
        input = new TextInput("syslog", text.toString());
        options = new ParseOptions(ZoneOffset.UTC, Instant.parse("2017-12-31T00:00:00Z"), List.of(), null);
        read = new ArrayList<>();
        LineReader.read(input, MAX_LINE_BYTES, read::add);
        rules = RuleCompiler.compile(RuleCatalog.load(Path.of("rules"), FactVocabulary.VOCABULARY));
        plain = rules.plain();
        kept = new KeptEvents(rules);
        events = new ArrayList<>();
        TreeSet<Window> touched = new TreeSet<>();
        WindowGrid grid = new WindowGrid(ZoneOffset.UTC, Duration.ofHours(1));
        LineParser parser = parser();
        for (RawLine line : read) {
            if (parser.parse(line) instanceof Parsed.Found found) {
                events.add(found.event());
                touched.add(grid.windowOf(Instant.ofEpochMilli(found.event().time())));
                if (rules.wants(found.event())) {
                    kept.add(found.event());
                }
            }
        }
        kept.sort();
        windows = List.copyOf(touched);
    }

    private LineParser parser() {
        return LineParser.of(input, options, MAX_LINE_BYTES, 0);
    }

    @Benchmark
    public long lines() {
        return LineReader.read(input, MAX_LINE_BYTES, line -> true).lines();
    }

    @Benchmark
    public void linesAndParsing(Blackhole sink) {
        LineParser parser = parser();
        LineReader.read(input, MAX_LINE_BYTES, line -> {
            sink.consume(parser.parse(line));
            return true;
        });
    }

    @Benchmark
    public void parsing(Blackhole sink) {
        LineParser parser = parser();
        read.forEach(line -> sink.consume(parser.parse(line)));
    }

    @Benchmark
    public int parsingTheNaiveWay(Blackhole sink) {
        int found = 0;
        for (RawLine line : read) {
            Matcher matcher = NAIVE.matcher(line.text());
            if (matcher.matches()) {
                found++;
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    sink.consume(matcher.group(group));
                }
            }
        }
        return found;
    }

    @Benchmark
    public void wanting(Blackhole sink) {
        events.forEach(event -> sink.consume(rules.wants(event)));
    }

    @Benchmark
    public void choosing(Blackhole sink) {
        windows.forEach(window -> sink.consume(kept.in(window)));
    }

    @Benchmark
    public void choosingAndJudging(Blackhole sink) {
        windows.forEach(window -> sink.consume(rules.evaluate(window, kept.in(window), MAX_EVIDENCE)));
    }

    /** The engine judges also what looks at one event alone. */
    @Benchmark
    public void choosingAndJudgingInTheEngine(Blackhole sink) {
        windows.forEach(window -> sink.consume(plain.evaluate(window, kept.in(window), MAX_EVIDENCE)));
    }

    @Benchmark
    public void judgingTheNaiveWay(Blackhole sink) {
        Window whole = new Window(
                windows.get(0).start(), windows.get(windows.size() - 1).end());
        sink.consume(plain.evaluate(whole, events, MAX_EVIDENCE));
    }
}

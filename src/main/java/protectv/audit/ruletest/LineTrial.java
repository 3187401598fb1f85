package protectv.audit.ruletest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import protectv.audit.activity.Heard;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.StopSign;
import protectv.audit.engine.WindowFacts;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;
import protectv.audit.input.TextInput;
import protectv.audit.logfacts.Hearing;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.logfacts.SourceFacts;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.ParseOptions;
import protectv.audit.parse.Parsed;
import protectv.audit.policy.Inventory;
import protectv.audit.rule.Lists;

/**
 * Some lines and what became of each.
 *
 * @param fates in the order of the lines
 * @param parser that read them; knows which zone and year decided
 * @param file what the lines told about the file that they stand in; null where none is an event
 */
public record LineTrial(
        List<Parsed> fates,
        LineParser parser,
        Heard heard,
        @Nullable InputFile file) {

    /** Evidence is not capped here: a test wants to see all of it. */
    private static final int ALL_EVIDENCE = Integer.MAX_VALUE;

    public LineTrial {
        fates = List.copyOf(fates);
    }

    /**
     * What is known beside the lines.
     *
     * @param from when the window begins; null for the first line
     * @param until when the logs end; null for the last line and the longest wait of the rules behind it
     */
    public record Setting(
            Lists lists,
            Inventory inventory,
            @Nullable Instant from,
            @Nullable Instant until) {

        public static final Setting PLAIN = new Setting(Lists.NONE, Inventory.EMPTY, null, null);
    }

    /** Parses lines as those of an input of this name. */
    public static LineTrial of(String name, String text, ParseOptions options) {
        return of(new TextInput(name, text), options, LineReader.DEFAULT_MAX_LINE_BYTES);
    }

    /** Parses the lines of an input. */
    public static LineTrial of(InputSource input, ParseOptions options, int longest) {
        LineParser parser = LineParser.of(input, options, longest, 0);
        Hearing hearing = new Hearing(new Heard(null, null));
        InputWatch watch = new InputWatch();
        List<Parsed> fates = new ArrayList<>();
        ReadResult result = LineReader.read(input, longest, line -> {
            Parsed fate = parser.parse(line);
            hearing.line(line, fate);
            watch.line(line, fate);
            return fates.add(fate);
        });
        return new LineTrial(fates, parser, hearing.heard(), watch.close(input.name(), result));
    }

    public List<Event> events() {
        List<Event> events = new ArrayList<>();
        for (Parsed fate : fates) {
            if (fate instanceof Parsed.Found found) {
                events.add(found.event());
            }
        }
        return events;
    }

    /** What the rules find in one window that holds all the lines and ends when the logs do. */
    public List<Finding> findings(CompiledRules rules, Setting setting) {
        Scene scene = scene(rules, setting);
        return scene == null
                ? List.of()
                : rules.evaluate(scene.window(), scene.events(), scene.facts(), ALL_EVIDENCE, new StopSign());
    }

    /** What the rules see of the lines. */
    public record Scene(Window window, List<Event> events, WindowFacts facts) {}

    /** The one window that holds all the lines and ends when the logs do; null where no line is an event. */
    public @Nullable Scene scene(CompiledRules rules, Setting setting) {
        List<Event> events = events();
        if (events.isEmpty()) {
            return null;
        }
        long first = setting.from() != null
                ? setting.from().toEpochMilli()
                : events.stream().mapToLong(Event::time).min().orElseThrow();
        long last = events.stream().mapToLong(Event::time).max().orElseThrow();
        Duration wait = Collections.max(rules.graces());
        // A silence behind the last line is none unless the test says that the logs go on.
        long heardUntil = setting.until() != null ? setting.until().toEpochMilli() : last + 1;
        long end = setting.until() != null ? heardUntil : last + wait.toMillis() + 1;
        Window window = new Window(Instant.ofEpochMilli(first), Instant.ofEpochMilli(Math.max(end, first + 1)));
        SourceFacts sources = new SourceFacts(rules, setting.inventory(), heard, heardUntil);
        WindowFacts facts = new WindowFacts(
                sources.in(window), file == null ? List.of() : List.of(file), setting.lists(), Long.MAX_VALUE);
        return new Scene(window, events, facts);
    }

    /** What the rules find in one event alone, and at once: what may still come is not waited for. */
    public static List<Finding> findingsOn(Event event, CompiledRules rules) {
        Instant at = Instant.ofEpochMilli(event.time());
        return rules.evaluate(new Window(at, at.plusMillis(1)), List.of(event), ALL_EVIDENCE);
    }
}

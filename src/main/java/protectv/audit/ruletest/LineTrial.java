package protectv.audit.ruletest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.Event;
import protectv.audit.finding.Finding;
import protectv.audit.finding.Window;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineReader;
import protectv.audit.input.TextInput;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.ParseOptions;
import protectv.audit.parse.Parsed;

/**
 * Some lines and what became of each.
 *
 * @param fates in the order of the lines
 * @param parser that read them; knows which zone and year decided
 */
public record LineTrial(List<Parsed> fates, LineParser parser) {

    /** Evidence is not capped here: a test wants to see all of it. */
    private static final int ALL_EVIDENCE = Integer.MAX_VALUE;

    public LineTrial {
        fates = List.copyOf(fates);
    }

    /** Parses lines as those of an input of this name. */
    public static LineTrial of(String name, String text, ParseOptions options) {
        InputSource input = new TextInput(name, text);
        int longest = LineReader.DEFAULT_MAX_LINE_BYTES;
        LineParser parser = LineParser.of(input, options, longest, 0);
        List<Parsed> fates = new ArrayList<>();
        LineReader.read(input, longest, line -> fates.add(parser.parse(line)));
        return new LineTrial(fates, parser);
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

    /** What the rules find in one window that holds all the lines, and the time that rules wait behind them. */
    public List<Finding> findings(CompiledRules rules) {
        List<Event> events = events();
        if (events.isEmpty()) {
            return List.of();
        }
        long first = events.stream().mapToLong(Event::time).min().orElseThrow();
        long last = events.stream().mapToLong(Event::time).max().orElseThrow();
        Duration behind = Collections.max(rules.graces()).plusMillis(1);
        Window window = new Window(
                Instant.ofEpochMilli(first), Instant.ofEpochMilli(last).plus(behind));
        return rules.evaluate(window, events, ALL_EVIDENCE);
    }
}

package protectv.audit.parse;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import protectv.audit.event.Event;
import protectv.audit.input.LineReader;
import protectv.audit.input.TextInput;

/** Parses lines for tests, as those of one file. */
final class Lines {

    static final ParseOptions END_OF_2017 = options(ZoneOffset.UTC, "2017-12-31T23:59:59Z");

    private Lines() {}

    static ParseOptions options(ZoneId zone, String reference) {
        return new ParseOptions(zone, Instant.parse(reference), List.of(), null);
    }

    static List<Parsed> parse(String file, ParseOptions options, String... lines) {
        TextInput input = new TextInput(file, String.join("\n", lines));
        LineParser parser = LineParser.of(input, options, LineReader.DEFAULT_MAX_LINE_BYTES, 0);
        List<Parsed> fates = new ArrayList<>();
        LineReader.read(input, LineReader.DEFAULT_MAX_LINE_BYTES, line -> fates.add(parser.parse(line)));
        return fates;
    }

    static List<Parsed> syslog(String... lines) {
        return parse("syslog", END_OF_2017, lines);
    }

    /** The event of a line; fails where it is none. */
    static Event event(Parsed fate) {
        if (fate instanceof Parsed.Found found) {
            return found.event();
        }
        throw new AssertionError("not an event: " + fate);
    }

    static List<String> times(List<Parsed> fates) {
        return fates.stream()
                .map(fate -> Instant.ofEpochMilli(event(fate).time()).toString())
                .toList();
    }
}

package protectv.audit.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import protectv.audit.event.Event;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineReader;
import protectv.audit.input.RawLine;
import protectv.audit.input.ReadResult;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.ParseOptions;
import protectv.audit.parse.Parsed;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code parse INPUT...}: one JSON object for every line. */
@Command(
        name = "parse",
        description = "Writes one JSON object for every line read, in the order of the input: its fate and its fields.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {
            "",
            "Example:",
            "  protectv-audit parse auth.log --reference 2017-12-31 | jq 'select(.kind==\"FAILED_PASSWORD\")'"
        })
final class ParseCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ParseCommand.class);

    /** Everything beyond ASCII is escaped: a terminal that shows the output does what we say, not what a log says. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final LogOptions.Paths paths = new LogOptions.Paths();

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Option(names = "--from", paramLabel = "TIME", description = "Events before it are outside.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Events at or after it are outside.")
    private @Nullable String to;

    @Override
    public Integer call() throws IOException {
        ParseOptions options = logs.parseOptions();
        Instant start = from == null ? Instant.MIN : logs.instant("--from", from);
        Instant end = to == null ? Instant.MAX : logs.instant("--to", to);
        boolean complete = true;
        PrintWriter out = spec.commandLine().getOut();
        try (Inputs inputs = paths.find()) {
            complete = Problems.log(LOG, inputs);
            for (InputSource source : inputs.sources()) {
                LineParser parser = LineParser.of(source, options, logs.maxLineBytes(), 0);
                ReadResult result = LineReader.read(source, logs.maxLineBytes(), line -> {
                    out.println(JSON.writeValueAsString(describe(line, parser.parse(line), start, end)));
                    return !out.checkError();
                });
                if (result.problem() != null) {
                    LOG.error("{}: {}", source.name(), result.problem());
                    complete = false;
                }
            }
        }
        return (complete ? ExitCode.OK : ExitCode.INCOMPLETE).code();
    }

    private static Map<String, Object> describe(RawLine line, Parsed parsed, Instant start, Instant end) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", line.file());
        fields.put("line", line.number());
        if (parsed instanceof Parsed.Found found) {
            Event event = found.event();
            Instant time = Instant.ofEpochMilli(event.time());
            fields.put("fate", time.isBefore(start) || !time.isBefore(end) ? "outside" : "event");
            fields.putAll(EventFields.of(event));
        } else if (parsed instanceof Parsed.Malformed malformed) {
            fields.put("fate", "malformed");
            fields.put("reason", malformed.reason());
        } else {
            fields.put("fate", "other");
        }
        return fields;
    }
}

package protectv.audit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.explain.YearStory;
import protectv.audit.input.InputFinder;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;
import protectv.audit.input.TextInput;
import protectv.audit.parse.LineAnatomy;
import protectv.audit.parse.Parsed;
import protectv.audit.ruletest.LineTrial;

/**
 * The lines that {@code explain} is asked about.
 *
 * @param all what became of all lines of the input
 * @param lines those that are to be explained
 * @param problem why the input could not be read to its end; null where it was
 */
record ExplainedInput(
        String name,
        LineTrial all,
        List<Line> lines,
        @Nullable String problem) {

    /**
     * One line.
     *
     * @param year what decided the year of its stamp; null where it has none
     */
    record Line(
            long number,
            String text,
            Parsed fate,
            LineAnatomy anatomy,
            @Nullable String year) {}

    /** @param selected numbers of the lines that are to be explained; empty for all */
    static ExplainedInput of(InputSource source, Set<Long> selected, LogOptions logs) {
        int longest = logs.maxLineBytes();
        LineTrial trial = LineTrial.of(source, logs.parseOptions(), longest);
        YearStory years = new YearStory(trial.parser());
        List<Line> lines = new ArrayList<>();
        ReadResult result = LineReader.read(source, longest, raw -> {
            Parsed fate = trial.fates().get((int) raw.number() - 1);
            LineAnatomy anatomy = trial.parser().anatomy(raw);
            String year = years.line(raw.number(), anatomy, fate);
            if (selected.isEmpty() || selected.contains(raw.number())) {
                lines.add(new Line(raw.number(), raw.text(), fate, anatomy, year));
            }
            return raw.number() < trial.fates().size();
        });
        for (long number : selected) {
            if (number > trial.fates().size()) {
                throw new UsageException("--line " + number + ": the input has "
                        + trial.fates().size() + (trial.fates().size() == 1 ? " line" : " lines"));
            }
        }
        return new ExplainedInput(source.name(), trial, List.copyOf(lines), result.problem());
    }

    /**
     * Opens what the user asks about: lines of the command line, one file, or standard input.
     *
     * @param file a name to read it under; null for its own
     */
    static Opened open(List<String> lines, @Nullable String input, @Nullable String file) {
        if (!lines.isEmpty()) {
            if (input != null) {
                throw new UsageException("give lines or --input, not both");
            }
            return new Opened(new TextInput(file == null ? "-" : file, String.join("\n", lines)), null);
        }
        Inputs inputs = InputFinder.find(List.of(input == null ? "-" : input), System.in);
        if (!inputs.missing().isEmpty()) {
            throw new UsageException("--input " + inputs.missing().get(0).message());
        }
        if (inputs.sources().size() != 1) {
            throw new UsageException(
                    "--input " + input + " leads to " + inputs.sources().size() + " files; explain reads one");
        }
        InputSource source = inputs.sources().get(0);
        return new Opened(file == null ? source : new Renamed(source, file), inputs);
    }

    /** @param inputs to be closed behind the reading; null for lines of the command line */
    record Opened(InputSource source, @Nullable Inputs inputs) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            if (inputs != null) {
                inputs.close();
            }
        }
    }

    private record Renamed(InputSource source, String name) implements InputSource {

        @Override
        public @Nullable Instant lastModified() {
            return source.lastModified();
        }

        @Override
        public InputStream open() throws IOException {
            return source.open();
        }
    }
}

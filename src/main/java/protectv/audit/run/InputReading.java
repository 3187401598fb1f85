package protectv.audit.run;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.parse.LineParser;

/**
 * What came of one input.
 *
 * @param name as the user named it
 * @param yearFrom what told the year of stamps without one; null where none needed one
 * @param zoneNeeded true where a stamp had no zone
 */
public record InputReading(
        String name,
        LinesRead lines,
        ReadResult result,
        @Nullable String yearFrom,
        boolean zoneNeeded) implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(InputReading.class);

    /**
     * Reads an input from its beginning to its end.
     *
     * @param firstSeq number of its first line among those of all inputs
     */
    public static InputReading of(InputSource source, long firstSeq, Intake intake) {
        AuditSettings settings = intake.settings();
        LineParser parser = LineParser.of(source, settings.parse(), settings.maxLineBytes(), firstSeq);
        LinesRead lines = new LinesRead(intake, InputWatch.State.START);
        ReadResult result = LineReader.read(source, settings.maxLineBytes(), line -> {
            lines.add(line, parser.parse(line), intake);
            return true;
        });
        lines.end();
        LOG.debug("read {}: {} lines", source.name(), result.lines());
        return new InputReading(source.name(), lines, result, parser.yearFrom(), parser.zoneWasNeeded());
    }
}

package protectv.audit.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.activity.Heard;
import protectv.audit.control.InputTrouble;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.input.InputSource;
import protectv.audit.input.LineIndex;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;
import protectv.audit.logfacts.Hearing;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.Parsed;
import protectv.audit.report.AuditReport;

/** Reads the lines of one input, and keeps what the audit needs of them. Inputs are read side by side. */
final class InputReading {

    private static final Logger LOG = LoggerFactory.getLogger(InputReading.class);

    private final AuditSettings settings;
    private final CompiledRules rules;
    private final WindowCounts counts;
    private final Hearing hearing;
    private final List<Event> within = new ArrayList<>();
    private final List<Event> before = new ArrayList<>();
    private final InputLedger open = new InputLedger();
    private final AuditReport.Input ledger;
    private final @Nullable InputFile file;
    private final LineIndex index;
    private final List<InputTrouble> troubles;
    private final boolean zoneNeeded;

    /** @param firstSeq number of its first line among those of all inputs */
    InputReading(InputSource source, long firstSeq, AuditSettings settings, CompiledRules rules) {
        this.settings = settings;
        this.rules = rules;
        this.counts = new WindowCounts(settings.grid());
        this.hearing = new Hearing(new Heard(settings.from(), settings.to()));
        LineParser parser = LineParser.of(source, settings.parse(), settings.maxLineBytes(), firstSeq);
        InputWatch watch = new InputWatch();
        ReadResult result = LineReader.read(source, settings.maxLineBytes(), line -> {
            Parsed parsed = parser.parse(line);
            watch.line(line, parsed);
            hearing.line(line, parsed);
            take(parsed);
            return true;
        });
        this.zoneNeeded = parser.zoneWasNeeded();
        this.ledger = open.close(source.name(), result, parser.yearFrom());
        this.troubles = watch.troubles(source.name(), result);
        this.file = watch.close(source.name(), result);
        this.index = result.index();
        LOG.debug("read {}: {} lines", source.name(), result.lines());
    }

    WindowCounts counts() {
        return counts;
    }

    Hearing hearing() {
        return hearing;
    }

    List<Event> within() {
        return within;
    }

    List<Event> before() {
        return before;
    }

    AuditReport.Input ledger() {
        return ledger;
    }

    @Nullable InputFile file() {
        return file;
    }

    LineIndex index() {
        return index;
    }

    List<InputTrouble> troubles() {
        return troubles;
    }

    boolean zoneNeeded() {
        return zoneNeeded;
    }

    private void take(Parsed parsed) {
        if (parsed instanceof Parsed.Found found) {
            take(found.event());
        } else if (parsed instanceof Parsed.Malformed malformed) {
            open.addMalformed(malformed.reason());
        } else {
            open.addOther();
        }
    }

    private void take(Event event) {
        if (settings.covers(event.time())) {
            open.addEvent(event);
            counts.add(event);
            if (settings.keepAll() || rules.wants(event)) {
                within.add(event);
            }
        } else {
            open.addOutside();
            if (settings.mayRemember(event.time(), rules.lookBack(event))) {
                before.add(event);
            }
        }
    }
}

package protectv.audit.cli;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import protectv.audit.activity.Heard;
import protectv.audit.control.InputTrouble;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineReader;
import protectv.audit.input.ReadResult;
import protectv.audit.logfacts.Hearing;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.parse.LineParser;
import protectv.audit.parse.Parsed;
import protectv.audit.report.AuditReport;

/** Reads all lines of all inputs, and keeps what the audit needs of them. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    /** Room in {@link Event#seq} for the lines of one input; there may be 2^23 inputs. */
    private static final int LINE_BITS = 40;

    private final AuditSettings settings;
    private final CompiledRules rules;
    private final WindowCounts counts;
    private final Hearing hearing;
    private final List<AuditReport.Input> ledgers = new ArrayList<>();
    private final List<InputFile> files = new ArrayList<>();
    private final List<InputTrouble> troubles = new ArrayList<>();
    private final List<Event> within = new ArrayList<>();
    private final List<Event> before = new ArrayList<>();
    private boolean zoneNeeded;

    private Reading(AuditSettings settings, CompiledRules rules) {
        this.settings = settings;
        this.rules = rules;
        this.counts = new WindowCounts(settings.grid());
        this.hearing = new Hearing(new Heard(settings.from(), settings.to()));
    }

    static Reading of(Inputs inputs, AuditSettings settings, CompiledRules rules) {
        Reading reading = new Reading(settings, rules);
        long index = 0;
        for (InputSource source : inputs.sources()) {
            reading.read(source, index++ << LINE_BITS);
        }
        inputs.missing().forEach(missing -> reading.notRead(missing.path(), missing.message()));
        return reading;
    }

    /** The events of the period that rules can match. */
    List<Event> within() {
        return within;
    }

    /** Events before the period that rules still need. */
    List<Event> before() {
        return before;
    }

    WindowCounts counts() {
        return counts;
    }

    Heard heard() {
        return hearing.heard();
    }

    List<AuditReport.Input> ledgers() {
        return ledgers;
    }

    List<InputFile> files() {
        return files;
    }

    /** The times in which lines are missing or could not be understood. */
    List<InputTrouble> troubles() {
        return troubles;
    }

    boolean zoneNeeded() {
        return zoneNeeded;
    }

    /** Time of the last line, whoever wrote it; the smallest number where there is none. */
    long lastTime() {
        return hearing.lastTime();
    }

    private void notRead(String path, String problem) {
        ReadResult nothing = new ReadResult("", 0, 0, 0, 0, problem);
        ledgers.add(new InputLedger().close(path, nothing, null));
        troubles.addAll(new InputWatch().troubles(path, nothing));
    }

    private void read(InputSource source, long firstSeq) {
        LineParser parser = LineParser.of(source, settings.parse(), settings.maxLineBytes(), firstSeq);
        InputLedger ledger = new InputLedger();
        InputWatch watch = new InputWatch();
        ReadResult result = LineReader.read(source, settings.maxLineBytes(), line -> {
            Parsed parsed = parser.parse(line);
            watch.line(line, parsed);
            hearing.line(line, parsed);
            take(parsed, ledger);
            return true;
        });
        zoneNeeded |= parser.zoneWasNeeded();
        ledgers.add(ledger.close(source.name(), result, parser.yearFrom()));
        troubles.addAll(watch.troubles(source.name(), result));
        InputFile file = watch.close(source.name(), result);
        if (file != null) {
            files.add(file);
        }
        LOG.debug("read {}: {} lines", source.name(), result.lines());
    }

    private void take(Parsed parsed, InputLedger ledger) {
        if (parsed instanceof Parsed.Found found) {
            take(found.event(), ledger);
        } else if (parsed instanceof Parsed.Malformed malformed) {
            ledger.addMalformed(malformed.reason());
        } else {
            ledger.addOther();
        }
    }

    private void take(Event event, InputLedger ledger) {
        if (settings.covers(event.time())) {
            ledger.addEvent(event);
            counts.add(event);
            if (settings.keepAll() || rules.wants(event)) {
                within.add(event);
            }
        } else {
            ledger.addOutside();
            if (settings.mayRemember(event.time(), rules.lookBack(event))) {
                before.add(event);
            }
        }
    }
}

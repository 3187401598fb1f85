package protectv.audit.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import protectv.audit.activity.Heard;
import protectv.audit.control.InputTrouble;
import protectv.audit.engine.CompiledRules;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.input.InputSource;
import protectv.audit.input.Inputs;
import protectv.audit.input.LineIndex;
import protectv.audit.input.ReadResult;
import protectv.audit.logfacts.Hearing;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.report.AuditReport;
import protectv.audit.work.SideBySide;

/** Reads all lines of all inputs, and keeps what the audit needs of them. */
final class Reading {

    /** Room in {@link Event#seq} for the lines of one input; there may be 2^23 inputs. */
    private static final int LINE_BITS = 40;

    private final WindowCounts counts;
    private final Hearing hearing;
    private final List<AuditReport.Input> ledgers = new ArrayList<>();
    private final List<InputFile> files = new ArrayList<>();
    private final List<InputTrouble> troubles = new ArrayList<>();
    private final List<Event> within = new ArrayList<>();
    private final List<Event> before = new ArrayList<>();
    private final Map<String, LineIndex> indexes = new HashMap<>();
    private boolean zoneNeeded;

    private Reading(AuditSettings settings) {
        this.counts = new WindowCounts(settings.grid());
        this.hearing = new Hearing(new Heard(settings.from(), settings.to()));
    }

    static Reading of(Inputs inputs, AuditSettings settings, CompiledRules rules) {
        Reading reading = new Reading(settings);
        List<Callable<InputReading>> tasks = new ArrayList<>();
        for (InputSource source : inputs.sources()) {
            long firstSeq = (long) tasks.size() << LINE_BITS;
            tasks.add(() -> new InputReading(source, firstSeq, settings, rules));
        }
        SideBySide.each(tasks, settings.threads(), reading::add);
        inputs.missing().forEach(missing -> reading.notRead(missing.path(), missing.message()));
        return reading;
    }

    /** Inputs are added in their order, whichever was read first. */
    private void add(InputReading input) {
        counts.addAll(input.counts());
        hearing.addAll(input.hearing());
        within.addAll(input.within());
        before.addAll(input.before());
        ledgers.add(input.ledger());
        indexes.put(input.ledger().path(), input.index());
        troubles.addAll(input.troubles());
        InputFile file = input.file();
        if (file != null) {
            files.add(file);
        }
        zoneNeeded |= input.zoneNeeded();
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

    /** Where lines begin, by the name of the input. */
    Map<String, LineIndex> indexes() {
        return indexes;
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
        ReadResult nothing = ReadResult.nothing(problem);
        ledgers.add(new InputLedger().close(path, nothing, null));
        troubles.addAll(new InputWatch().troubles(path, nothing));
    }
}

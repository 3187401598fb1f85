package protectv.audit.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import protectv.audit.activity.Heard;
import protectv.audit.control.InputTrouble;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.finding.Window;
import protectv.audit.input.LineIndex;
import protectv.audit.input.MissingInput;
import protectv.audit.input.ReadResult;
import protectv.audit.logfacts.Hearing;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.report.AuditReport;
import protectv.audit.spill.EventBag;

/** What the audit needs of the lines of all inputs. */
public final class Reading {

    /** Room in {@link Event#seq} for the lines of one input; there may be 2^23 inputs. */
    private static final int LINE_BITS = 40;

    private final WindowCounts counts;
    private final Hearing hearing;
    private final List<AuditReport.Input> ledgers = new ArrayList<>();
    private final List<InputFile> files = new ArrayList<>();
    private final List<InputTrouble> troubles = new ArrayList<>();
    private final EventBag within;
    private final List<Event> before = new ArrayList<>();
    private final Map<String, LineIndex> indexes = new HashMap<>();
    private boolean zoneNeeded;

    /** What the numbers of an input's lines among those of all inputs count from. */
    public static long firstSeq(int input) {
        return (long) input << LINE_BITS;
    }

    public Reading(Intake intake) {
        AuditSettings settings = intake.settings();
        this.within = intake.bag();
        this.counts = new WindowCounts(settings.grid());
        this.hearing = new Hearing(new Heard(settings.from(), settings.to()));
    }

    /** Takes in what came of an input. Inputs are added in their order, whichever was read first. */
    public void add(InputReading input) {
        LinesRead lines = input.lines();
        counts.addAll(lines.counts());
        hearing.addAll(lines.hearing());
        within.addAll(lines.within());
        before.addAll(lines.before());
        ledgers.add(lines.ledger().close(input.name(), input.result(), input.yearFrom()));
        indexes.put(input.name(), input.result().index());
        troubles.addAll(lines.watch().troubles(input.name(), input.result()));
        InputFile file = lines.watch().close(input.name(), input.result());
        if (file != null) {
            files.add(file);
        }
        zoneNeeded |= input.zoneNeeded();
    }

    /** Takes in an input that was named and could not be read at all. */
    public void addMissing(MissingInput missing) {
        ReadResult nothing = ReadResult.nothing(missing.message());
        ledgers.add(new InputLedger().close(missing.path(), nothing, null));
        troubles.addAll(new InputWatch().troubles(missing.path(), nothing));
    }

    /** Says that all inputs were added. */
    void close() {
        within.close();
    }

    /** The events of the period that rules can match. */
    EventBag within() {
        return within;
    }

    /** Events before the period that rules still need. */
    List<Event> before() {
        return before;
    }

    /** How many events of each kind there are, in those windows that have any. */
    public NavigableMap<Window, SortedMap<String, Long>> eventsByWindow() {
        return counts.byWindow();
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
}

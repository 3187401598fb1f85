package protectv.audit.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import protectv.audit.activity.Heard;
import protectv.audit.event.Event;
import protectv.audit.input.RawLine;
import protectv.audit.logfacts.Hearing;
import protectv.audit.logfacts.InputWatch;
import protectv.audit.parse.Parsed;
import protectv.audit.spill.EventBag;
import protectv.audit.spill.Spill;

/** What an audit needs of lines that were read: those of an input, or of a block of it. */
public final class LinesRead implements Serializable {

    private static final long serialVersionUID = 1L;

    private final WindowCounts counts;
    private final Hearing hearing;
    private final InputWatch watch;
    private final InputLedger ledger;
    private final EventBag within;
    private final List<Event> before;

    LinesRead(Intake intake, InputWatch.State watched) {
        this(
                new WindowCounts(intake.settings().grid()),
                new Hearing(
                        new Heard(intake.settings().from(), intake.settings().to())),
                new InputWatch(watched),
                new InputLedger(),
                intake.bag(),
                List.of());
    }

    private LinesRead(
            WindowCounts counts,
            Hearing hearing,
            InputWatch watch,
            InputLedger ledger,
            EventBag within,
            List<Event> before) {
        this.counts = counts;
        this.hearing = hearing;
        this.watch = watch;
        this.ledger = ledger;
        this.within = within;
        this.before = new ArrayList<>(before);
    }

    void add(RawLine line, Parsed parsed, Intake intake) {
        watch.line(line, parsed);
        hearing.line(line, parsed);
        if (parsed instanceof Parsed.Found found) {
            add(found.event(), intake);
        } else if (parsed instanceof Parsed.Malformed malformed) {
            ledger.addMalformed(malformed.reason());
        } else {
            ledger.addOther();
        }
    }

    private void add(Event event, Intake intake) {
        AuditSettings settings = intake.settings();
        if (settings.covers(event.time())) {
            ledger.addEvent(event);
            counts.add(event);
            if (settings.keepAll() || intake.rules().wants(event)) {
                within.add(event);
            }
        } else {
            ledger.addOutside();
            if (settings.mayRemember(event.time(), intake.rules().lookBack(event))) {
                before.add(event);
            }
        }
    }

    /** Says that these were the last lines. */
    void end() {
        within.settle();
    }

    /** Takes in what came of the lines that follow. */
    void append(LinesRead next) {
        counts.addAll(next.counts);
        hearing.addAll(next.hearing);
        watch.append(next.watch);
        ledger.addAll(next.ledger);
        within.addAll(next.within);
        before.addAll(next.before);
    }

    /** The same but for the events of the period. */
    public LinesRead withoutEvents() {
        return new LinesRead(counts, hearing, watch, ledger, new EventBag(Spill.none()), before);
    }

    WindowCounts counts() {
        return counts;
    }

    Hearing hearing() {
        return hearing;
    }

    InputWatch watch() {
        return watch;
    }

    InputLedger ledger() {
        return ledger;
    }

    /** The events of the period that rules can match. */
    public EventBag within() {
        return within;
    }

    /** Events before the period that rules still need. */
    List<Event> before() {
        return before;
    }
}

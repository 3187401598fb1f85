package protectv.audit.logfacts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import protectv.audit.activity.Heard;
import protectv.audit.activity.HeardStretch;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.SourceActivity;
import protectv.audit.event.SourceRole;
import protectv.audit.finding.Window;
import protectv.audit.policy.Inventory;

/** What the rules see of each source in a window. Reading it is safe for several threads. */
public final class SourceFacts {

    private final CompiledRules rules;
    private final long knownUntil;
    private final Map<Inventory.Machine, List<HeardStretch>> stretches = new LinkedHashMap<>();
    private final Inventory inventory;

    /** @param knownUntil end of what is known, epoch milliseconds: a silence that is longer by then only is none yet */
    public SourceFacts(CompiledRules rules, Inventory inventory, Heard heard, long knownUntil) {
        this.rules = rules;
        this.knownUntil = knownUntil;
        this.inventory = inventory;
        for (SourceRole role : SourceRole.values()) {
            for (Inventory.Machine machine : inventory.with(role, heard.sources())) {
                stretches.put(machine, joined(heard.stretches(machine.sources())));
            }
        }
    }

    /** Stretches of a machine's several names that overlap are one. */
    private static List<HeardStretch> joined(List<HeardStretch> byTime) {
        List<HeardStretch> joined = new ArrayList<>();
        for (HeardStretch next : byTime) {
            HeardStretch last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last == null || next.first().time() - last.last().time() > Heard.JOIN.toMillis()) {
                joined.add(next);
            } else if (next.last().time() > last.last().time()) {
                joined.set(joined.size() - 1, new HeardStretch(last.first(), next.last()));
            }
        }
        return joined;
    }

    /** Tells the moments at which a silence that rules ask for may have become long enough. */
    public void forEachMoment(Consumer<Instant> moments) {
        for (Duration span : rules.silences()) {
            for (List<HeardStretch> heard : stretches.values()) {
                for (HeardStretch stretch : heard) {
                    moments.accept(Instant.ofEpochMilli(stretch.last().time()).plus(span));
                }
            }
        }
    }

    /** The sources that are known or expected, as they were heard in a window. */
    public List<SourceActivity> in(Window window) {
        List<SourceActivity> sources = new ArrayList<>();
        stretches.forEach((machine, heard) -> sources.add(activity(machine, heard, window)));
        return sources;
    }

    private SourceActivity activity(Inventory.Machine machine, List<HeardStretch> heard, Window window) {
        long start = window.start().toEpochMilli();
        long end = Math.min(window.end().toEpochMilli(), knownUntil);
        int first = firstEndingAtOrAfter(heard, start - rules.sourceLookBack().toMillis());
        List<HeardStretch> near = new ArrayList<>();
        for (int i = first; i < heard.size() && heard.get(i).first().time() < end; i++) {
            near.add(heard.get(i));
        }
        return new SourceActivity(
                machine.role().label(),
                machine.name(),
                inventory.find(machine.source()) != null,
                before(heard, start),
                near,
                start,
                end);
    }

    /** A time at which the source was heard before a window; null where it never was. */
    private static @Nullable Long before(List<HeardStretch> heard, long start) {
        int next = firstEndingAtOrAfter(heard, start);
        if (next < heard.size() && heard.get(next).first().time() < start) {
            return heard.get(next).first().time();
        }
        return next == 0 ? null : Long.valueOf(heard.get(next - 1).last().time());
    }

    private static int firstEndingAtOrAfter(List<HeardStretch> heard, long time) {
        int low = 0;
        int high = heard.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (heard.get(middle).last().time() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

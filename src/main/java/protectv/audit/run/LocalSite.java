package protectv.audit.run;

import java.io.InputStream;
import java.util.List;
import protectv.audit.input.InputFinder;
import protectv.audit.input.Inputs;
import protectv.audit.spill.Spill;

/**
 * This machine, with as many threads as the settings say.
 *
 * @param standardInput what {@code -} stands for
 */
public record LocalSite(InputStream standardInput) implements Site {

    @Override
    public Inputs find(List<String> names) {
        return InputFinder.find(names, standardInput);
    }

    @Override
    public long blockBytes() {
        return AuditSettings.BLOCK_BYTES;
    }

    @Override
    public Harvest read(Inputs inputs, AuditSettings settings, LoadedRules rules, Spill spill, Watcher watcher) {
        Intake intake = new Intake(settings, rules.compiled(), spill);
        Reading reading = new LocalReader(intake, watcher).read(watcher.reading(inputs));
        return new LocalHarvest(reading, settings, rules.compiled());
    }
}

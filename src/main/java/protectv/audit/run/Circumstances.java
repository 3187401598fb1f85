package protectv.audit.run;

import java.util.List;
import java.util.function.Function;
import protectv.audit.activity.Heard;
import protectv.audit.engine.CompiledRules;
import protectv.audit.engine.WindowFacts;
import protectv.audit.event.InputFile;
import protectv.audit.finding.Window;
import protectv.audit.logfacts.SourceFacts;
import protectv.audit.policy.Inventory;
import protectv.audit.policy.ValueLists;

/**
 * What rules see beside events.
 *
 * @param knownUntil end of what is known, epoch milliseconds: what did not come by then may still come
 */
public record Circumstances(
        Inventory inventory, ValueLists lists, Heard heard, List<InputFile> files, long knownUntil) {

    public Circumstances {
        files = List.copyOf(files);
    }

    SourceFacts sources(CompiledRules rules) {
        return new SourceFacts(rules, inventory, heard, knownUntil);
    }

    /** The same, window by window. */
    public Function<Window, WindowFacts> facts(CompiledRules rules) {
        SourceFacts sources = sources(rules);
        return window -> new WindowFacts(sources.in(window), filesOf(window), lists, knownUntil);
    }

    private List<InputFile> filesOf(Window window) {
        return files.stream().filter(file -> window.contains(file.time())).toList();
    }
}

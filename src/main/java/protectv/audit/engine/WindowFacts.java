package protectv.audit.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.Event;
import protectv.audit.event.InputFile;
import protectv.audit.event.Listed;
import protectv.audit.event.LoginEvent;
import protectv.audit.rule.Lists;

/**
 * What the rules see in a window beside its events.
 *
 * @param sources each source that is known, or expected
 * @param inputs those whose last event is in the window
 * @param knownUntil end of what is known, epoch milliseconds: what would be true only at or after it is not told
 */
public record WindowFacts(List<SourceActivity> sources, List<InputFile> inputs, Lists lists, long knownUntil) {

    public static final WindowFacts NONE = new WindowFacts(List.of(), List.of(), Lists.NONE, Long.MAX_VALUE);

    public WindowFacts {
        sources = List.copyOf(sources);
        inputs = List.copyOf(inputs);
    }

    /** For each list the values of the events that stand in it. */
    public List<Listed> listed(Iterable<? extends Event> events) {
        Set<String> values = new LinkedHashSet<>();
        for (Event event : events) {
            if (event instanceof LoginEvent login) {
                add(login.peer(), values);
                add(login.user(), values);
                add(login.host(), values);
            } else if (event instanceof AuditEvent audit) {
                add(audit.manager(), values);
                add(audit.clientName(), values);
            } else if (event instanceof ClientEvent client) {
                add(client.clientName(), values);
            }
        }
        List<Listed> listed = new ArrayList<>();
        for (String list : lists.names()) {
            for (String value : values) {
                if (lists.contains(list, value)) {
                    listed.add(new Listed(list, value));
                }
            }
        }
        return listed;
    }

    private static void add(@Nullable String value, Set<String> values) {
        if (value != null) {
            values.add(value);
        }
    }
}

package protectv.audit.logfacts;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import protectv.audit.activity.Heard;
import protectv.audit.event.ClientEvent;
import protectv.audit.event.Event;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRef;
import protectv.audit.event.SourceRole;
import protectv.audit.input.RawLine;
import protectv.audit.parse.Parsed;

/** Tells who was heard from the fates of lines. Not thread-safe. */
public final class Hearing implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Heard heard;
    private final Map<SourceRole, Map<String, LogSource>> sources = new EnumMap<>(SourceRole.class);
    private long lastTime = Long.MIN_VALUE;

    public Hearing(Heard heard) {
        this.heard = heard;
        for (SourceRole role : SourceRole.values()) {
            sources.put(role, new HashMap<>());
        }
    }

    public void line(RawLine raw, Parsed parsed) {
        if (parsed instanceof Parsed.Found found) {
            Event event = found.event();
            SourceRole role = event instanceof ClientEvent ? SourceRole.CLIENT : SourceRole.MANAGER;
            hear(role, event.origin(), event.time(), event.source(), true);
        } else if (parsed instanceof Parsed.Other other && other.time() != null) {
            SourceRef at = new SourceRef(raw.file(), raw.number(), raw.text());
            hear(SourceRole.MANAGER, other.host(), other.time(), at, false);
        }
    }

    /** Takes in all that another heard. */
    public void addAll(Hearing other) {
        heard.merge(other.heard);
        lastTime = Math.max(lastTime, other.lastTime);
    }

    public Heard heard() {
        return heard;
    }

    /** Time of the last line, whoever wrote it, in epoch milliseconds; the smallest number where there is none. */
    public long lastTime() {
        return lastTime;
    }

    private void hear(SourceRole role, @Nullable String name, long time, SourceRef at, boolean event) {
        lastTime = Math.max(lastTime, time);
        Map<String, LogSource> known = sources.get(role);
        if (name != null && known != null) {
            heard.line(known.computeIfAbsent(name, key -> new LogSource(role, name)), time, at, event);
        }
    }
}

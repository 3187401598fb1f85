package protectv.audit.control;

import java.util.List;
import protectv.audit.activity.Gap;
import protectv.audit.event.LogSource;
import protectv.audit.event.SourceRole;

/** What a judge asks about who was heard. */
public interface Coverage {

    /** Who should have been heard: those listed and those that were. A machine with several names is one source. */
    List<LogSource> sources(SourceRole role);

    /**
     * The silences of a source that have a part in the period and are longer than it is allowed, by time, over the whole
     * period: a window asks not for itself, since a silence may be longer than a window.
     */
    List<Gap> gaps(LogSource source);
}

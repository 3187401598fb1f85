package protectv.audit.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;
import protectv.audit.event.Moment;
import protectv.audit.event.SourceRef;
import protectv.audit.event.Witness;

/**
 * A source that was heard and has been silent for so long.
 *
 * @param time when the span was over, epoch milliseconds
 * @param since time of the last line before
 * @param last that line
 */
@Role(Role.Type.EVENT)
@Timestamp("time")
public record Silence(long time, long since, @Nullable SourceRef last) implements Moment {

    @Override
    public long identity() {
        return since;
    }

    @Override
    public List<Witness> witnesses() {
        return last == null ? List.of() : List.of(Witness.of(since, last));
    }
}

package protectv.audit.event;

import java.io.Serializable;
import java.util.List;
import org.kie.api.definition.type.Role;
import org.kie.api.definition.type.Timestamp;

/**
 * What reading one input told about the input itself. It belongs to the window of its last event.
 *
 * @param time of its last event, epoch milliseconds
 * @param file the input as the user named it
 * @param complete false where it could not be read to its end
 * @param problem why not; empty where it was
 * @param lines read
 * @param malformed lines that could not be understood
 * @param malformedPercent of the lines
 * @param stepsBack lines whose stamp is earlier than that of a line before it, by more than a minute
 * @param worstStepBack the longest of these steps, in seconds
 * @param witnesses the first malformed lines and the worst step back
 */
@Role(Role.Type.EVENT)
@Timestamp("time")
public record InputFile(
        long time,
        String file,
        boolean complete,
        String problem,
        long lines,
        long malformed,
        double malformedPercent,
        long stepsBack,
        long worstStepBack,
        List<Witness> witnesses)
        implements Moment, Serializable {

    public InputFile {
        witnesses = List.copyOf(witnesses);
    }

    @Override
    public long identity() {
        return time;
    }
}

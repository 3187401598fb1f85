package protectv.audit.run;

import java.util.List;
import protectv.audit.input.Inputs;
import protectv.audit.spill.Spill;

/** Where an audit takes place: on this machine, or on a cluster. The report is the same. */
public interface Site {

    /** Finds what a user's words stand for. The caller closes it. */
    Inputs find(List<String> names);

    /** Plain files larger than this are read in blocks; the result is the same. */
    long blockBytes();

    /**
     * Reads all lines.
     *
     * @param spill where this machine keeps what does not fit into its memory
     */
    Harvest read(Inputs inputs, AuditSettings settings, LoadedRules rules, Spill spill, Watcher watcher);
}

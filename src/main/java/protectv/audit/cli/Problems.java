package protectv.audit.cli;

import org.slf4j.Logger;
import protectv.audit.input.Inputs;
import protectv.audit.input.MissingInput;

/** Says on stderr what could not be read. */
final class Problems {

    private Problems() {}

    /**
     * Logs the inputs that were named and are not there.
     *
     * @return false where there was one
     * @throws UsageException where nothing at all is left to read
     */
    static boolean log(Logger log, Inputs inputs) {
        for (MissingInput missing : inputs.missing()) {
            log.error("{}", missing.message());
        }
        if (inputs.sources().isEmpty()) {
            throw new UsageException("there is nothing to read; name a log file or a folder that has one");
        }
        return inputs.missing().isEmpty();
    }
}

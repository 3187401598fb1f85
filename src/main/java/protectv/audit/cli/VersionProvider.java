package protectv.audit.cli;

import picocli.CommandLine.IVersionProvider;
import protectv.audit.run.ProgramVersion;

/** The version of the jar. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"protectv-audit " + ProgramVersion.version()};
    }
}

package protectv.audit.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"protectv-audit " + (version == null ? "(not packed)" : version)};
    }
}

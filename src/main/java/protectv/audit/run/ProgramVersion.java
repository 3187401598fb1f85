package protectv.audit.run;

/** The version of the jar. */
public final class ProgramVersion {

    private ProgramVersion() {}

    public static String version() {
        String version = ProgramVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(not packed)" : version;
    }
}

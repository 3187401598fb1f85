package protectv.audit.explain;

/**
 * What came of a constraint.
 *
 * @param why the value that decided, for people; may hold text from logs
 * @param beyond by how many milliseconds a time missed what was asked; 0 where it is no matter of time
 */
record Checked(Truth truth, String why, long beyond) {

    static Checked of(boolean holds, String why) {
        return new Checked(holds ? Truth.YES : Truth.NO, why, 0);
    }

    boolean holds() {
        // What is not understood decides nothing here; the verdict says that it was not.
        return truth != Truth.NO;
    }
}

package protectv.audit.control;

/** What can be said of a control in a stretch of time. Silence is never a pass. */
public enum Outcome {
    /** Its rules ran, the sources that they need were heard all the time, and nothing was found. */
    PASS("pass"),
    /** Something was found. */
    FAIL("fail"),
    /** Nothing was found, but not everything could be looked at. */
    NOT_EVALUABLE("not evaluable");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}

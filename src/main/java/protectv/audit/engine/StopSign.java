package protectv.audit.engine;

/** Asks an evaluation to end, from another thread: the engine itself looks at no clock. */
public final class StopSign {

    private volatile boolean raised;

    /** The evaluation ends soon with a {@link RunawayRule}. */
    public void raise() {
        raised = true;
    }

    boolean isRaised() {
        return raised;
    }
}

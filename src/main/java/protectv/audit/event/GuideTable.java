package protectv.audit.event;

/** The tables of the guide in which an event may stand. */
public enum GuideTable {
    ERROR,
    SUCCESS,
    /** In the guide's sample lines, in none of its tables. */
    SAMPLE,
    /** Not in the guide. */
    NONE;

    public boolean inGuide() {
        return this != NONE;
    }
}

package protectv.audit.input;

/** Takes lines in their order. */
@FunctionalInterface
public interface LineSink {

    /** Returns false when it needs no further line of this input. */
    boolean accept(RawLine line);
}

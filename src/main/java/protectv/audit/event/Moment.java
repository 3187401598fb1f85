package protectv.audit.event;

import java.util.List;

/**
 * Something that no single line says and that became true at a time: so many attempts were reached, a source has been
 * silent for so long.
 */
public interface Moment {

    /** When it became true, in epoch milliseconds. */
    long time();

    /** Tells moments of one rule and subject apart: two with the same identity are one. */
    long identity();

    /** The lines that show it, by time; may be empty. */
    List<? extends Witness> witnesses();
}

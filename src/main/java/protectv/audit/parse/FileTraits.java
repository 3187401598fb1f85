package protectv.audit.parse;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a file before its first line can be read.
 *
 * @param firstYear year of the first stamp without one; 0 where none needs one or none can be told
 * @param firstDayKey {@link Stamp#dayKey} of that stamp
 * @param yearFrom what told the year: shown in the ledger
 * @param yearLine number of the line that states the year from which the others' are counted; 0 where none does
 */
public record FileTraits(
        LogKind kind,
        int firstYear,
        int firstDayKey,
        @Nullable String yearFrom,
        long yearLine) implements Serializable {}

package protectv.audit.input;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file name stands within its rotated set, oldest first: dated files by date, then numbered ones from the
 * highest number down, then the file that is still written to.
 *
 * @param set the name without date, number and packing ({@code auth.log} of {@code auth.log.3.gz})
 * @param rank 0 dated, 1 numbered, 2 current
 * @param date digits only; empty where there is none
 * @param number of the rotation; 0 where there is none
 */
record RotationOrder(String set, int rank, String date, int number) implements Comparable<RotationOrder> {

    private static final Pattern PACKING = Pattern.compile("[.](?:gz|bz2|xz|zst|zstd)$", Pattern.CASE_INSENSITIVE);

    /** logrotate's {@code -20171012}, {@code -2017101207} and {@code -1507791494}; log4j's {@code -2017-10-12-1.log}. */
    private static final Pattern DATED = Pattern.compile(
            "(.+?)[-._]([0-9]{4}-[0-9]{2}-[0-9]{2}(?:[-_T][0-9]{2}(?:[-.:]?[0-9]{2}){0,2})?|[0-9]{8}(?:[-_T]?[0-9]{2,6})?)"
                    + "(?:[-.]([0-9]{1,5}))?([.][A-Za-z]{1,8})?");

    private static final Pattern NUMBERED = Pattern.compile("(.+)[.]([0-9]{1,5})");

    private static final Comparator<RotationOrder> OLDEST_FIRST = Comparator.comparing(RotationOrder::set)
            .thenComparingInt(RotationOrder::rank)
            .thenComparing(RotationOrder::date)
            .thenComparingInt(RotationOrder::fromOldest);

    static RotationOrder of(String fileName) {
        String name = PACKING.matcher(fileName).replaceFirst("");
        Matcher dated = DATED.matcher(name);
        if (dated.matches()) {
            String set = dated.group(4) == null ? dated.group(1) : dated.group(1) + dated.group(4);
            String number = dated.group(3);
            String date = dated.group(2).replaceAll("[^0-9]", "");
            return new RotationOrder(set, 0, date, number == null ? 0 : Integer.parseInt(number));
        }
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return new RotationOrder(numbered.group(1), 1, "", Integer.parseInt(numbered.group(2)));
        }
        return new RotationOrder(name, 2, "", 0);
    }

    /** Numbers beside a date count up with time; numbers alone count up with age. */
    private int fromOldest() {
        return rank == 1 ? -number : number;
    }

    @Override
    public int compareTo(RotationOrder other) {
        return OLDEST_FIRST.compare(this, other);
    }
}

package protectv.audit.ruletest;

import java.util.Locale;

/** So many of so many. */
public record Share(int part, int whole) {

    public Share {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException(part + " are no part of " + whole);
        }
    }

    public Share plus(Share other) {
        return new Share(part + other.part, whole + other.whole);
    }

    /** From 0 to 100; all of nothing is 100. */
    public double percent() {
        return whole == 0 ? 100 : 100.0 * part / whole;
    }

    /** {@code 99.9 %}, rounded down: only all of it is 100. */
    public String percentText() {
        return String.format(Locale.ROOT, "%.1f %%", Math.floor(percent() * 10) / 10);
    }

    /** {@code 3 of 4}. */
    @Override
    public String toString() {
        return part + " of " + whole;
    }
}

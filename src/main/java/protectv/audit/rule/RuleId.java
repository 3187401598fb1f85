package protectv.audit.rule;

import java.io.Serializable;
import java.util.regex.Pattern;

/** {@code PV-<AREA>-<NNN>}: never used again after its rule was deleted. */
public record RuleId(String value) implements Comparable<RuleId>, Serializable {

    private static final Pattern SHAPE = Pattern.compile("PV-[A-Z]{2,8}-[0-9]{3}");

    public RuleId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("a rule id looks like PV-KEY-002, not like \"" + value + "\"");
        }
    }

    /** {@code KEY} of {@code PV-KEY-002}. */
    public String area() {
        return value.substring(value.indexOf('-') + 1, value.lastIndexOf('-'));
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package protectv.audit.settings;

import java.util.Locale;

/**
 * An option that the environment and the configuration file may set.
 *
 * @param name without dashes before it: {@code max-gap}
 * @param shape what a value is made of
 * @param description a sentence or more, for people
 * @param usual what holds where nobody sets it, for people; empty where nothing does
 */
public record SettingKey(String name, Shape shape, String description, String usual) {

    static final String PREFIX = "PROTECTV_AUDIT_";

    /** What a value is made of. */
    public enum Shape {
        TEXT,
        LIST,
        /** True or false. */
        SWITCH
    }

    /** {@code PROTECTV_AUDIT_MAX_GAP}. */
    public String variable() {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}

package protectv.audit.settings;

import java.util.List;

/**
 * The value of an option that was not given on the command line.
 *
 * @param key the option's name without dashes: {@code max-gap}
 * @param values one; several, or none, where the option takes a list
 * @param origin where it comes from, for people: {@code PROTECTV_AUDIT_ZONE}, {@code /etc/audit.yaml:3}
 */
public record Setting(String key, List<String> values, String origin) {

    public Setting {
        values = List.copyOf(values);
    }
}

package protectv.audit.cli;

import java.util.Locale;

/** Forms of an answer. */
enum TextOrJson {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

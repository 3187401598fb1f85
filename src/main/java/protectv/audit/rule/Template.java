package protectv.audit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A subject or a message of a rule, cut up once: {@code {$user} at {$host}}. */
public final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\$[^{}]*)}");

    /** What stands before each name, and behind the last. */
    private final List<String> texts = new ArrayList<>();

    private final List<String> names = new ArrayList<>();

    public Template(String text) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int from = 0;
        while (placeholder.find()) {
            texts.add(text.substring(from, placeholder.start()));
            names.add(placeholder.group(1));
            from = placeholder.end();
        }
        texts.add(text.substring(from));
    }

    /** The text with the values of bindings; {@code (none)} where the line does not have one. */
    public String fill(Function<String, @Nullable Object> valueOf) {
        StringBuilder filled = new StringBuilder(texts.get(0));
        for (int i = 0; i < names.size(); i++) {
            Object value = valueOf.apply(names.get(i));
            filled.append(value == null ? "(none)" : value).append(texts.get(i + 1));
        }
        return filled.toString();
    }
}

package protectv.audit.catalogue;

import gg.jte.Content;
import java.util.List;
import java.util.Locale;
import protectv.audit.escape.VisibleText;
import protectv.audit.report.Wording;

/**
 * What the HTML template shows.
 *
 * @param policy the content security policy
 */
public record CataloguePage(String policy, String style, String script, Catalogue catalogue) {

    /** Text of a rule file, escaped, with what would be obeyed or hidden written out. */
    public Content text(String text) {
        return VisibleText.html(text);
    }

    /** Our own words, in which code stands between backticks. */
    public Content ours(String text) {
        return output -> {
            boolean code = false;
            for (String part : text.split("`", -1)) {
                output.writeContent(code ? "<code>" : "");
                output.writeUserContent(part);
                output.writeContent(code ? "</code>" : "");
                code = !code;
            }
        };
    }

    public List<String> lines(String text) {
        return text.lines().toList();
    }

    /** {@code 1 rule}, {@code 87 rules}. */
    public String count(long value, String noun) {
        return Wording.count(value, noun);
    }

    /** {@code area-key}. */
    public String anchor(Area area) {
        return "area-" + area.key().toLowerCase(Locale.ROOT);
    }
}

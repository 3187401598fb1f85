package protectv.audit.catalogue;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The catalogue as one HTML file that asks nothing of the network and can be read without scripts. Its content security
 * policy lets its own style sheet and script run, by their digests, and nothing else.
 */
public final class CatalogueHtml {

    private static final String STYLE = FactDictionary.resource("catalogue.css");
    private static final String SCRIPT = FactDictionary.resource("catalogue.js");
    private static final String POLICY = "default-src 'none'; style-src '" + digest(STYLE) + "'; script-src '"
            + digest(SCRIPT) + "'; base-uri 'none'; form-action 'none'";

    private CatalogueHtml() {}

    /** The whole page. */
    public static String of(Catalogue catalogue) {
        TemplateEngine engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, CatalogueHtml.class.getClassLoader(), "protectv.audit.catalogue.html.template");
        engine.setTrimControlStructures(true);
        StringOutput page = new StringOutput();
        engine.render("catalogue.jte", new CataloguePage(POLICY, STYLE, SCRIPT, catalogue), page);
        return page.toString();
    }

    private static String digest(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}

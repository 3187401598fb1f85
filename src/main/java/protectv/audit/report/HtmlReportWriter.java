package protectv.audit.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import protectv.audit.finding.Evidence;

/**
 * {@code report.html}: one file that asks nothing of the network. Its content security policy lets the one style sheet and
 * the one script in it run, by their digests, and nothing else; so text from a log that got past the escaping would still
 * be dead.
 */
public final class HtmlReportWriter implements ReportWriter {

    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");
    private static final String POLICY = "default-src 'none'; style-src '" + digest(STYLE) + "'; script-src '"
            + digest(SCRIPT) + "'; base-uri 'none'; form-action 'none'";

    /** The lines of evidence around which a page shows what is in {@link AuditReport#surroundings}. */
    public static Set<Evidence> central(AuditReport report) {
        return Excerpt.central(report);
    }

    @Override
    public void write(AuditReport report, OutputStream out) throws IOException {
        TemplateEngine engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, HtmlReportWriter.class.getClassLoader(), "protectv.audit.report.html.template");
        engine.setTrimControlStructures(true);
        Utf8ByteOutput page = new Utf8ByteOutput();
        engine.render("report.jte", ReportPage.of(report, POLICY, STYLE, SCRIPT), page);
        page.writeTo(out);
        out.flush();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReportWriter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing from it");
            }
            // A browser digests what it parsed, and parsing turns CRLF into LF.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the program", e);
        }
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

package protectv.audit.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.MailerRegularBuilder;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;
import protectv.audit.report.AuditReport;
import protectv.audit.report.SummaryHtml;
import protectv.audit.report.TextSummary;

/**
 * Mails the result of a run: the summary as text and as HTML, without the log lines themselves, since mails get forwarded.
 *
 * @param to one address at least
 * @param server of SMTP
 */
public record ResultMail(List<String> to, String from, Server server) {

    private static final int TIMEOUT_MILLIS = 30_000;

    /** How the connection is kept from others. */
    public enum Security {
        /** Not at all: for a server on this machine. */
        NONE,
        /** STARTTLS, or no mail. */
        STARTTLS,
        /** TLS from the first byte, as on port 465. */
        TLS
    }

    /**
     * A server of SMTP.
     *
     * @param user null where it asks for none
     * @param authorities PEM file with the certificates of those whom to believe that it is the server; null for those
     *     that Java believes
     */
    public record Server(
            String host,
            int port,
            Security security,
            @Nullable String user,
            @Nullable String password,
            @Nullable Path authorities) {}

    public ResultMail {
        to = List.copyOf(to);
    }

    /** @param files that the reports were written to */
    public void send(Outcome outcome, List<Path> files) throws DeliveryException {
        EmailPopulatingBuilder mail = EmailBuilder.startingBlank()
                .from(from)
                .withSubject("[protectv-audit] " + outcome.headline())
                .withHeader("Auto-Submitted", "auto-generated")
                .withPlainText(text(outcome, files));
        for (String address : to) {
            mail.to(address);
        }
        AuditReport report = outcome.report();
        if (report != null) {
            mail.withHTMLText(SummaryHtml.of(report));
        }
        try {
            // It holds no connection open: there is nothing to close.
            mailer().sendMail(mail.buildEmail(), false).join();
        } catch (MailException | CompletionException | IOException | GeneralSecurityException e) {
            throw problem(e);
        }
    }

    private DeliveryException problem(Exception e) {
        return new DeliveryException(
                "the mail to " + String.join(", ", to) + " cannot be sent by " + server.host() + ":" + server.port()
                        + ": " + rootOf(e).getMessage() + "; see --smtp, --smtp-security, --smtp-user and --smtp-ca",
                e);
    }

    private static Throwable rootOf(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String text(Outcome outcome, List<Path> files) {
        AuditReport report = outcome.report();
        String end = "\nExit code " + outcome.exitCode() + ": " + outcome.meaning() + "\n";
        return report == null
                ? "The audit failed, and there is no report of it.\n\n" + outcome.failure() + "\n" + end
                : TextSummary.terminal(report, files, false) + end;
    }

    private Mailer mailer() throws IOException, GeneralSecurityException {
        MailerRegularBuilder<?> builder = MailerBuilder.withSMTPServer(server.host(), server.port())
                .withTransportStrategy(strategy())
                .withSessionTimeout(TIMEOUT_MILLIS)
                // The library's own default is to believe anybody.
                .trustingAllHosts(false)
                .verifyingServerIdentity(true)
                // A mail server on this machine takes user@localhost and root; what it refuses it says.
                .clearEmailValidator();
        if (server.user() != null) {
            builder = builder.withSMTPServerUsername(server.user()).withSMTPServerPassword(server.password());
        }
        Mailer mailer = builder.buildMailer();
        if (server.authorities() != null) {
            // The library has a method for it that leaves TLS from the first byte out.
            SSLSocketFactory believing = believing(server.authorities());
            mailer.getSession().getProperties().put("mail.smtp.ssl.socketFactory", believing);
            mailer.getSession().getProperties().put("mail.smtps.ssl.socketFactory", believing);
        }
        return mailer;
    }

    private TransportStrategy strategy() {
        return switch (server.security()) {
            case NONE -> TransportStrategy.SMTP;
            case STARTTLS -> TransportStrategy.SMTP_TLS;
            case TLS -> TransportStrategy.SMTPS;
        };
    }

    private static SSLSocketFactory believing(Path authorities) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException("there is no certificate in " + authorities);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}

package protectv.audit.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import protectv.audit.deliver.DeliveryException;
import protectv.audit.deliver.MetricsFile;
import protectv.audit.deliver.Outcome;
import protectv.audit.deliver.ResultMail;
import protectv.audit.deliver.SyslogServer;

/** Whom to tell how a run went. */
final class DeliveryOptions {

    /** Which runs are mailed. */
    enum MailOn {
        /** Each: one that did not come is a run that did not happen. */
        ALWAYS,
        /** Those that found something at or above --fail-on, were incomplete, or failed. */
        FINDINGS,
        /** Those that were incomplete or failed. */
        PROBLEMS
    }

    private static final Pattern SERVER = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:]+)(?::([0-9]{1,5}))?");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Metrics for the textfile collector of Prometheus' node exporter, also of a run that fails.")
    private @Nullable Path metrics;

    @Option(
            names = "--syslog",
            paramLabel = "ADDRESS",
            description = "Sends the result to a syslog server, in a line: udp://loghost:514 or tcp://loghost:601.")
    private @Nullable String syslog;

    @Option(
            names = "--mail-to",
            split = ",",
            paramLabel = "ADDRESS",
            description = "Mails the summary, as text and as HTML. May be repeated.")
    private List<String> mailTo = new ArrayList<>();

    @Option(
            names = "--mail-from",
            paramLabel = "ADDRESS",
            description = "Sender of the mail. Default: protectv-audit at this machine.")
    private @Nullable String mailFrom;

    @Option(
            names = "--mail-on",
            paramLabel = "WHEN",
            defaultValue = "findings",
            description =
                    "Which runs are mailed: always, also a quiet night; findings: those that end with another exit code"
                            + " than 0; problems: those that end with more than 1. Default: ${DEFAULT-VALUE}.")
    private MailOn mailOn = MailOn.FINDINGS;

    @Option(
            names = "--smtp",
            paramLabel = "HOST[:PORT]",
            defaultValue = "localhost:25",
            description = "Server that takes the mail. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String smtp;

    @Option(
            names = "--smtp-security",
            paramLabel = "HOW",
            description =
                    "none, starttls (or no mail), or tls from the first byte. Default: none for this machine, starttls"
                            + " for others.")
    private ResultMail.@Nullable Security security;

    @Option(names = "--smtp-user", paramLabel = "NAME", description = "User of the mail server, where it asks for one.")
    private @Nullable String user;

    @Option(
            names = "--smtp-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of that user.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--smtp-ca",
            paramLabel = "FILE",
            description =
                    "PEM file with the certificates to believe the mail server by. Default: those that Java believes.")
    private @Nullable Path authorities;

    /** Says early what cannot be, before hours of work. */
    void check() {
        if (syslog != null) {
            server(syslog);
        }
        if (!mailTo.isEmpty()) {
            mail();
        }
    }

    /**
     * Tells all of them, whichever of them fail.
     *
     * @param files that the reports were written to
     * @return what went wrong, a sentence each
     */
    List<String> tell(Outcome outcome, List<Path> files) {
        List<String> problems = new ArrayList<>();
        if (metrics != null) {
            Path file = metrics;
            attempt(() -> MetricsFile.write(file, outcome), problems);
        }
        if (syslog != null) {
            SyslogServer server = server(syslog);
            attempt(() -> server.send(outcome, machine()), problems);
        }
        if (!mailTo.isEmpty() && isMailed(outcome)) {
            ResultMail mail = mail();
            attempt(() -> mail.send(outcome, files), problems);
        }
        return problems;
    }

    private interface Delivery {
        void deliver() throws DeliveryException;
    }

    private static void attempt(Delivery delivery, List<String> problems) {
        try {
            delivery.deliver();
        } catch (DeliveryException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private boolean isMailed(Outcome outcome) {
        return switch (mailOn) {
            case ALWAYS -> true;
            case FINDINGS -> outcome.exitCode() != ExitCode.OK.code();
            case PROBLEMS -> !outcome.isComplete();
        };
    }

    private static SyslogServer server(String address) {
        try {
            return SyslogServer.of(address);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--syslog " + e.getMessage());
        }
    }

    private ResultMail mail() {
        Matcher server = SERVER.matcher(smtp);
        if (!server.matches()) {
            throw new UsageException("--smtp " + smtp + " is no server; write it as mail.example.org:587");
        }
        for (String address : mailTo) {
            if (address.indexOf('@') < 1 || address.chars().anyMatch(c -> c <= ' ')) {
                throw new UsageException("--mail-to " + address + " is no address; write it as security@example.org");
            }
        }
        String host = server.group(1);
        ResultMail.Security how = security != null
                ? security
                : THIS_MACHINE.contains(host) ? ResultMail.Security.NONE : ResultMail.Security.STARTTLS;
        String port = server.group(2);
        return new ResultMail(
                mailTo,
                mailFrom != null ? mailFrom : "protectv-audit@" + machine(),
                new ResultMail.Server(
                        host,
                        port == null ? usualPort(how) : Integer.parseInt(port),
                        how,
                        user,
                        password(),
                        authorities));
    }

    /** Source: RFC 8314, section 7; RFC 6409. */
    private static int usualPort(ResultMail.Security how) {
        return switch (how) {
            case NONE -> 25;
            case STARTTLS -> 587;
            case TLS -> 465;
        };
    }

    private @Nullable String password() {
        if (passwordFile == null) {
            if (user != null) {
                throw new UsageException(
                        "--smtp-user " + user + " has no password; name its file with --smtp-password-file");
            }
            return null;
        }
        try {
            return Files.readString(passwordFile).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new UsageException("--smtp-password-file " + passwordFile + " cannot be read: " + e.getMessage());
        }
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }
}

package protectv.audit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail, metrics and syslog of a night, as those who wait for them get them. */
class DeliveryTest {

    private static final String DENIED = "Oct 12 07:28:15 192.0.2.7 gordium 2017-10-12 07:28:14 category=<Audit>"
            + " status=<failure> msg=<Alert Client access denied> subject=<Client> client-name=<web01>\n";
    private static final String QUIET = "Oct 12 07:29:15 192.0.2.7 gordium 2017-10-12 07:29:14 category=<Audit>"
            + " status=<success> msg=<Key accessed> subject=<Key> client-name=<web01>\n";

    @TempDir
    Path dir;

    private final GreenMail post = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void open() {
        post.start();
    }

    @AfterEach
    void close() {
        post.stop();
    }

    private CommandRun run(String log, String... more) throws IOException {
        Path file = Files.writeString(dir.resolve("syslog"), log);
        List<String> args = new ArrayList<>(List.of(
                "run",
                file.toString(),
                "--zone",
                "UTC",
                "--out",
                dir.resolve("out").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private CommandRun mailed(String log, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "--mail-to",
                "security@example.org,audit@example.org",
                "--mail-from",
                "night@example.org",
                "--smtp",
                "127.0.0.1:" + post.getSmtp().getPort()));
        args.addAll(List.of(more));
        return run(log, args.toArray(String[]::new));
    }

    @Test
    void findings_are_mailed_as_text_and_html_without_log_lines() throws IOException, MessagingException {
        CommandRun run = mailed(DENIED.replace("web01", "web<b>01"));
        assertThat(run.code()).isEqualTo(1);
        MimeMessage[] mails = post.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails[0].getSubject())
                .isEqualTo("[protectv-audit] 1 high: 1 finding, 2017-10-12 07:00 to 2017-10-12 08:00");
        assertThat(mails[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
        String body = GreenMailUtil.getBody(mails[0]);
        assertThat(body)
                .contains("text/plain", "text/html", "PV-CLI-002", "Exit code 1", "web&lt;b&gt;01")
                .doesNotContain("Alert Client access denied", "web<b>01</");
    }

    @Test
    void a_quiet_night_is_mailed_only_if_asked() throws IOException, MessagingException {
        assertThat(mailed(QUIET).code()).isZero();
        assertThat(post.getReceivedMessages()).isEmpty();
        assertThat(mailed(QUIET, "--mail-on", "always").code()).isZero();
        assertThat(post.getReceivedMessages()[0].getSubject()).contains("No findings");
        assertThat(mailed(DENIED, "--mail-on", "problems").code()).isEqualTo(1);
        assertThat(post.getReceivedMessages()).hasSize(2);
    }

    @Test
    void a_run_that_fails_is_mailed_and_counted() throws IOException, MessagingException {
        Path rules = Files.createDirectories(dir.resolve("rules/manager"));
        Files.writeString(rules.resolve("broken.drl"), "package rules.manager\nrule \"x");
        Path metrics = dir.resolve("metrics/night.prom");
        CommandRun run = mailed(DENIED, "--rules", dir.resolve("rules").toString(), "--metrics", metrics.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(post.getReceivedMessages()[0].getSubject()).contains("FAILED: the rules do not load");
        assertThat(GreenMailUtil.getBody(post.getReceivedMessages()[0])).contains("broken.drl");
        assertThat(metrics(metrics))
                .containsEntry("protectv_audit_exit_code", "3.0")
                .doesNotContainKey("protectv_audit_last_success_timestamp_seconds");
    }

    @Test
    void a_mail_that_cannot_be_sent_ends_with_2_after_the_report() throws IOException {
        int port = post.getSmtp().getPort();
        post.stop();
        CommandRun run = run(DENIED, "--mail-to", "security@example.org", "--smtp", "127.0.0.1:" + port);
        assertThat(run.code()).isEqualTo(2);
        assertThat(dir.resolve("out/report.json")).exists();
    }

    @Test
    void a_server_elsewhere_gets_no_mail_in_the_clear() throws IOException {
        CommandRun run = mailed(DENIED, "--smtp-security", "starttls");
        assertThat(run.code()).isEqualTo(2);
        assertThat(post.getReceivedMessages()).isEmpty();
    }

    @Test
    void mail_goes_over_tls_to_a_server_that_is_believed_and_to_no_other() throws Exception {
        Path store = dir.resolve("post.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "post",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        Path authority = dir.resolve("post.pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "post",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-file",
                authority.toString());
        System.setProperty("greenmail.tls.keystore.file", store.toString());
        System.setProperty("greenmail.tls.keystore.password", "changeit");
        GreenMail tls = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        tls.setUser("night@example.org", "night", "secret");
        tls.start();
        try {
            Path password = Files.writeString(dir.resolve("password"), "secret\n");
            String[] args = {
                "--mail-to",
                "security@example.org",
                "--smtp",
                "localhost:" + tls.getSmtps().getPort(),
                "--smtp-security",
                "tls",
                "--smtp-user",
                "night",
                "--smtp-password-file",
                password.toString()
            };
            assertThat(run(DENIED, args).code()).isEqualTo(2);
            assertThat(tls.getReceivedMessages()).isEmpty();
            List<String> believing = new ArrayList<>(List.of(args));
            believing.addAll(List.of("--smtp-ca", authority.toString()));
            assertThat(run(DENIED, believing.toArray(String[]::new)).code()).isEqualTo(1);
            assertThat(tls.getReceivedMessages()).hasSize(1);
        } finally {
            tls.stop();
            System.clearProperty("greenmail.tls.keystore.file");
            System.clearProperty("greenmail.tls.keystore.password");
        }
    }

    private static void keytool(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool", "-noprompt"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void what_cannot_be_delivered_is_told_before_anything_is_read() throws IOException {
        assertThat(run(DENIED, "--mail-to", "nobody").err()).contains("--mail-to nobody is no address");
        assertThat(run(DENIED, "--syslog", "loghost").err()).contains("--syslog loghost is no syslog server");
        assertThat(run(DENIED, "--mail-to", "a@b.example", "--smtp-user", "x").err())
                .contains("x has no password");
        assertThat(dir.resolve("out")).doesNotExist();
    }

    private static Map<String, String> metrics(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> line.substring(line.lastIndexOf(' ') + 1)));
    }

    @Test
    void metrics_tell_the_night_and_keep_the_last_success_of_one_that_failed() throws IOException {
        Path file = dir.resolve("night.prom");
        assertThat(run(DENIED, "--metrics", file.toString()).code()).isEqualTo(1);
        Map<String, String> good = metrics(file);
        assertThat(good)
                .containsEntry("protectv_audit_exit_code", "1.0")
                .containsEntry("protectv_audit_findings{severity=\"high\"}", "1.0")
                .containsEntry("protectv_audit_findings{severity=\"critical\"}", "0.0")
                .containsEntry("protectv_audit_lines{fate=\"event\"}", "1.0")
                .containsEntry("protectv_audit_inputs{state=\"whole\"}", "1.0")
                .containsKeys("protectv_audit_last_run_timestamp_seconds", "protectv_audit_controls{verdict=\"fail\"}");
        String success = good.get("protectv_audit_last_success_timestamp_seconds");
        assertThat(Double.parseDouble(success)).isGreaterThan(1.7e9);
        assertThat(run(DENIED, "--metrics", file.toString(), "--window", "never")
                        .code())
                .isEqualTo(2);
        assertThat(metrics(file))
                .containsEntry("protectv_audit_exit_code", "2.0")
                .containsEntry("protectv_audit_last_success_timestamp_seconds", success)
                .doesNotContainKey("protectv_audit_findings{severity=\"high\"}");
        assertThat(run(DENIED, "--metrics", file.toString(), "--no-such-option").code())
                .isEqualTo(2);
        assertThat(metrics(file)).containsEntry("protectv_audit_exit_code", "2.0");
    }

    @Test
    void a_syslog_server_gets_one_line() throws Exception {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            udp.setSoTimeout(10_000);
            assertThat(run(DENIED, "--syslog", "udp://127.0.0.1:" + udp.getLocalPort())
                            .code())
                    .isEqualTo(1);
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            udp.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .matches(
                            "<84>1 \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ \\S+ protectv-audit - RESULT - exit=1 critical=0 high=1"
                                    + " .* lines=1 malformed=0 from=2017-10-12T07:00:00Z to=2017-10-12T08:00:00Z rules=[0-9a-f]{64}");
        }
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> accepted(tcp));
            assertThat(run(QUIET, "--syslog", "tcp://127.0.0.1:" + tcp.getLocalPort())
                            .code())
                    .isZero();
            String message = received.get(10, TimeUnit.SECONDS);
            int length = Integer.parseInt(message.substring(0, message.indexOf(' ')));
            assertThat(message.substring(message.indexOf(' ') + 1))
                    .hasSize(length)
                    .startsWith("<86>1 ");
        }
    }

    private static String accepted(ServerSocket server) {
        try (Socket socket = server.accept()) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

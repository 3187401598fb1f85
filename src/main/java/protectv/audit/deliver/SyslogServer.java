package protectv.audit.deliver;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * Sends the result of a run to a syslog server as one message: {@code <84>1 2017-10-13T02:00:09Z audit01 protectv-audit - RESULT
 * - exit=1 ...}.
 *
 * <p>Source: RFC 5424; RFC 5426 over UDP, RFC 6587 (octet counting) over TCP.
 *
 * @param tcp false for UDP
 */
public record SyslogServer(boolean tcp, String host, int port) {

    /** authpriv: what not everybody may read. */
    private static final int FACILITY = 10;

    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;

    private static final int TIMEOUT_MILLIS = 10_000;

    /** Of UDP and of TCP. Source: RFC 5426, section 3.3; RFC 6587 names none, and 601 is the registered one. */
    private static final int UDP_PORT = 514;

    private static final int TCP_PORT = 601;

    /** @throws IllegalArgumentException where the text is no such address; the message says what to write */
    public static SyslogServer of(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    text + " is no address; write udp://loghost:514 or tcp://loghost:601", e);
        }
        boolean tcp = "tcp".equals(uri.getScheme());
        if (uri.getHost() == null
                || (!tcp && !"udp".equals(uri.getScheme()))
                || !uri.getRawPath().isEmpty()) {
            throw new IllegalArgumentException(
                    text + " is no syslog server; write udp://loghost:514 or tcp://loghost:601");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : tcp ? TCP_PORT : UDP_PORT;
        return new SyslogServer(tcp, uri.getHost(), port);
    }

    /** @param from name of this machine */
    public void send(Outcome outcome, String from) throws DeliveryException {
        byte[] message = message(outcome, from).getBytes(StandardCharsets.UTF_8);
        try {
            if (tcp) {
                sendTcp(message);
            } else {
                sendUdp(message);
            }
        } catch (IOException e) {
            throw new DeliveryException(
                    "the result cannot be sent to " + (tcp ? "tcp://" : "udp://") + host + ":" + port + ": " + e
                            + "; see whether the server listens, or name another with --syslog",
                    e);
        }
    }

    static String message(Outcome outcome, String from) {
        int severity = !outcome.isComplete() ? ERROR : outcome.exitCode() == 0 ? INFORMATIONAL : WARNING;
        return "<" + (FACILITY * 8 + severity) + ">1 " + outcome.ended().truncatedTo(ChronoUnit.SECONDS) + " "
                + (from.isEmpty() ? "-" : from) + " protectv-audit - RESULT - " + outcome.line();
    }

    private void sendUdp(byte[] message) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(message, message.length, address()));
        }
    }

    private void sendTcp(byte[] message) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address(), TIMEOUT_MILLIS);
            socket.getOutputStream().write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(message);
            socket.getOutputStream().flush();
        }
    }

    private InetSocketAddress address() throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("there is no machine of that name");
        }
        return address;
    }
}

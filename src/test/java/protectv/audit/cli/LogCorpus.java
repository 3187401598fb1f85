package protectv.audit.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import protectv.audit.event.AuditKind;
import protectv.audit.event.ClientKind;
import protectv.audit.event.GuideTable;

/**
 * Logs of a few days, made by chance: few machines, users and addresses, so that all that rules relate meets often, with
 * busy hours and hours of silence.
 *
 * @param files text by name; a syslog file for each local day, and one log for each Client over all days
 */
record LogCorpus(SortedMap<String, String> files, Instant from, Instant to) {

    private static final DateTimeFormatter SYSLOG = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter OWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ENGLISH);
    private static final List<String> MANAGERS = List.of("192.0.2.7", "192.0.2.8");
    private static final List<String> CLIENTS = List.of("web01", "web02", "db01");
    private static final List<String> USERS = List.of("root", "pvadmin", "alice", "bob", "carol", "dave");
    private static final List<String> PEERS =
            List.of("203.0.113.9", "203.0.113.10", "198.51.100.4", "198.51.100.5", "198.51.100.6", "2001:db8::9");
    private static final List<AuditKind> AUDIT = List.of(AuditKind.values()).subList(0, AuditKind.values().length - 1);
    /** What comes in series: the errors, and tokens that somebody makes. */
    private static final List<AuditKind> TROUBLES = Stream.concat(
                    AUDIT.stream().filter(kind -> kind.table() == GuideTable.ERROR),
                    Stream.of(AuditKind.GATEWAY_TOKEN_CREATE, AuditKind.GATEWAY_TOKEN_CREATE, AuditKind.KEY_NOT_FOUND))
            .toList();

    private static final List<ClientKind> CLIENT =
            List.of(ClientKind.values()).subList(0, ClientKind.values().length - 1);

    private static final List<ClientKind> GATEWAY_TROUBLES =
            List.of(ClientKind.FAILED_GATEWAY_CONNECTION, ClientKind.GATEWAY_CERTIFICATE_NOT_GOOD);

    LogCorpus {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    static LogCorpus of(long seed, ZoneId zone, LocalDate first, int days) {
        return new Maker(new Random(seed), zone).make(first, days);
    }

    /** The same lines, out of order within a few places of their own: as relays deliver them. */
    LogCorpus disordered(long seed) {
        Random random = new Random(seed);
        SortedMap<String, String> mixed = new TreeMap<>();
        files.forEach((name, text) -> {
            List<String> lines = new ArrayList<>(text.lines().toList());
            for (int i = 0; i < lines.size(); i++) {
                Collections.swap(lines, i, Math.min(lines.size() - 1, i + random.nextInt(6)));
            }
            mixed.put(name, String.join("\n", lines) + "\n");
        });
        return new LogCorpus(mixed, from, to);
    }

    private static final class Maker {

        private final Random random;
        private final ZoneId zone;
        private final SortedMap<String, StringBuilder> files = new TreeMap<>();
        private int pid = 1000;
        /** One kind of line that goes on for a while, as in an attack or an outage; null where there is none. */
        private @Nullable Consumer<ZonedDateTime> series;

        Maker(Random random, ZoneId zone) {
            this.random = random;
            this.zone = zone;
        }

        LogCorpus make(LocalDate first, int days) {
            Instant from = first.atStartOfDay(zone).toInstant();
            Instant to = first.plusDays(days).atStartOfDay(zone).toInstant();
            Instant at = from;
            while (true) {
                // Busy for a while, then quiet; now and then silent for hours.
                int quiet = random.nextInt(30);
                at = at.plus(
                        quiet == 0
                                ? Duration.ofMinutes(30 + random.nextInt(300))
                                : Duration.ofSeconds(random.nextInt(quiet < 20 ? 20 : 400)));
                if (!at.isBefore(to)) {
                    break;
                }
                write(at.atZone(zone));
            }
            SortedMap<String, String> texts = new TreeMap<>();
            files.forEach((name, text) -> texts.put(name, text.toString()));
            return new LogCorpus(texts, from, to);
        }

        private void write(ZonedDateTime at) {
            int turn = random.nextInt(100);
            if (turn < 5) {
                series = series();
            } else if (turn < 10) {
                series = null;
            }
            if (series != null && turn % 4 != 0) {
                series.accept(at);
                return;
            }
            int what = random.nextInt(10);
            if (what < 4) {
                audit(at);
            } else if (what < 8) {
                ssh(at);
            } else if (what < 9) {
                client(at);
            } else {
                String host = one(MANAGERS);
                syslog(at, host + " cron[" + random.nextInt(99) + "]: (root) CMD (true)");
            }
        }

        private Consumer<ZonedDateTime> series() {
            AuditKind kind = one(TROUBLES);
            String manager = one(MANAGERS);
            String peer = one(PEERS);
            String client = one(CLIENTS);
            String user = one(USERS);
            ClientKind trouble = one(GATEWAY_TROUBLES);
            return switch (random.nextInt(8)) {
                case 5 -> at -> client(at, client, trouble);
                case 6 -> at -> refused(at, manager, client);
                case 7 -> at -> dialogue(at, manager, user, peer);
                case 0 -> at -> audit(at, kind, manager, client);
                case 1 -> at -> audit(at, kind, manager, "host" + random.nextInt(9));
                case 2 -> at -> audit(at, one(TROUBLES), manager, client);
                case 3 ->
                    at -> syslog(
                            at,
                            manager + " sshd[" + ++pid + "]: Failed password for " + one(USERS) + " from " + peer
                                    + " port 4711 ssh2");
                default ->
                    at -> syslog(
                            at,
                            manager + " sshd[" + ++pid + "]: Failed password for " + user + " from " + one(PEERS)
                                    + " port 4711 ssh2");
            };
        }

        private void audit(ZonedDateTime at) {
            audit(at, one(AUDIT), one(MANAGERS), one(CLIENTS));
        }

        private void audit(ZonedDateTime at, AuditKind kind, String manager, String client) {
            ZonedDateTime own = at.minusSeconds(random.nextInt(20) == 0 ? random.nextInt(700) : random.nextInt(3));
            syslog(
                    at,
                    manager + " gordium " + OWN.format(own) + " category=<Audit> status=<success> msg=<" + kind.label()
                            + "> subject=<Key> client-name=<" + client + ">");
        }

        private void ssh(ZonedDateTime at) {
            String head = one(MANAGERS) + " sshd[" + (pid + random.nextInt(4)) + "]: ";
            String user = one(USERS);
            String peer = one(PEERS);
            String text = switch (random.nextInt(12)) {
                case 0 -> "Accepted password for " + user + " from " + peer + " port 4711 ssh2";
                case 1 ->
                    "Accepted publickey for " + user + " from " + peer
                            + " port 4711 ssh2: RSA 00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff";
                case 2 -> "pam_unix(sshd:session): session opened for user " + user + " by (uid=0)";
                case 3 -> "pam_unix(sshd:session): session closed for user " + user;
                case 4 ->
                    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=" + peer
                            + " user=" + user;
                case 5 ->
                    "message repeated 3 times: [ Failed password for " + user + " from " + peer + " port 4711 ssh2]";
                default -> "Failed password for " + user + " from " + peer + " port 4711 ssh2";
            };
            pid += random.nextInt(3) == 0 ? 1 : 0;
            syslog(at, head + text);
        }

        /** A Client that gets no keys, and what its Manager says of it. */
        private void refused(ZonedDateTime at, String manager, String client) {
            if (random.nextBoolean()) {
                audit(at, AuditKind.ALERT_CLIENT_ACCESS_DENIED, manager, client);
            } else {
                client(
                        at,
                        client,
                        random.nextBoolean()
                                ? ClientKind.KEY_REFUSED
                                : ClientKind.TOO_MANY_FAILED_ATTEMPTS_FOR_GET_KEYS);
            }
        }

        /** Wrong answers of which sshd says little, and in the end perhaps the right one. */
        private void dialogue(ZonedDateTime at, String manager, String user, String peer) {
            String text = switch (random.nextInt(12)) {
                case 0 -> "Accepted keyboard-interactive/pam for " + user + " from " + peer + " port 4711 ssh2";
                case 1 -> "Failed keyboard-interactive/pam for " + user + " from " + peer + " port 4711 ssh2";
                case 2 ->
                    "PAM 2 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=" + peer + "  user="
                            + user;
                default ->
                    "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=" + peer
                            + "  user=" + user;
            };
            syslog(at, manager + " sshd[" + ++pid + "]: " + text);
        }

        private void client(ZonedDateTime at) {
            client(at, one(CLIENTS), one(CLIENT));
        }

        private void client(ZonedDateTime at, String client, ClientKind kind) {
            String partition = kind.label().endsWith("for") ? " /dev/xvdf" + (1 + random.nextInt(2)) : "";
            file("clients/" + client + "/protectvl.log").append(OWN.format(at) + " " + kind.label() + partition + "\n");
        }

        private void syslog(ZonedDateTime at, String text) {
            file("syslog-" + at.toLocalDate() + ".log").append(SYSLOG.format(at) + " " + text + "\n");
        }

        private StringBuilder file(String name) {
            return files.computeIfAbsent(name, key -> new StringBuilder());
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }
}

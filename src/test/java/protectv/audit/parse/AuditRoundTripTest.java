package protectv.audit.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import protectv.audit.event.AuditEvent;
import protectv.audit.event.AuditKind;

/** An audit line that is written in any of its forms is read as what it was written from. */
class AuditRoundTripTest {

    private static final int LINES = 20_000;
    private static final String[] CLIENTS = {
        "web01",
        "db 02",
        "a, status=<success>, msg=<Key accessed>",
        "x client-name=<y>",
        "<b>",
        "gordium",
        "Oct 12 07:35:49",
        "\u00fc\u2028\u0085",
        ">",
        "<",
        "category=<Audit>",
        "message repeated 3 times: [ x]"
    };
    private static final List<AuditKind> KINDS = Stream.of(AuditKind.values())
            .filter(kind -> kind != AuditKind.OTHER)
            .toList();
    private static final String[] SUBJECTS = {"Key", "Client", "Gateway token", "none", "<none>"};

    private final Random random = new Random(20171012);

    @Test
    void what_is_written_in_any_form_is_read_back() {
        for (int i = 0; i < LINES; i++) {
            AuditKind kind = KINDS.get(random.nextInt(KINDS.size()));
            String status = pick("success", "failure", "Success", "FAILURE");
            String subject = pick(SUBJECTS);
            String client = pick(CLIENTS);
            boolean brackets = random.nextBoolean();
            boolean nobody = random.nextInt(6) == 0;
            if (nobody) {
                client = pick("none", "None", "<none>");
            } else if (!brackets && client.startsWith("<")) {
                client = "web01";
            }
            LocalDateTime own = LocalDateTime.of(2016, 1, 1, 0, 0).plusSeconds(random.nextInt(4 * 365 * 86_400));
            String manager = pick("192.0.2.7", "manager.example.org", "2001:db8::7", "m1");
            String fields = fields(brackets, kind.label(), status, subject, client);
            String stamp = own.format(DateTimeFormatter.ofPattern(
                    pick("yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'")));
            int delay = random.nextInt(90);
            String line = header(own.plusSeconds(delay), manager) + stamp + " " + fields;

            AuditEvent event = (AuditEvent) Lines.event(Lines.syslog(line).get(0));

            assertThat(event.kind()).as(line).isEqualTo(kind);
            assertThat(event.status()).as(line).isEqualTo(status.toLowerCase(Locale.ROOT));
            assertThat(event.category()).as(line).isEqualTo("Audit");
            assertThat(event.message()).as(line).isEqualTo(kind.label());
            assertThat(event.subject()).as(line).isEqualTo(brackets ? subject : bare(subject));
            assertThat(event.clientName()).as(line).isEqualTo(nobody ? null : client);
            assertThat(event.manager()).as(line).isEqualTo(manager);
            Instant time = own.toInstant(ZoneOffset.UTC);
            assertThat(event.time()).as(line).isEqualTo(time.toEpochMilli());
            assertThat(event.relayTime())
                    .as(line)
                    .isEqualTo(time.plusSeconds(delay).toEpochMilli());
        }
    }

    private static String bare(String subject) {
        return subject.startsWith("<") ? subject.substring(1, subject.length() - 1) : subject;
    }

    private String fields(boolean brackets, String message, String status, String subject, String client) {
        String comma = random.nextBoolean() ? ", " : " ";
        String open = brackets ? "<" : "";
        String close = brackets ? ">" : "";
        return "category=" + open + "Audit" + close + comma + "status=" + open + status + close + comma + "msg=" + open
                + message + close + comma + "subject=" + open + subject + close + comma
                + pick("client-name=", "client- name=") + open + client + close;
    }

    private String header(LocalDateTime at, String manager) {
        String iso = at.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
        String priority = random.nextBoolean() ? "<134>" : "";
        return switch (random.nextInt(5)) {
            case 0 -> "<134>1 " + iso + "Z " + manager + " gordium - - - ";
            case 1 -> "<134>1 " + iso + "+00:00 " + manager + " gordium 77 ID9 [a@1 b=\"c] d\"] ";
            case 2 -> priority + iso + pick("Z ", "+0000 ", ".000+00:00 ") + manager + pick(" gordium ", " gordium: ");
            default ->
                priority
                        + at.format(DateTimeFormatter.ofPattern("MMM ", Locale.ENGLISH))
                        + String.format(Locale.ROOT, pick("%2d ", "%02d "), at.getDayOfMonth())
                        + at.format(DateTimeFormatter.ofPattern(pick("HH:mm:ss ", "HH:mm:ss.SSS ")))
                        + manager
                        + pick(" gordium ", " gordium: ", " gordium[41] ", " gordium[41]: ");
        };
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }
}
